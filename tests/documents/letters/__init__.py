"""Tests of the letters and review forms."""
