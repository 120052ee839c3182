"""A part of the log on paper. Pure."""

from collections.abc import Sequence

from app.journal.exports.rows import COLUMNS, LogWords
from app.model.paper import NARROW, Block, Cell, Grid, Paper, Row, Rule, Text

PART = 1500
"""Entries of one file: longer logs are several, so that neither memory nor a printer has to hold them whole."""
_SHARES = (("number", 0.08), ("time", 0.19), ("entry", 0.48), ("who", 0.105), ("hash", 0.145))
_PLACES = tuple(COLUMNS.index(name) for name, _ in _SHARES)
_CORRECTIONS = COLUMNS.index("corrections")
_SHORT_HASH = 12
_SIZE = 9.0


def log_paper(
    rows: Sequence[Sequence[str]],
    facts: Sequence[Sequence[str]],
    words: LogWords,
    language: str,
    part: tuple[int, int],
    foot: str,
) -> Paper:
    """Rows of cells as in the tables; the facts stand at the head, what the export proves at the end.

    Args:
        part: which of how many.
    """
    number, parts = part
    title = words.title() if parts == 1 else f"{words.title()} {number}/{parts}"
    about = Grid(
        tuple(
            Row((Cell(name, 0.18, bold=True, shade="#eeeeee", size=_SIZE), Cell(value, 0.82, size=_SIZE)))
            for name, value in facts
        )
    )
    head = Row(
        tuple(
            Cell(words.column(name), share, bold=True, shade="#eeeeee", size=_SIZE) for name, share in _SHARES
        )
    )
    log = Grid((head, *(_row(row) for row in rows)), head=1)
    end = [Text(line, size=_SIZE, face="plain", after_mm=1.0) for line in words.proof()]
    blocks: tuple[Block, ...] = (
        Text(title, size=16.0, face="heading", align="centre", after_mm=4.0),
        about,
        log,
        Rule(width_mm=0.2, after_mm=2.0),
        *end,
    )
    return Paper(
        title, language, blocks, NARROW, size=_SIZE, face="plain", foot=foot, page="{page} / {pages}"
    )


def _row(row: Sequence[str]) -> Row:
    made = []
    for place, (name, share) in zip(_PLACES, _SHARES, strict=True):
        text = row[place]
        if name == "entry" and row[_CORRECTIONS]:
            text = f"{text}\n{row[_CORRECTIONS]}"
        if name == "hash":
            text = text[:_SHORT_HASH]
        made.append(Cell(text, share, size=8.0 if name == "hash" else _SIZE))
    return Row(tuple(made))
