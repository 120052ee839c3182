"""The process that works on one target: whatever a stick does to it, the console goes on."""
