"""How a row of the log looks: one line, and under a corrected one the correction."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.journal.folding import Fold
from app.model.journal import NOTE_KINDS, Entry
from app.ui import theme
from app.ui.format import clock_time, short_span, site_zone
from app.ui.journal.entry_words import EntryWords
from app.ui.journal.note_words import Piece
from app.ui.journal.parts import parts_of
from app.ui.language import Sentence
from app.ui.log.entries import Column, LogRow
from app.ui.log.pieces import PiecePainter
from app.ui.services import Services

ROW = 40
CORRECTED_ROW = 64
_PAD = 10


class RowPainter(QStyledItemDelegate):
    """The original of a correction is struck through, never hidden."""

    def __init__(self, services: Services, words: EntryWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._words = words
        self._font = theme.font()
        self._struck = QFont(self._font)
        self._struck.setStrikeOut(True)
        self._pieces = PiecePainter()
        self.forget()

    def forget(self) -> None:
        """After a change of the site's zone."""
        self._zone = site_zone(self._services.site.site().timezone)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: LogRow = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor("#3b424a"))
        line = QRect(rect.left() + _PAD, rect.top(), rect.width() - _PAD - 4, ROW)
        if row.inside and index.column() == Column.NUMBER:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.LINE))
        if row.fold is not None:
            self._fold(painter, line, row.fold, index)
        elif index.column() == Column.SENTENCE:
            self._sentence(painter, line, row)
        else:
            self._line(painter, line, self._short(row.entry, index), theme.QUIET, self._font)
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _fold(
        self, painter: QPainter, line: QRect, fold: Fold, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if index.column() == Column.TIME:
            text = self._short(fold.entries[0], index)
        elif index.column() == Column.SENTENCE:
            text = f"{text}  {short_span(fold.entries[-1].at, fold.entries[0].at, self._zone)}"
        self._line(painter, line, text, theme.QUIET, self._font)

    def _sentence(self, painter: QPainter, line: QRect, row: LogRow) -> None:
        if not row.corrections:
            self._entry(painter, line, row.entry, struck=False)
            return
        self._entry(painter, line.adjusted(0, 0, 0, -8), row.entry, struck=True)
        last = row.corrections[-1]
        who, time = self._words.who(last), clock_time(last.at, self._zone)
        told = Sentence(self.tr("corrected {time} by {who}")).format(time=time, who=who)
        if len(row.corrections) > 1:
            told = Sentence(self.tr("corrected {count} times, last {time} by {who}")).format(
                count=len(row.corrections), time=time, who=who
            )
        # The new words first: on a narrow screen the rest is cut, and stands beside the table.
        pieces = [Piece("↳", "aside"), *self._new_words(last), Piece(told, "aside")]
        below = line.translated(0, CORRECTED_ROW - ROW).adjusted(0, 2, 0, -4)
        self._pieces.draw(painter, below, pieces, struck=False)

    def _new_words(self, correction: Entry) -> list[Piece]:
        notes, draft = self._words.notes, correction.draft
        if draft.kind != "amendment":
            return [Piece(self._words.sentence(correction))]
        kind = notes.kind(draft)
        return [
            *([Piece(kind, "kind")] if kind else []),
            *notes.named(draft),
            Piece(notes.reason(draft), "aside"),
        ]

    def _entry(self, painter: QPainter, line: QRect, entry: Entry, *, struck: bool) -> None:
        if entry.draft.kind in NOTE_KINDS or entry.draft.kind == "amendment":
            self._pieces.draw(painter, line, parts_of(entry, self._words), struck=struck)
            return
        font = self._struck if struck else self._font
        colour = theme.QUIET if struck else theme.TEXT
        self._line(painter, line, self._words.sentence(entry), colour, font)

    def _short(self, entry: Entry, index: QModelIndex | QPersistentModelIndex) -> str:
        if index.column() == Column.TIME:
            return entry.at.astimezone(self._zone).strftime("%m-%d %H:%M:%S")
        return str(index.data(Qt.ItemDataRole.DisplayRole))

    def _line(self, painter: QPainter, area: QRect, text: str, colour: str, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        one_line = " ".join(text.split())
        shown = QFontMetrics(font).elidedText(one_line, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
