"""Handing evidence over: why, where to, how far it is, what came of it."""
