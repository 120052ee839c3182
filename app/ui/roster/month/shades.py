"""Colours of what is counted: duties, nights, weekends, holidays."""

COLOURS = ("#c9ced3", "#5f6f92", "#8d8672", "#6d5f7c")
