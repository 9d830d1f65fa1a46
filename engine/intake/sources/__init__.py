"""How an export is read by its source, into facts."""
