"""The duty room's records: frozen dataclasses, no behaviour beyond their own fields, no storage, no Qt."""
