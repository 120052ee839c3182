"""A handover that is late or did not take place is heard, too: a chime every half minute until somebody acts or mutes it."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.handover.watch import Standing
from app.ui.format import short_time, site_zone
from app.ui.services import Services
from app.ui.sounds import load_sound

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

_AGAIN_S = 30.0
_WORDS_AFTER_S = 3.0
"""The voice of this computer begins when the chime has ended."""
_ASK_S = 15.0


class HandoverAlarm(QFrame):
    """Hidden while nothing is wrong, and once it is muted: what is wrong goes on standing in the strip.

    Attributes:
        wanted: somebody wants to go to the handover.
    """

    wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handover_alarm")
        self._services = services
        self._standing = Standing()
        self._asked_at = self._rung_at = self._began_at = float("-inf")
        self._muted: set[tuple[str, datetime]] = set()
        self._effect: "QSoundEffect | None" = None
        self.told = QLabel(self)
        self.told.setObjectName("problem")
        self.told.setWordWrap(True)
        self.go, self.mute_key = QPushButton(self), QPushButton(self)
        self.go.setObjectName("primary")
        self.go.clicked.connect(self.wanted)
        self.mute_key.clicked.connect(self.mute)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.go, 1)
        keys.addWidget(self.mute_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self.told)
        column.addLayout(keys)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.go.setText(self.tr("Hand over  F5"))
        self.mute_key.setText(self.tr("Mute  F8"))
        self._show_words()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {"handover", "site"}:
            self._ask()

    def tick(self, *, siren: bool) -> None:
        """With the window's clock. Nobody hears a chime under the `siren` of an emergency."""
        now = self._services.clock.monotonic()
        if now - self._asked_at >= _ASK_S:
            self._ask()
        if self._alarm() is not None and not siren and now - self._rung_at >= _AGAIN_S:
            self._rung_at = now
            self._ring()

    def to_say(self) -> str:
        """What the voice of this computer says about it; empty for nothing."""
        alarm = self._alarm()
        if alarm is None or self._services.clock.monotonic() < self._began_at + _WORDS_AFTER_S:
            return ""
        if alarm[0] == "missed":
            return self.tr("A handover did not take place. Hand over now.", "said aloud")
        return self.tr("The handover is late. Hand over now.", "said aloud")

    def mute(self) -> None:
        """Of these nothing more is heard; the next one is heard again."""
        self._muted.update((code, due.due_at) for code, due in self._standing.alarms)
        self._show()

    def _ask(self) -> None:
        before = self._alarm()
        self._asked_at = self._services.clock.monotonic()
        self._standing = self._services.handovers.watch.standing()
        if self._alarm() != before:
            self._began_at, self._rung_at = self._asked_at, float("-inf")
        self._show()

    def _alarm(self) -> tuple[str, datetime] | None:
        """The newest that nobody has muted: `late` or `missed`, and when it was due."""
        heard = ((code, due.due_at) for code, due in self._standing.alarms)
        return next((one for one in heard if one not in self._muted), None)

    def _show(self) -> None:
        self._show_words()
        self.setVisible(self._alarm() is not None)

    def _show_words(self) -> None:
        alarm = self._alarm()
        if alarm is None:
            return
        code, due_at = alarm
        at = short_time(due_at, site_zone(self._services.site.site().timezone))
        words = (
            self.tr("The handover of {time} did not take place: hand over now.")
            if code == "missed"
            else self.tr("The handover of {time} is late: both shifts have not signed yet.")
        )
        self.told.setText("▲ " + words.format(time=at))

    def _ring(self) -> None:
        if self._effect is None:
            self._effect = load_sound("chime.wav", self)
        if self._effect is not None:
            self._effect.play()
