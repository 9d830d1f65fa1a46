"""What departs from a published schema, said in our words."""
