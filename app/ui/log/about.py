"""To which place, camera and person the log is narrowed down."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.ui.language import current_language
from app.ui.names import Named
from app.ui.services import Services

PLACE, CAMERA, PERSON = "place", "camera", "person"


class About(QWidget):
    """Three choices in a row. Emits `chosen`."""

    chosen = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.choices = {what: QComboBox(self) for what in (PLACE, CAMERA, PERSON)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for choice in self.choices.values():
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(10)
            choice.activated.connect(lambda: self.chosen.emit())
            row.addWidget(choice, 1)

    def id_of(self, what: str) -> str:
        """Empty for any."""
        return str(self.choices[what].currentData() or "")

    def choose(self, what: str, record_id: str) -> None:
        """One that is no longer there stays as it was said."""
        choice = self.choices[what]
        if record_id and choice.findData(record_id) < 0:
            choice.addItem(record_id, record_id)
        choice.setCurrentIndex(max(0, choice.findData(record_id)))

    def is_narrow(self) -> bool:
        return any(self.id_of(what) for what in self.choices)

    def retranslate(self) -> None:
        """Also after a change of the site's records."""
        site, people = self._services.site, self._services.roster.everybody()
        for what, any_of, records in (
            (PLACE, self.tr("Any place"), site.places()),
            (CAMERA, self.tr("Any camera"), site.cameras()),
            (PERSON, self.tr("Anybody"), people),
        ):
            self._list(what, any_of, records)
        self.choices[PLACE].setAccessibleName(self.tr("Entries of one place"))
        self.choices[CAMERA].setAccessibleName(self.tr("Entries of one camera"))
        self.choices[PERSON].setAccessibleName(self.tr("Entries by or about one person"))

    def _list(self, what: str, any_of: str, records: Iterable[Named]) -> None:
        choice, was = self.choices[what], self.id_of(what)
        choice.clear()
        choice.addItem(any_of, "")
        for record in records:
            choice.addItem(record.name.in_language(current_language()), record.id)
        self.choose(what, was)
