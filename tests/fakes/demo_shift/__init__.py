"""A recorded day shift of the demo community: twelve hours through the real services, in a few seconds.

`record_shift(folder)` gives the duty room as it stands at the end, its services open; the folder is one that the
program itself can open. Tests that need many take copies of one (`shift_folder` in conftest) and `open_shift` them.
"""

from tests.fakes.demo_shift.room import DemoRoom
from tests.fakes.demo_shift.story import BEGINS, ENDS, ZONE, open_shift, record_shift

__all__ = ["BEGINS", "ENDS", "ZONE", "DemoRoom", "open_shift", "record_shift"]
