"""When Python's garbage is collected, once it no longer happens by itself."""

import gc

_OLDEST_TIMES = 4
"""The oldest are looked through as seldom as if it were asked once a second."""


def collect_due() -> None:
    """Collects the oldest generation that is due, if any: by Python's own thresholds, the oldest more seldom."""
    young, middle, old = gc.get_threshold()
    limits = (young, middle, old * _OLDEST_TIMES)
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > limits[generation]:
            gc.collect(generation)
            return
