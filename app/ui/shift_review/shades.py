"""Colours of the time line, on the screen and on paper. What they say is said by shape or word as well."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.ui import theme

LEVELS = {
    "level_0": "#8f98a1",
    "level_1": "#d62b31",
    "level_2": "#f08a24",
    "level_3": "#f2d24b",
    "level_4": "#4a90d9",
}


@dataclass(frozen=True, slots=True)
class Shades:
    background: str
    lane: str
    line: str
    text: str
    quiet: str
    marks: Mapping[str, str]
    bars: Mapping[str, str]


def _marks(text: str, quiet: str, amber: str, red: str, remark: str) -> dict[str, str]:
    return {
        "note": text, "entry": quiet, "alarm": amber, "remark": remark, "correction": amber,
        "called": text, "again": quiet, "acknowledged": text, "arrived": text, "missed": red, "held": quiet,
        "wrong": amber,
    }  # fmt: skip


SCREEN = Shades(
    background=theme.BACKGROUND,
    lane=theme.SURFACE,
    line=theme.LINE,
    text=theme.TEXT,
    quiet=theme.QUIET,
    marks=_marks("#dfe4e8", "#8f98a1", theme.AMBER, theme.RED_TEXT, "#9cc4f0"),
    bars={
        **LEVELS, "drill": "#7d868f", "several": "#c9d0d6",
        "full": "#56616b", "short": theme.AMBER, "nobody": theme.RED, "extra": "#7fa6d6", "unknown": "#3b424a",
        "lost": "#d0605f", "recorded": "#5d7ea3",
        "running": "#8f98a1", "finished": "#56616b", "stopped": theme.AMBER,
    },
)  # fmt: skip
OTHER_TROUBLE = "#b5893a"
"""Of conditions of cameras that are no loss."""
PAPER = Shades(
    background="#ffffff",
    lane="#f0f0f0",
    line="#bbbbbb",
    text="#000000",
    quiet="#555555",
    marks=_marks("#000000", "#666666", "#9a5b00", "#b00000", "#1f5fa8"),
    bars={
        **LEVELS, "drill": "#999999", "several": "#666666",
        "full": "#b5bcc2", "short": "#f0b040", "nobody": "#d62b31", "extra": "#8fb4e0", "unknown": "#dddddd",
        "lost": "#d0605f", "recorded": "#7f9fc4",
        "running": "#999999", "finished": "#b5bcc2", "stopped": "#f0b040",
    },
)  # fmt: skip
