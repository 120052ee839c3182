"""How the cameras are: what is wrong with their pictures, told once in the log, and how long each was live."""
