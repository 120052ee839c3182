"""Running and past incidents, each with all that is known of it."""
