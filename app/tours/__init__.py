"""Guard tours: who looked at which camera when, and what nobody looked at."""
