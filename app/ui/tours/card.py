"""The tour in the right rail, on every place: what to look at, how long still, and the answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.format import duration
from app.ui.language import current_language
from app.ui.shell.figure import Figure
from app.ui.tours.control import TourControl


class TourCard(QFrame):
    """Hidden where no tour asks; an incident has the rail for itself."""

    def __init__(self, control: TourControl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self._control = control
        self._on_wall = True
        self._title = self._label("dim")
        self.stop = self._label("strong")
        self._state = self._label("problem")
        self.clock = Figure(28, bold=True, sample="00:00", parent=self)
        self.seen, self.wrong, self.end = QPushButton(self), QPushButton(self), QPushButton(self)
        self.seen.setObjectName("primary")
        self.end.setObjectName("compact")
        self.end.setFixedWidth(40)
        self.seen.clicked.connect(self._on_seen)
        self.wrong.clicked.connect(lambda: control.answer(wrong=True))
        self.end.clicked.connect(control.end)
        self._build()
        control.changed.connect(self.show_tour)
        self.retranslate()

    def show_tour(self) -> None:
        control = self._control
        run = control.run
        self.setVisible(control.asks() or control.writes())
        if run is None:
            return
        writing = control.writes()
        name = run.name.in_language(current_language())
        step = run.step if writing else run.step + 1
        words = self.tr("Guard tour {name} · step {step} of {all}")
        self._title.setText(words.format(name=name, step=step, all=len(run.stops)))
        self.stop.setText(control.name())
        key = "  " + self.tr("Space") if self._on_wall else ""
        self.seen.setText((self.tr("Go on") if writing else self.tr("Seen, all well")) + key)
        self.wrong.setVisible(not writing)
        self.clock.setVisible(not writing)
        self.tick()

    def set_on_wall(self, *, on_wall: bool) -> None:
        """Its keys work on the wall alone: elsewhere letters belong to forms."""
        if on_wall != self._on_wall:
            self._on_wall = on_wall
            self.retranslate()

    def tick(self) -> None:
        """The time that is left, and whether there is a picture to look at."""
        control = self._control
        if self.isHidden() or control.run is None:
            return
        left = control.remaining_s()
        late = left <= control.run.grace_s
        self.clock.show_text(duration(left), theme.AMBER if late else theme.TEXT)
        blind = control.asks() and control.picture() not in ("live", "late")
        self.seen.setEnabled(not blind)
        self._state.setText(self._state_words(blind=blind, late=late and control.asks()))
        self._state.setVisible(bool(self._state.text()))
        control.warn_once()

    def retranslate(self) -> None:
        self.wrong.setText(self.tr("Something is wrong") + ("  W" if self._on_wall else ""))
        self.end.setText("✕")
        self.end.setToolTip(self.tr("Break the tour off"))
        self.end.setAccessibleName(self.end.toolTip())
        self.show_tour()

    def _state_words(self, *, blind: bool, late: bool) -> str:
        if self._control.writes():
            return self.tr("Write below what is wrong; the tour waits.")
        if blind:
            return "▲ " + self.tr("No live picture: this is something wrong.")
        return "▲ " + self.tr("Look now, or the step is missed.") if late else ""

    def _on_seen(self) -> None:
        if self._control.writes():
            self._control.go_on()
        else:
            self._control.answer(wrong=False)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _build(self) -> None:
        # Beside the clock the title would need two lines, which a low screen has no room for.
        head = QHBoxLayout()
        head.addWidget(self.stop, 1)
        head.addWidget(self.clock)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.wrong, 1)
        foot.addWidget(self.end, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(self._state)
        column.addWidget(self.seen)
        column.addLayout(foot)
