"""Reports over a time: drafted from the log and the figures, completed by a person, printed, kept."""
