"""Tests of the model: money, time, numbers, totals, narrative and facts."""
