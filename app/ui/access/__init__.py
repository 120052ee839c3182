"""Signing in at the console."""
