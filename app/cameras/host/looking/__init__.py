"""Looking at the pictures of a camera: whether they are worth looking at for a person, and whether something moves."""
