"""Tests of the documents: every sample project, every document that it is due."""
