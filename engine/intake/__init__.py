"""A dropped file becomes facts, or one clear refusal naming sheet, row and cell."""
