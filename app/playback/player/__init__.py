"""The player: a process of its own that decodes recorded pictures."""
