"""Evidence that leaves the house: clips, pictures and log entries, hashed and signed."""
