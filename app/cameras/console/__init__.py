"""The console's side of the cameras: no decoder, no arrays, no Qt."""
