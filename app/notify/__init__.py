"""The outbox: what was to be sent, what went out, what failed. `sender/` is the child process that speaks to services."""
