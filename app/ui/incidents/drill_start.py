"""Begins a drill: what, where, and whether telephones ring. In the place of an incident."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.incident import UNKNOWN_KIND, Incident
from app.model.plan import Plan
from app.model.site import Place
from app.ui.emergency.situation import Offered
from app.ui.forms.choices import ChoiceField
from app.ui.forms.field import Field
from app.ui.language import current_language
from app.ui.ops import Ops
from app.ui.services import Services

REAL, SIMULATED = "real", "simulated"


class DrillStart(QFrame):
    """Emits `started` with the Incident, `left` when somebody goes back."""

    started = Signal(object)
    left = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._services = services
        self._ops = ops
        self._kinds: Sequence[Plan] = ()
        self._places: Sequence[Place] = ()
        self._title = QLabel(self)
        self._title.setObjectName("form_title")
        self.kind, self.place, self.channels = (ChoiceField(self) for _ in range(3))
        self.channels.changed.connect(self._say)
        self._note = QLabel(self)
        self._note.setObjectName("dim")
        self._note.setWordWrap(True)
        self.start, self.back = QPushButton(self), QPushButton(self)
        self.start.setObjectName("primary")
        self.start.clicked.connect(self._start)
        self.back.clicked.connect(self.left)
        self._build()
        for keys, what in (
            ("Ctrl+Return", self._start),
            ("Ctrl+Enter", self._start),
            ("Escape", self.left.emit),
        ):
            self._shortcut(keys, what)
        self.retranslate()

    def begin(self, offered: Offered) -> None:
        self._kinds, self._places = offered.kinds, offered.places
        self.retranslate()
        self.kind.set_value(next((kind.id for kind in self._kinds), UNKNOWN_KIND))
        self.place.set_value(next((place.id for place in self._places), ""))
        self.channels.set_value(SIMULATED)
        self._say()
        self.kind.begin()

    def retranslate(self) -> None:
        language = current_language()
        self._title.setText(self.tr("Start a drill"))
        self.kind.set_label(self.tr("What is practised"))
        later = self.tr("not said: found out during the drill")
        kinds = [(kind.id, kind.name.in_language(language)) for kind in self._kinds]
        self.kind.set_options([*kinds, (UNKNOWN_KIND, later)])
        self.place.set_label(self.tr("Where"))
        places = [(place.id, place.name.in_language(language)) for place in self._places]
        self.place.set_options([*places, ("", later)])
        self.channels.set_label(self.tr("Messages"))
        self.channels.set_options(
            [
                (SIMULATED, self.tr("simulated channels: nothing leaves this computer")),
                (REAL, self.tr("real channels: telephones ring")),
            ]
        )
        self.start.setText(self.tr("Start the drill  Ctrl+Enter"))
        self.back.setText(self.tr("Back  Esc"))
        self._say()

    def _say(self) -> None:
        if self.channels.value() == REAL:
            words = self.tr(
                "Everybody whom the plan calls gets a message that begins with DRILL. The siren stays silent;"
                " relays move where they are set to do so in drills (F9)."
            )
        else:
            words = self.tr(
                "Whom the plan calls, and what they would be told, stands on the incident as in earnest, marked as"
                " simulated. Mark yourself who confirms and who arrives. Relays do not move."
            )
        self._note.setText(words)

    def _start(self) -> None:
        simulated = self.channels.value() != REAL
        kind, place_id = self.kind.value(), self.place.value()
        self._ops.run(
            self._services.incidents.press(kind=kind, place_id=place_id, drill=True, simulated=simulated),
            self._started,
        )

    def _started(self, incident: Incident) -> None:
        self.started.emit(incident)

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.start, 2)
        foot.addWidget(self.back, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        column.addWidget(self._title)
        for field in (self.kind, self.place, self.channels):
            self._add(field, column)
        column.addWidget(self._note)
        column.addLayout(foot)
        column.addStretch(1)

    def _add(self, field: Field, column: QVBoxLayout) -> None:
        column.addWidget(field.label)
        column.addWidget(field)

    def _shortcut(self, keys: str, what: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(what)
