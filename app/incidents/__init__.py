"""The emergency button and everything that follows from it until stand-down."""
