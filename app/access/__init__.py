"""Who is signed in, and the PINs that prove it."""
