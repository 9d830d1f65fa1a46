"""A workspace at work: its policies pinned, what is known of a person, commits made ready, documents."""
