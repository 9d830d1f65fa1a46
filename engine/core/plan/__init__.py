"""A plan's state: replayed, in force, owed, and who may act on it."""
