"""The emergency button and the running incidents in the right rail."""
