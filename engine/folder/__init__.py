"""The shared folder: what arrived there, and what should lie there."""
