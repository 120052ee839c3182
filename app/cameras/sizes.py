"""How large a picture is drawn for its tile, and how much room that needs. Pure arithmetic."""

import math

LARGEST = 3840, 2160
"""Pixels that a magnified picture is drawn with at most."""


def fit(width: int, height: int, most_width: int, most_height: int) -> tuple[int, int]:
    """The largest even size of the picture's shape within the tile."""
    return _sized(width, height, min(most_width / width, most_height / height))


def drawn_size(picture: tuple[int, int], tile: tuple[int, int], closer: float) -> tuple[int, int]:
    """`closer`: so many times larger a part of the picture is shown. It is drawn with the more pixels as long as the
    camera has them: what would only be stretched the screen can stretch itself."""
    width, height = picture
    fits = min(tile[0] / width, tile[1] / height)
    most = min(1.0, LARGEST[0] / width, LARGEST[1] / height)
    return _sized(width, height, max(fits, min(fits * closer, most)))


def room_for(tile: tuple[int, int], closer: float) -> tuple[int, int]:
    """A buffer of this size holds every picture of `drawn_size`."""
    width, height = (
        max(side, min(math.ceil(side * closer), most)) for side, most in zip(tile, LARGEST, strict=True)
    )
    return width, height


def _sized(width: int, height: int, scale: float) -> tuple[int, int]:
    return max(2, int(width * scale + 0.5) & ~1), max(2, int(height * scale + 0.5) & ~1)
