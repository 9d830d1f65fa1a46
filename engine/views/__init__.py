"""The read side: how things stand, what happened to a plan, and why. Nothing here writes."""
