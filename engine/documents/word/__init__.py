"""A Word file as a safe package of XML parts."""
