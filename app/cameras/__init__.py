"""Cameras: messages, frame layout and rules; `host` decodes in child processes, `console` shows what they send."""
