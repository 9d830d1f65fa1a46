"""Two versions of a document: differences tracked, edits merged."""
