"""JSON Schema files, a version in each name: the published contract of what people write."""
