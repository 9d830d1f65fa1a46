"""What somebody told, of whom, and how it is explained."""
