"""From the click to stand-down: tier after tier is called until enough have acknowledged."""
