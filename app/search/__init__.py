"""Finding in the log: what is found by which word, and the index that makes it quick."""
