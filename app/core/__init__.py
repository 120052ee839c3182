"""Clock, ids, errors, paths, secrets, logs, change notices: what everything stands on. Imports nothing of ours."""
