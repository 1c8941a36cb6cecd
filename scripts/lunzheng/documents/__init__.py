"""Outline and model to one pandoc AST, and from there to DOCX."""
