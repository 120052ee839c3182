"""F5: what one shift hands over to the next."""
