"""The whole duty log: look through it, correct it, check it, hand it out."""
