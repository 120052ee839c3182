"""Papers: printed to PDF, looked at, handed to a printer."""
