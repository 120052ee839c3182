"""Shift handovers: drafted from the shift, checked point by point, signed by both sides."""
