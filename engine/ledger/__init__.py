"""Commits and disk: the append-only, sealed record of what happened, and its index."""
