"""How the command starts."""
