"""The verbs of the command line. Each says what it did in the operator's language, or in JSON."""
