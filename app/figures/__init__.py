"""Figures over a day, a week, a month, a year; the reports that are due for a month or a day. No Qt."""
