"""Measures this machine with the program itself as whole processes; nothing here runs in the console."""
