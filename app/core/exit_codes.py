"""What the program's processes end with."""

DONE = 0
"""Closed by a person, or a command that did what it was asked."""
FAILED = 1
"""A command that did not; the answer is no (a journal that was changed)."""
USAGE = 2
"""Words that no command has."""
REFUSED = 3
"""The console said in its own window why it cannot start; starting again would say the same."""
