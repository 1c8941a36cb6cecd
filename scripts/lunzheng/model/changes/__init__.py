"""What changed between two states of a project: in its texts, its forms and its costs."""
