"""What is recorded and when, how long it stays, and where it is found again."""
