"""What should lie in the shared folder, and is kept there."""
