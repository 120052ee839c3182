"""The duty log as the right rail shows it, and the sentences entries become."""
