"""The duty log: one line in, kept for ever, provably unchanged."""
