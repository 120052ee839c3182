"""Looking back: recorded pictures on a time line."""
