"""From bytes to values that remember their file, line and column."""
