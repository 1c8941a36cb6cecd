"""A forge for tests: a stand-in that keeps state, real Git over HTTP, and what it is held to."""
