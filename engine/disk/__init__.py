"""What the doors share about disks: write once, durably; open a zip or a path safely."""
