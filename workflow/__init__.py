"""The engine without law: a long life's row, what is due in it, and who may be at it."""
