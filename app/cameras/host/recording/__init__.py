"""Keeps what cameras send: the last moments in memory, segments and clips on disk, never transcoded."""
