"""Templates, compiled once and filled in many times."""
