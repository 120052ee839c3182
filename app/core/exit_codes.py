"""What the program's processes end with."""

DONE = 0
"""Closed by a person, or a command that did what it was asked."""
FAILED = 1
"""A command that did not; the answer is no (a journal that was changed)."""
USAGE = 2
"""Words that no command has."""
REFUSED = 3
"""From the console to its supervisor, which ends with FAILED: the reason was told, starting again would tell it again."""
RESTART = 4
"""From the console to its supervisor: it has done what needs a new start (a backup took the place of the database)."""
