"""F3: who is on duty, shifts, people, posts."""
