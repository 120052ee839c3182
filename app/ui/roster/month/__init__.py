"""The month: people by days, drafts, proposals, the day of each post."""
