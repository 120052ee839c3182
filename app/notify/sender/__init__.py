"""The child process that speaks to services through Apprise, so that a hanging or crashing service never touches the console."""
