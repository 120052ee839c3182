"""After an incident: how it went, what is to be done, drills compared."""
