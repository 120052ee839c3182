"""How often what the clock changes is looked at."""

CLOCK_TICK_MS = 250
BEATS = 1000 // CLOCK_TICK_MS
"""In a second. Clocks are looked at with each; what need not be so exact has one of its own, so that no tick does it all."""
