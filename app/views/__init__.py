"""Saved views of the wall, and which of them each screen shows."""
