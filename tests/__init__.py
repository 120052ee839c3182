"""The tests of the whole program.

What they cover is counted by probes. A worker's are told here, before any of our modules is loaded, never to be taken out
again: with slipcover's own limit that happens in the middle of a test, while other threads run the functions it changes.
"""

from slipcover import pytest_plugin

_NEVER = 1_000_000_000

if pytest_plugin._slipcover_instance is not None:
    pytest_plugin._slipcover_instance.d_miss_threshold = _NEVER
