"""The child process that speaks to a GSM modem by AT commands: short messages out and in, voice calls out."""
