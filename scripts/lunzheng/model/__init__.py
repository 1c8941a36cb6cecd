"""The typed project, library and edition: the only place where Chinese keys meet Python names."""
