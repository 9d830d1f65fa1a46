"""What a document that came back leads to."""
