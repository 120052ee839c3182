"""How an entry looks in the right rail: time, what happened with its chips, who; wrapped to the width of the rail."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.journal.folding import Line
from app.ui import theme
from app.ui.entry.editor import CHIP
from app.ui.format import short_span, short_time, site_zone
from app.ui.journal.entry_words import EntryWords
from app.ui.journal.fold_words import FoldWords
from app.ui.journal.note_words import Piece
from app.ui.journal.parts import parts_of
from app.ui.services import Services

_KEPT_LAYOUTS = 400
_LONGEST = 200
_TIME_WIDTH = 54
_MARGIN = 7
_INSET = 6
_JOINER = "\N{WORD JOINER}"
_SPACE = "\N{NO-BREAK SPACE}"
CORRECTED = Qt.ItemDataRole.UserRole + 1
"""Whether the words of a row are no longer right."""
_Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(QStyledItemDelegate):
    """Time, sentence, who: wrapped to the width of the rail. Entries never change, so their laid out text is kept:
    finding words and breaking lines anew at each painting held an emergency up (measured)."""

    def __init__(self, services: Services, words: EntryWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._services = services
        self._folds = FoldWords(self)
        self._layouts: dict[tuple[int, int, bool, int, bool], tuple[QTextLayout, int]] = {}
        self._font = theme.font(15)
        self.forget()

    def forget(self) -> None:
        """After a change of language, names or zone."""
        self._layouts.clear()
        self._zone = site_zone(self._services.site.site().timezone)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        shown, corrected = index.data(Qt.ItemDataRole.UserRole), bool(index.data(CORRECTED))
        _, height = self._laid_out(shown, width, corrected=corrected)
        return QSize(width, height + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown: Line = index.data(Qt.ItemDataRole.UserRole)
        entry = shown.fold.entries[0] if shown.fold is not None else shown.entry
        if entry is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setFont(self._font)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.RAISED))
        if shown.inside:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), QColor(theme.LINE))
        painter.setPen(QColor(theme.QUIET))
        painter.drawText(
            rect.adjusted(_INSET if shown.inside else 0, _MARGIN, 0, 0),
            Qt.AlignmentFlag.AlignTop,
            short_time(entry.at, self._zone),
        )
        painter.setPen(QColor(theme.QUIET if shown.fold is not None else theme.TEXT))
        text, _ = self._laid_out(shown, rect.width(), corrected=bool(index.data(CORRECTED)))
        text.draw(painter, QPointF(rect.left() + _TIME_WIDTH, rect.top() + _MARGIN))
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _laid_out(self, line: Line, width: int, *, corrected: bool) -> tuple[QTextLayout, int]:
        """The text and its height in pixels: the list asks for every height whenever one entry is new."""
        folded = line.fold
        count, opened = len(folded.entries) if folded else 0, bool(folded and folded.opened)
        key = (line.number, count, opened, width, corrected)
        if key not in self._layouts:
            if len(self._layouts) >= _KEPT_LAYOUTS:
                self._layouts.clear()
            self._layouts[key] = self._layout(line, width, corrected=corrected)
        return self._layouts[key]

    def _layout(self, line: Line, width: int, *, corrected: bool) -> tuple[QTextLayout, int]:
        pieces = self._told(line, corrected=corrected)
        text = QTextLayout("".join(piece.text for piece in pieces), self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        text.setTextOption(option)
        text.setFormats(formats_of(pieces, struck=corrected))
        text.beginLayout()
        height = 0.0
        part = text.createLine()
        while part.isValid():
            part.setLineWidth(max(40, width - _TIME_WIDTH - 4))
            part.setPosition(QPointF(0, height))
            height += part.height()
            part = text.createLine()
        text.endLayout()
        return text, int(height)

    def _told(self, line: Line, *, corrected: bool) -> list[Piece]:
        """What happened and who did it, or what is folded and since when."""
        if line.fold is not None:
            span = short_span(line.fold.entries[-1].at, line.fold.entries[0].at, self._zone)
            return [Piece(self._folds.summary(line.fold)), Piece(f"  {span}", "aside")]
        if line.entry is None:
            return []
        who = self._words.who(line.entry)
        if corrected:
            who = self.tr("{who}, corrected").format(who=who)
        return [*in_one_paragraph(parts_of(line.entry, self._words)), Piece(f"  {unbroken(who)}", "aside")]


def formats_of(pieces: Sequence[Piece], *, struck: bool) -> list[QTextLayout.FormatRange]:
    """Chips behind kind and names, asides quiet. `struck`: the words of an entry that was corrected, never hidden, never
    shown as if they still held; what is said beside them stands."""
    found, at = [], 0
    for piece in pieces:
        style = QTextCharFormat()
        if piece.what in ("kind", "name"):
            style.setBackground(QColor(theme.RAISED if piece.what == "kind" else CHIP))
        style.setFontStrikeOut(struck and piece.what != "aside")
        if struck or piece.what == "aside":
            style.setForeground(QColor(theme.QUIET))
        reach = QTextLayout.FormatRange()
        reach.start, reach.length, reach.format = at, _units(piece.text), style
        found.append(reach)
        at += reach.length
    return found


def in_one_paragraph(pieces: Sequence[Piece]) -> list[Piece]:
    """One paragraph of a few lines: the rail shows what happened, the log (F4) all of it."""
    found: list[Piece] = []
    left, before = _LONGEST, ""
    for piece in pieces:
        if left <= 0:
            break
        apart = before and ("kind" in (before, piece.what) or "aside" in (before, piece.what))
        text = " ".join(piece.text.split()) if piece.what != "text" else _one_line(piece.text)
        shown = text if len(text) <= left else f"{text[:left]} …"
        left -= len(text)
        if apart:
            found.append(Piece("  " if "aside" in (before, piece.what) else " "))
        # The room around a kind belongs to its chip, and never ends a line.
        found.append(Piece(f"{_SPACE}{shown}{_SPACE}" if piece.what == "kind" else shown, piece.what))
        before = piece.what
    return found


def unbroken(name: str) -> str:
    """A name that goes to the next line whole, in Chinese too, where a line may end between any two characters."""
    whole = name.replace(" ", _SPACE).replace("\N{IDEOGRAPHIC SPACE}", 2 * _SPACE)
    return _JOINER.join(whole)


def _one_line(text: str) -> str:
    """Rooms at its ends stay: a name stands there."""
    inner = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{inner}{' ' * (bool(inner) and text[-1:].isspace())}"


def _units(text: str) -> int:
    """As Qt counts letters: some characters of names are two."""
    return len(text.encode("utf-16-le")) // 2
