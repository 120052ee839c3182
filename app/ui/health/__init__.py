"""How the cameras are: what is wrong now, how long each was live, and where motion counts."""
