"""The page on the local network: a called person opens a link, confirms, arrives, ticks steps, sends photos."""
