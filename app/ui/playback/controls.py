"""The bar below the time line: play, speed, single pictures, entries, snapshot, export."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.playback.rules import SPEEDS
from app.ui.enter_key import presses_button


class Controls(QFrame):
    """Emits what was pressed; `show_state` tells what to show."""

    pressed = Signal(str)
    """play, slower, faster, frame_back, frame_on, entry_back, entry_on, snapshot, export, day, hour, minute."""

    _ORDER = (
        "entry_back", "frame_back", "play", "frame_on", "entry_on", "slower", "faster",
        "day", "hour", "minute", "snapshot", "export",
    )  # fmt: skip

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wallBar")
        self.buttons = {name: self._button(name) for name in self._ORDER}
        self.speed = QLabel(self)
        self.speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.speed.setMinimumWidth(46)
        self._playing, self._speed = False, 1.0
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for name in self._ORDER[:5]:
            row.addWidget(self.buttons[name])
        row.addSpacing(8)
        row.addWidget(self.buttons["slower"])
        row.addWidget(self.speed)
        row.addWidget(self.buttons["faster"])
        row.addStretch(1)
        for name in ("day", "hour", "minute"):
            row.addWidget(self.buttons[name])
        row.addStretch(1)
        for name in ("snapshot", "export"):
            row.addWidget(self.buttons[name])
        self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses_button(self, event):
            super().keyPressEvent(event)

    def show_state(self, *, playing: bool, speed: float) -> None:
        self._playing, self._speed = playing, speed
        play = self.buttons["play"]
        play.setText("❚❚" if playing else "▶")
        self._name(play, self.tr("Pause") if playing else self.tr("Play"), self.tr("Space"))
        text = f"{speed:g}×"
        self.speed.setText(text)
        self.speed.setAccessibleName(self.tr("Speed {speed}").format(speed=text))
        self.buttons["slower"].setEnabled(speed > SPEEDS[0])
        self.buttons["faster"].setEnabled(speed < SPEEDS[-1])

    def retranslate(self) -> None:
        signs = {
            "entry_back": "|◁", "frame_back": "◁", "frame_on": "▷", "entry_on": "▷|", "slower": "−  [", "faster": "+  ]",
            "day": self.tr("Day"), "hour": self.tr("Hour"), "minute": self.tr("Minute"),
            "snapshot": self.tr("Photo  S"), "export": self.tr("Export …  E"),
        }  # fmt: skip
        for name, sign in signs.items():
            self.buttons[name].setText(sign)
        words = {
            "entry_back": (self.tr("Previous entry of the log"), "P"),
            "frame_back": (self.tr("One picture back"), ","),
            "frame_on": (self.tr("One picture on"), "."),
            "entry_on": (self.tr("Next entry of the log"), "N"),
            "slower": (self.tr("Slower"), "["),
            "faster": (self.tr("Faster"), "]"),
            "day": (self.tr("Time line: a day"), "-"),
            "hour": (self.tr("Time line: an hour"), ""),
            "minute": (self.tr("Time line: a minute"), "+"),
            "snapshot": (self.tr("Keep this picture in the log"), "S"),
            "export": (self.tr("Hand over clips, pictures and log entries"), "E"),
        }
        for name, (sentence, key) in words.items():
            self._name(self.buttons[name], sentence, key)
        self.show_state(playing=self._playing, speed=self._speed)

    def _name(self, button: QPushButton, words: str, key: str) -> None:
        button.setAccessibleName(words)
        button.setToolTip(f"{words}  ({key})" if key else words)

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("compact")
        button.setMinimumWidth(40)
        button.clicked.connect(lambda: self.pressed.emit(name))
        return button
