"""Is it valid? The schema layer first, then the rulebook."""
