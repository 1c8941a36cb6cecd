"""Fixtures of these tests."""

from forge.fixtures import either, gitea, github, quick, waits

__all__ = ["either", "gitea", "github", "quick", "waits"]
