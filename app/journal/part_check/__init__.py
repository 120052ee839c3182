"""A process that checks one part of the log."""
