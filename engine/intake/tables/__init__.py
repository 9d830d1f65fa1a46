"""Rows and cells of a dropped file, whatever its kind."""
