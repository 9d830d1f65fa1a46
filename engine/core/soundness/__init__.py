"""Whether a policy makes sense: can every stage be reached and left."""
