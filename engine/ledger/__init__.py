"""Commits and disk: the append-only, keyed record of everything that happened, and its index."""
