"""How other programs of the same user talk to the running console: a line of JSON each way, on this machine alone."""
