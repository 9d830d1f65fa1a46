"""Which rows, columns and sheets of a file are data, and what is said of the others."""
