"""Files for the user alone, also in a folder that others may read."""

import os


def private(path: str, flags: int) -> int:
    """An `opener` for `open`: what it creates, only this user can read and write."""
    return os.open(path, flags, 0o600)
