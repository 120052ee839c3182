"""The child process that speaks: engines take seconds to start, may hang or crash, and hold up whatever thread they are on."""
