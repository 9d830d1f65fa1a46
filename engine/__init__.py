"""Planward turns a performance-plan policy and the figures dropped into a folder into a defensible series of letters."""
