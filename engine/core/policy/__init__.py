"""A policy as typed values, and where it says what."""
