"""What a document must say."""
