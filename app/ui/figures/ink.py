"""Colours of charts: on the dark screen, and on paper. Nothing is told by colour alone."""

from dataclasses import dataclass

from app.ui import theme


@dataclass(frozen=True, slots=True)
class Ink:
    ground: str
    text: str
    quiet: str
    line: str
    bar: str
    late: str
    limit: str
    chosen: str
    heat: tuple[str, str]
    """From nothing to the most."""


SCREEN = Ink(
    ground=theme.BACKGROUND,
    text=theme.TEXT,
    quiet=theme.QUIET,
    line=theme.LINE,
    bar="#7f97ae",
    late=theme.RED_TEXT,
    limit=theme.AMBER,
    chosen=theme.FOCUS,
    heat=("#1b1f24", "#d9e4ee"),
)
PAPER = Ink(
    ground="#ffffff",
    text="#15181c",
    quiet="#4a525b",
    line="#c9ced3",
    bar="#5b7894",
    late="#b3161c",
    limit="#9a5b00",
    chosen="#15181c",
    heat=("#f4f6f8", "#2f4a64"),
)
