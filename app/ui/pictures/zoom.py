"""Digital zoom of a picture: which part of it is seen. Pure arithmetic."""

import math
from dataclasses import dataclass

MOST = 8.0
_LEAST = 1.01


@dataclass(frozen=True, slots=True)
class Zoom:
    """`factor` 1 shows all; `x` and `y` are the middle of what is seen, from 0 to 1."""

    factor: float = 1.0
    x: float = 0.5
    y: float = 0.5

    @property
    def magnified(self) -> bool:
        """Whether something of the picture is not seen."""
        return self.factor > _LEAST

    @property
    def closer(self) -> float:
        """How many times more pixels it needs. In steps of two: the buffer of a picture is not made anew at each turn."""
        return float(2 ** math.ceil(math.log2(self.factor))) if self.magnified else 1.0

    def by(self, change: float, x: float = 0.5, y: float = 0.5) -> "Zoom":
        """Nearer by `change`; the point x, y of what is seen (0 to 1) keeps its place."""
        factor = min(MOST, self.factor * change)
        if factor <= _LEAST:
            return WHOLE
        seen_x = self.x + (x - 0.5) / self.factor
        seen_y = self.y + (y - 0.5) / self.factor
        return _inside(factor, seen_x - (x - 0.5) / factor, seen_y - (y - 0.5) / factor)

    def moved(self, right: float, down: float) -> "Zoom":
        """The picture is dragged by this share of what is seen."""
        return _inside(self.factor, self.x - right / self.factor, self.y - down / self.factor)

    def part(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Left, top, width and height of what is seen in a picture of this size."""
        wide, high = width / self.factor, height / self.factor
        return self.x * width - wide / 2, self.y * height - high / 2, wide, high


WHOLE = Zoom()


def _inside(factor: float, x: float, y: float) -> Zoom:
    edge = 0.5 / factor
    return Zoom(factor, min(1 - edge, max(edge, x)), min(1 - edge, max(edge, y)))
