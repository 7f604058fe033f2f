"""The acts on one child's case: Art. 5, 8(9), 12 to 17."""
