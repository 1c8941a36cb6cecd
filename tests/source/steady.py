"""Hypothesis without chance and without a clock: the same examples on every machine."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def examples(count: int) -> settings:
    """Settings for a property that is tried on so many examples."""
    return settings(derandomize=True, deadline=None, max_examples=count, suppress_health_check=[HealthCheck.too_slow])
