"""What is printed: sheets of A4 as blocks of text and rows of cells. How they are drawn is another's business."""

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "centre", "right"]
Face = Literal["body", "heading", "plain"]
"""Of letters: as official papers are written, as their titles are, and as tables are read best."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`share` is its part of the row's width; a sum of 1 fills the row."""

    text: str
    share: float
    bold: bool = False
    align: Align = "left"
    shade: str = ""
    """Colour behind the text, `#eeeeee`; none where empty."""
    size: float = 0.0
    """In points; 0 for the paper's own."""


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    least_mm: float = 0.0
    """So much height at least: room to write in by hand."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows between lines. The first `head` rows stand again on each new page."""

    rows: tuple[Row, ...]
    head: int = 0
    lines: bool = True
    with_next: bool = False
    """Its last row stands on the page of what follows: nothing is signed on a page that says nothing."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `indent` in letters of its own size before the first line. After a `mark` (a bullet) all its lines
    begin under the words."""

    text: str
    size: float = 0.0
    face: Face = "body"
    bold: bool = False
    align: Align = "left"
    colour: str = "#000000"
    indent: float = 0.0
    mark: str = ""
    before_mm: float = 0.0
    after_mm: float = 2.0
    with_next: bool = False
    """A heading: it never stands alone at the foot of a page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""

    colour: str = "#000000"
    width_mm: float = 0.3
    before_mm: float = 0.0
    after_mm: float = 3.0


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photographs side by side with words below; `jpeg` of one that is missing is empty."""

    pictures: tuple[tuple[bytes, str], ...]
    across: int = 2
    ratio: float = 9 / 16
    """Height of each as a share of its width."""


Block = Grid | Text | Rule | Pictures


@dataclass(frozen=True, slots=True)
class Margins:
    """In millimetres. The defaults are those of official papers (GB/T 9704)."""

    top: float = 37.0
    right: float = 26.0
    bottom: float = 35.0
    left: float = 28.0


NARROW = Margins(16.0, 15.0, 18.0, 15.0)
"""For sheets that lie on the desk."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document. `stamp` stands in the head of every page (DRILL, DRAFT); the foot counts the pages after `foot`."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    margins: Margins = field(default_factory=Margins)
    size: float = 12.0
    """Of its letters, in points."""
    face: Face = "body"
    stamp: str = ""
    foot: str = ""
    page: str = "— {page} —"
    """`{page}` of `{pages}`."""
