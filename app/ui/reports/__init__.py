"""What incidents owe above: clocks, the report form, its papers."""
