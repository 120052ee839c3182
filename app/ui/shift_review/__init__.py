"""F10: a whole shift again, on one time line."""
