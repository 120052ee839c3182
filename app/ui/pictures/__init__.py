"""Kept pictures: small ones side by side, one large."""
