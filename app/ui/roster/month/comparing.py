"""The draft beside another one or what stands: what each costs, and every shift on which they differ."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.model.rota import Cell
from app.roster.comparison import Comparison, Merits, compared
from app.ui.background import Questions
from app.ui.forms.rows import Row, RowsTable
from app.ui.ops import Ops
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.month.desk import Desk
from app.ui.services import Services

STANDING = "now"
_MOST_ROWS = 300


class ComparePanel(QWidget):
    """Follows the draft: each edit is compared anew.

    Attributes:
        compared: people and dates on which the other one says something else.
        wanted: the panel has something to show, or nothing any more.
    """

    compared = Signal(object)
    wanted = Signal(bool)

    def __init__(
        self, services: Services, ops: Ops, desk: Desk, words: FindingWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sheets = services.roster.sheets
        self._desk = desk
        self._words = words
        self._asking = Questions(ops, self)
        self._against = ""
        self._found: Comparison | None = None
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.rows = RowsTable(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)
        column.addWidget(self.said)
        column.addWidget(self.rows, 1)
        desk.changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        headers = [
            self.tr("Day"), self.tr("Shift"), self.tr("Post"), self.tr("Here alone"), self.tr("There alone"),
        ]  # fmt: skip
        self.rows.show_columns(headers, 3)
        self.rows.setAccessibleName(self.tr("Shifts that differ"))
        self._show()

    def choose(self, sheet_id: str) -> None:
        """A sheet, or what stands; empty ends it."""
        self._asking.forget()
        self._against, self._found = sheet_id, None
        self._show()
        self.compared.emit(frozenset())
        self.wanted.emit(bool(sheet_id))
        self.refresh()

    def refresh(self) -> None:
        own, cells, against, sheets = self._desk.sheet, self._desk.cells, self._against, self._sheets
        if own is None or not against:
            return
        first, last = date.fromisoformat(own.first), date.fromisoformat(own.last)

        def ask() -> Comparison:
            other: list[Cell] = sheets.begun_with(own) if against == STANDING else sheets.cells(against)
            return compared(sheets.known(first, last), own, cells, other)

        self._asking.forget()
        self._asking.ask(ask, self._answered)

    def _answered(self, found: Comparison) -> None:
        self._found = found
        self._show()
        self.compared.emit(found.places)

    def _show(self) -> None:
        found = self._found
        if found is None:
            self.said.setText("")
            self.rows.rows.show_rows([])
            return
        here, there = self._merits(found.here), self._merits(found.there)
        differ = self.tr("Dashed: duties only here {added}, only there {gone}.").format(
            added=len(found.added), gone=len(found.gone)
        )
        lines = (
            differ,
            self.tr("Here: {merits}").format(merits=here),
            self.tr("There: {merits}").format(merits=there),
        )
        self.said.setText("\n".join(lines))
        names = self._words.names
        self.rows.rows.show_rows(
            [
                Row(
                    str(number),
                    (
                        one.date[5:],
                        f"{one.start}–{one.end}",
                        self._words.line(one.line),
                        "  ".join(map(names.person, one.here)) or "—",
                        "  ".join(map(names.person, one.there)) or "—",
                    ),
                )
                for number, one in enumerate(found.differences[:_MOST_ROWS])
            ]
        )

    def _merits(self, merits: Merits) -> str:
        return self.tr(
            "gaps {gaps} · conflicts {conflicts} · hours {hours} · nights {nights} · weekends {weekends}"
        ).format(
            gaps=merits.gaps,
            conflicts=merits.conflicts,
            hours=_between(merits.hours),
            nights=_between(merits.nights),
            weekends=_between(merits.weekends),
        )


def _between(pair: tuple[float, float]) -> str:
    return f"{pair[0]:g}" if pair[0] == pair[1] else f"{pair[0]:g}–{pair[1]:g}"
