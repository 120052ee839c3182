"""What an incident owes those above: clocks until when, the reports themselves, what is printed."""
