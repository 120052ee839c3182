"""The cutter: a process of its own that copies parts of recorded files, pictures as they are."""
