"""Who gets the processor first where there is not enough of it: the window and what it stores, then the rest."""

import os
import sys

import psutil

AFTER_WINDOW = 10
"""For what the window can wait for: pictures and messages on their way. Measured with ten emergencies of two hundred people
at once: without it most of the time that the window came late it was waiting for one of two busy processors."""
LAST = 15
"""For what nobody waits for."""


def give_way(steps: int) -> None:
    """Lowers this process, for good. A system that does not allow it leaves it where it is."""
    try:
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(steps)
    except (OSError, psutil.Error):
        return
