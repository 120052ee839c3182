"""What it is and where: two choices, stored as they are made."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.journal.completion import Completion
from app.model.incident import UNKNOWN_KIND, Incident
from app.model.line import WHAT, WHERE
from app.model.plan import Plan
from app.model.site import Place
from app.model.words import Words
from app.ui.emergency.list_box import ListBox, finder
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services


class KindAndPlace(QWidget):
    """Side by side; belongs to one incident at a time."""

    def __init__(
        self, incident: Incident, services: Services, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._incident = incident
        self._services = services
        self._ops = ops
        self._followed: Plan | None = None
        self._kinds: tuple[Plan, ...] = ()
        self._places: tuple[Place, ...] = ()
        self.kind = ListBox(self)
        self.kind.setObjectName("incident_kind")
        self.kind.activated.connect(self._kind_chosen)
        self.place = ListBox(self)
        self.place.setObjectName("incident_place")
        self.place.activated.connect(self._place_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kind, 1)
        row.addWidget(self.place, 1)

    def show_incident(self, incident: Incident, plan: Plan) -> None:
        """`plan`: the one it follows. Its kind keeps that name, also where there is no plan of that kind today."""
        changed = plan is not self._followed and plan != self._followed
        self._incident, self._followed = incident, plan
        if changed:
            self._fill_kinds()
        self._show_chosen()

    def _show_chosen(self) -> None:
        for box, value in ((self.kind, self._incident.kind), (self.place, self._incident.place_id)):
            box.setCurrentIndex(max(0, box.findData(value)))

    def offer(self, kinds: Iterable[Plan], places: Iterable[Place], completion: Completion) -> None:
        """What can be chosen; `completion` knows what letters mean."""
        self._kinds, self._places = tuple(kinds), tuple(places)
        self.kind.find_by(finder(completion, WHAT, "kind"))
        self.place.find_by(finder(completion, WHERE, "place"))
        self.retranslate()

    def retranslate(self) -> None:
        self.kind.setAccessibleName(self.tr("Kind of incident"))
        self.place.setAccessibleName(self.tr("Place of incident"))
        self._fill_kinds()
        self._fill(self.place, self.tr("Where?"), ((place.id, place.name) for place in self._places))
        self._show_chosen()

    def _fill_kinds(self) -> None:
        choices = {kind.id: kind.name for kind in self._kinds}
        if self._followed is not None and self._followed.id != UNKNOWN_KIND:
            choices[self._followed.id] = self._followed.name
        self._fill(self.kind, self.tr("What is it?"), choices.items())

    def _fill(self, box: QComboBox, question: str, choices: Iterable[tuple[str, Words]]) -> None:
        box.clear()
        box.addItem(question, "")
        for value, words in choices:
            box.addItem(words.in_language(current_language()), value)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _kind_chosen(self) -> None:
        self._choose(self.kind, self._incident.kind, self._services.incidents.set_kind)

    def _place_chosen(self) -> None:
        self._choose(self.place, self._incident.place_id, self._services.incidents.set_place)

    def _choose(self, box: QComboBox, now: str, change: "Callable[[str, str], Future[None]]") -> None:
        chosen = str(box.currentData() or "")
        if chosen and chosen != now:
            self._ops.run(change(self._incident.id, chosen))
