"""The duty-room console: live pictures, roster, log and emergency button of a community's command centre."""

__version__ = "0.1.0"
