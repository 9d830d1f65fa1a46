"""A returned document to what it says, in a limited child process."""
