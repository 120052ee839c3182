"""Who is on duty, who is next."""
