"""The process that drafts a roster with OR-Tools; nothing else imports it."""
