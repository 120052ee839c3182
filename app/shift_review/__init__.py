"""Looking at a whole shift again: what happened, how every incident stood at each moment, who was there, against targets."""
