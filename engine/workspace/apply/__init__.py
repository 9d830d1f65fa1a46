"""What an input leads to, gathered for the record."""
