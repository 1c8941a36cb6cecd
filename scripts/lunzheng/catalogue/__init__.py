"""The browsable catalogue: plain Markdown pages first, then the site."""
