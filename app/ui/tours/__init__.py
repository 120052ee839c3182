"""Guard tours on the screen: begun, answered and edited."""
