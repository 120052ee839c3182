"""Reports over a time, beside the figures they are made of."""
