"""A chart with its title, its words, its table: finished in the language shown."""

from dataclasses import dataclass, field

from app.ui.figures.drawings import Drawing

Cell = str | int | float
ChartId = str
CHARTS: tuple[ChartId, ...] = (
    "over_time", "kinds", "places", "hours", "heat", "acknowledge", "turn_out", "phone", "written", "alarms", "sources", "cameras", "handovers",
)  # fmt: skip
ABOUT_INCIDENTS = frozenset(CHARTS[:9])
"""These follow the choice of real incidents, false alarms or drills."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; `said` reads it out, `incident_id` is what it leads to."""

    cells: tuple[Cell, ...]
    said: str
    incident_id: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`number` and `compared` are its one line in the list of charts; `drawing` None: nothing to show, `empty` says why."""

    id: ChartId
    title: str
    number: str
    compared: str
    summary: str
    key: str
    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    drawing: Drawing | None
    empty: str = ""
    notes: tuple[str, ...] = field(default=())
    across: int = 1
    """So many things of the chart stand in one row of the table."""
