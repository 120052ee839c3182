"""Relays for sirens and gates: switched while an incident runs, each under its own deadline, whatever the others do."""
