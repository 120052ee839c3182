"""The site: cameras, places, posts, people, channels, plans, and the file that carries them."""
