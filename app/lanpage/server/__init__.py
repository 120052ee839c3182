"""The child process that faces the network: `python -m app.lanpage.server`. It has no database and no signing key."""
