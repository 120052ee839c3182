"""Handing out a part of the log: as a paper, a table or lines, with the proof that each entry is what the log holds."""
