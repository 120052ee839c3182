"""The emergency button where the console cannot run: the siren, the time, and the truth about what was not done."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.clock import Clock
from app.model.incident import TURN_OUT_S
from app.ui import theme
from app.ui.emergency.alarm_bar import MUTE_KEY
from app.ui.emergency.button import EmergencyButton
from app.ui.emergency.siren import Siren
from app.ui.format import duration
from app.ui.ops import Ops
from app.ui.shell.figure import Figure

_TICK_MS = 250
Press = Callable[[], "Future[Any]"]


class RefusedAlarm(QWidget):
    """Nothing can be stored here and nobody is called.

    Args:
        press: presses the button of the console that runs on the same data; None where there is none.
    """

    def __init__(self, clock: Clock, press: Press | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._press = press
        self._ops = Ops(self)
        self._since: float | None = None
        self._began = clock.now()
        self.siren = Siren(self)
        self.siren.changed.connect(self._show_siren)
        self.button = EmergencyButton(self)
        self.button.struck.connect(self.strike)
        self.clock = Figure(40, bold=True, sample="00:00", parent=self)
        self.target = Figure(15, parent=self)
        self.told, self._silent = QLabel(self), QLabel(self)
        self.told.setObjectName("refused")
        self._silent.setObjectName("problem")
        self.mute = QPushButton(self.tr("Mute the siren  F8"), self)
        self.mute.clicked.connect(self.siren.stop)
        shortcut = QShortcut(QKeySequence(MUTE_KEY), self)
        shortcut.activated.connect(self.siren.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.button)
        for label in (self.told, self._silent):
            label.setWordWrap(True)
        for widget in (self.told, self.clock, self.target, self.mute, self._silent):
            column.addWidget(widget)
            widget.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def strike(self) -> None:
        """The siren first. The time runs from the first press on."""
        self.siren.start()
        if self._since is None:
            self._since, self._began = self._clock.monotonic(), self._clock.now()
        if self._press is None:
            self._tell_not_recorded()
        else:
            self.told.setText("▲ " + self.tr("The console that is open is asked; nobody is called yet …"))
            self._ops.ask(self._press, lambda _: self._passed_on(), lambda _: self._tell_not_recorded())
        self.told.show()

    def tick(self) -> None:
        if self._since is None:
            return
        elapsed = self._clock.monotonic() - self._since
        late = elapsed > TURN_OUT_S
        self.clock.show_text(duration(elapsed), theme.RED_TEXT if late else theme.TEXT)
        words = self.tr("since the emergency began; people should be there by {target}")
        self.target.show_text(words.format(target=duration(TURN_OUT_S)), theme.QUIET)

    def close_down(self) -> None:
        """The window goes."""
        self._timer.stop()
        self._ops.close()
        self.siren.stop()

    def _passed_on(self) -> None:
        # The siren of that console sounds now.
        self.siren.stop()
        self._since = None
        for widget in (self.clock, self.target):
            widget.hide()
        self.told.setText(self.tr("The emergency was started in the console that is open: go on there."))

    def _tell_not_recorded(self) -> None:
        # By this computer's zone: the site's may not be readable.
        began = self._began.astimezone().strftime("%H:%M:%S")
        words = self.tr(
            "The emergency is NOT recorded and nobody is called: dial by hand now, and write down the time {time}."
        )
        self.told.setText("▲ " + words.format(time=began))
        for widget in (self.clock, self.target):
            widget.show()
        self._timer.start()
        self.tick()

    def _show_siren(self) -> None:
        self.mute.setVisible(self.siren.sounding and not self.siren.silent_machine)
        self._silent.setText("▲ " + self.tr("This computer has no loudspeaker: the siren is silent."))
        self._silent.setVisible(self.siren.sounding and self.siren.silent_machine)
