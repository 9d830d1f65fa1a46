"""What came in: drops, returned documents, scans."""
