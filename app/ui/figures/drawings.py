"""What a chart shows, in numbers and finished words; how it is drawn lies in `painting`."""

from dataclasses import dataclass, field

NEVER = -1.0
"""In the place of a time: missed, and never done."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar a name, across; the period before is a mark on each."""

    names: tuple[str, ...]
    now: tuple[float, ...]
    before: tuple[float, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A line across the chart."""

    value: float
    name: str
    is_target: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """One column a slot of time. `tops` are marks above them: the worst hour within each."""

    names: tuple[str, ...]
    now: tuple[float, ...]
    before: tuple[float, ...] = ()
    tops: tuple[float, ...] = ()
    limits: tuple[Limit, ...] = ()
    unit: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Heat:
    """`counts[row][column]`."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """`across` is each dot's place in the period, 0 to 1; `minutes` how long it took, or NEVER."""

    across: tuple[float, ...]
    minutes: tuple[float, ...]
    late: tuple[bool, ...]
    ticks: tuple[tuple[float, str], ...]
    limits: tuple[Limit, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Shares:
    """Percent of each name, as a point: the axis need not begin at nothing. None before: not known then."""

    names: tuple[str, ...]
    now: tuple[float, ...]
    before: tuple[float | None, ...] = field(default=())
    unit: str = ""


Drawing = Bars | Columns | Heat | Dots | Shares


def size_of(drawing: Drawing) -> int:
    """How many things of it can be chosen."""
    match drawing:
        case Heat():
            return len(drawing.rows) * len(drawing.columns)
        case Dots():
            return len(drawing.across)
        case _:
            return len(drawing.names)
