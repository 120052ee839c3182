"""Where the lanes of a shift's time line lie. Pure arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.shift_review.lanes import Lane

RULER = 24.0
"""Height of the times above the lanes."""
GAP = 3.0
_FIXED = {"people": 24.0, "automatic": 20.0, "steps": 22.0, "tours": 18.0, "recordings": 18.0}
_OF_ROW = {"incidents": 18.0, "cameras": 8.0, "presence": 9.0}
_LEAST = 18.0


@dataclass(frozen=True, slots=True)
class LaneBox:
    """From `top` on; each of its rows is `row` high."""

    name: str
    top: float
    height: float
    row: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


def lane_boxes(lanes: Sequence[Lane], factor: float = 1.0, roomy: float = 1.0) -> tuple[LaneBox, ...]:
    """One below the other, under the ruler; all `factor` times as large as on the screen, lanes `roomy` times as high."""
    boxes, top = [], (RULER + GAP) * factor
    for lane in lanes:
        rows = lane.rows if lane.name in _OF_ROW else 1
        height = max(_LEAST, _FIXED.get(lane.name, _OF_ROW.get(lane.name, 0.0) * rows)) * factor * roomy
        boxes.append(LaneBox(lane.name, top, height, height / rows))
        top += height + GAP * factor
    return tuple(boxes)


def height_of(boxes: Sequence[LaneBox], factor: float = 1.0) -> float:
    """Of the whole time line."""
    return (boxes[-1].bottom if boxes else RULER * factor) + 2 * GAP * factor


def box_at(boxes: Sequence[LaneBox], y: float) -> LaneBox | None:
    return next((box for box in boxes if box.top <= y < box.bottom + GAP), None)
