"""Cameras found on the network, and cameras steered."""
