"""Reachability of the people on duty: asked at random times, answered in how long, counted by month."""
