"""Tests of a second, made-up edition, and of the boundaries inside the program."""
