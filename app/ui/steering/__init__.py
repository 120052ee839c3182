"""Cameras found on the network; the enlarged camera steered."""
