"""Tests of the readers, mostly of properties that hold for any text."""
