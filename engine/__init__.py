"""Planward: a policy in git and figures in a folder become explained letters, one stage after another."""
