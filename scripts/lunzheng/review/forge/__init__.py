"""The forge that holds the pull requests: one small interface, one adapter for each kind."""
