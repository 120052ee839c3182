"""Verified copies of all that the console stores, on other disks; and the way back from them."""
