"""Facts and a condition to an answer, with its why."""
