"""A process of low priority that keeps the index of the log and checks what was written: one job, then gone."""
