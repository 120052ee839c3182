"""What the papers of a screen are made of, so that they look alike: headings, and tables with shaded heads."""

from collections.abc import Sequence

from app.model.paper import Cell, Row, Text

_SHADE = "#e9e9e9"
_LABEL = 0.2
"""Of the width."""


def heading(text: str) -> Text:
    """Stays with what follows."""
    return Text(text, 12.5, "plain", bold=True, before_mm=2, after_mm=1.5, with_next=True)


def pair(label: str, text: str) -> Row:
    """A line of a table of facts: what it is about, shaded, and what is so."""
    return Row((Cell(label, _LABEL, bold=True, shade=_SHADE), Cell(text, 1 - _LABEL)))


def header(texts: Sequence[str], shares: Sequence[float]) -> Row:
    """Of a table; `shares` of the width, one a column."""
    pairs = zip(texts, shares, strict=True)
    return Row(tuple(Cell(text, share, bold=True, shade=_SHADE, size=9.5) for text, share in pairs))


def row(texts: Sequence[str], shares: Sequence[float], *, bold: bool = False) -> Row:
    return Row(tuple(Cell(text, share, bold=bold) for text, share in zip(texts, shares, strict=True)))
