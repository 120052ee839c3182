"""The bar below the time line: to the next and previous, play, speed, how much is seen, a remark."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.playback.rules import SPEEDS

SLOWEST = 1.0
"""A shift is gone through; whoever wants to see single pictures slowly has playback."""


class ShiftControls(QFrame):
    """Emits what was pressed; `show_state` tells what to show."""

    pressed = Signal(str)

    _JUMPS = ("entry", "incident", "alarm")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wallBar")
        self.buttons: dict[str, QPushButton] = {}
        self.labels = {name: QLabel(self) for name in self._JUMPS}
        self.speed = QLabel(self)
        self.speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.speed.setMinimumWidth(42)
        self._playing, self._speed = False, SLOWEST
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(3)
        for name in ("play", "slower"):
            row.addWidget(self._button(name))
        row.addWidget(self.speed)
        row.addWidget(self._button("faster"))
        for name in self._JUMPS:
            row.addStretch(1)
            self.labels[name].setObjectName("dim")
            row.addWidget(self._button(f"{name}_back"))
            row.addWidget(self.labels[name])
            row.addWidget(self._button(f"{name}_on"))
        row.addStretch(1)
        for name in ("whole", "hour", "minutes"):
            row.addWidget(self._button(name))
        row.addStretch(1)
        for name in ("remark", "print"):
            row.addWidget(self._button(name))
        self.retranslate()

    def show_state(self, *, playing: bool, speed: float) -> None:
        self._playing, self._speed = playing, speed
        play = self.buttons["play"]
        play.setText("❚❚" if playing else "▶")
        self._name("play", self.tr("Pause") if playing else self.tr("Play"), self.tr("Space"))
        text = f"{speed:g}×"
        self.speed.setText(text)
        self.speed.setAccessibleName(self.tr("Speed {speed}").format(speed=text))
        self.buttons["slower"].setEnabled(speed > SLOWEST)
        self.buttons["faster"].setEnabled(speed < SPEEDS[-1])

    def retranslate(self) -> None:
        self.labels["entry"].setText(self.tr("Entry"))
        self.labels["incident"].setText(self.tr("Incident"))
        self.labels["alarm"].setText(self.tr("Alarm"))
        signs = {
            "slower": "−", "faster": "+",
            "entry_back": "◁", "entry_on": "▷", "incident_back": "◁", "incident_on": "▷", "alarm_back": "◁",
            "alarm_on": "▷",
            "whole": self.tr("All"), "hour": self.tr("Hour"), "minutes": self.tr("10 min"),
            "remark": self.tr("Remark  R"), "print": self.tr("Print …"),
        }  # fmt: skip
        for name, sign in signs.items():
            self.buttons[name].setText(sign)
        words = {
            "slower": (self.tr("Slower"), "["),
            "faster": (self.tr("Faster"), "]"),
            "entry_back": (self.tr("Previous entry"), "P"),
            "entry_on": (self.tr("Next entry"), "N"),
            "incident_back": (self.tr("Previous incident"), "⇧ I"),
            "incident_on": (self.tr("Next incident"), "I"),
            "alarm_back": (self.tr("Previous alarm"), "⇧ A"),
            "alarm_on": (self.tr("Next alarm"), "A"),
            "whole": (self.tr("See the whole time"), "0"),
            "hour": (self.tr("See an hour"), "1"),
            "minutes": (self.tr("See ten minutes"), "2"),
            "remark": (self.tr("Write a remark on this moment into the log"), "R"),
            "print": (self.tr("Print the review of this time"), "Ctrl+P"),
        }
        for name, (sentence, key) in words.items():
            self._name(name, sentence, key)
        self.show_state(playing=self._playing, speed=self._speed)

    def _name(self, name: str, words: str, key: str) -> None:
        self.buttons[name].setAccessibleName(words)
        self.buttons[name].setToolTip(f"{words}  ({key})")

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("compact")
        button.setMinimumWidth(40)
        button.clicked.connect(lambda: self.pressed.emit(name))
        self.buttons[name] = button
        return button
