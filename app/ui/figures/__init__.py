"""F11: figures of a day, a week, a month, a year, and the reports that are made of them."""
