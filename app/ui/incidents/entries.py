"""The journal of one incident, and the pictures its entries name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.journal import NOTE_KINDS, Entry
from app.ui.background import Latest
from app.ui.journal.entry_words import EntryWords
from app.ui.log.entries import LogEntries, LogFilter
from app.ui.log.painting import RowPainter
from app.ui.log.table import LogTable
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.pictures.kept import KeptPicture, pictures_of
from app.ui.services import Services

_MOST_PICTURES = 512
_KEPT = ("picture_kept", "photo_received", "snapshot_kept", *NOTE_KINDS)


class IncidentEntries(QWidget):
    """Looks for new ones when the log changes. Emits `pictures_found` when `pictures` differ."""

    pictures_found = Signal()

    def __init__(
        self, incident_id: str, services: Services, names: Names, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._incident_id = incident_id
        self._journal = services.journal
        self.pictures: list[KeptPicture] | None = None
        """None until they were looked for."""
        words = EntryWords(names, self)
        self.model = LogEntries(services, ops, words, self)
        self._painter = RowPainter(services, words, self)
        self.table = LogTable(self.model, self._painter, self)
        # Not forgotten at each new entry: while many come, none would ever be shown.
        self._latest = Latest(ops, lambda: self._read_pictures, self._show_pictures, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.table)
        self.model.show_filtered(LogFilter(incident_id=incident_id))
        self._latest.ask()

    def look_for_new(self) -> None:
        self.model.look_for_new()
        self._latest.ask()

    def retranslate(self) -> None:
        self._painter.forget()
        self.model.name_columns((self.tr("No."), self.tr("Time"), self.tr("Entry"), self.tr("By")))
        self.table.setAccessibleName(self.tr("Log of this incident"))

    def _read_pictures(self) -> list[Entry]:
        """In the order in which they were kept."""
        found = self._journal.latest(_MOST_PICTURES, kinds=_KEPT, incident_id=self._incident_id)
        return list(reversed(found))

    def _show_pictures(self, entries: list[Entry]) -> None:
        pictures = pictures_of(entries)
        if pictures != self.pictures:
            self.pictures = pictures
            self.pictures_found.emit()
