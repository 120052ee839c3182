"""The line in which people write entries: editor, suggestions, attachments, voice."""
