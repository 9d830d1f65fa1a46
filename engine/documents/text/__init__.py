"""What a Word document says, in words and order."""
