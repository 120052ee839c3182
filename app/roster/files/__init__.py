"""Rosters as files: Excel and CSV read and written, iCalendar written."""
