"""Two presses that were meant as one."""

TWICE_S = 1.0
"""A second press within this time is of a hand that trembles or clicks everything twice: it does nothing."""
