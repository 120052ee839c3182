"""Recorded pictures of several cameras, shown in step."""
