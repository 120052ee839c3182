"""What sounds here, what could not be recorded, and the key that mutes it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.emergency.announcer import Announcer
from app.ui.emergency.controller import EmergencyControl
from app.ui.error_words import ErrorWords

MUTE_KEY = "F8"
_STORING_SHOWN_AFTER_MS = 400


class AlarmBar(QWidget):
    """What it has nothing to say about takes no room.

    Args:
        window: where the key works: that of something hidden is dead, and not only what is shown here can be heard.

    Attributes:
        changed: it may have something else to say.
        muted: the key was pressed, whatever sounds.
    """

    changed = Signal()
    muted = Signal()

    def __init__(
        self, control: EmergencyControl, announcer: Announcer, window: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._control = control
        self._siren = control.siren
        self._announcer = announcer
        self._errors = ErrorWords(self)
        self._refusal: BaseException | None = None
        self._refused = QLabel(self)
        self._refused.setObjectName("refused")
        self._refused.setWordWrap(True)
        self.mute = QPushButton(self)
        self.mute.setObjectName("mute")
        self.mute.clicked.connect(self._mute)
        self._silent = QLabel(self)
        self._silent.setObjectName("problem")
        self._silent.setWordWrap(True)
        shortcut = QShortcut(QKeySequence(MUTE_KEY), window)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self._mute)
        self._storing = QTimer(self)
        self._storing.setSingleShot(True)
        self._storing.setInterval(_STORING_SHOWN_AFTER_MS)
        self._storing.timeout.connect(self._show_storing)
        self._build()
        control.refused.connect(self._show_refusal)
        control.accepted.connect(self._forget_refusal)
        control.pressed.connect(self._storing.start)
        for ended in (control.accepted, control.refused):
            ended.connect(self._storing.stop)
        self._siren.changed.connect(self.refresh)

    def is_needed(self) -> bool:
        """Also where nothing runs."""
        return self._siren.sounding or self._refusal is not None

    def refresh(self) -> None:
        """After anything began, ended or was muted."""
        silent = self._siren.silent_machine and bool(self._siren.sounding or self._control.running)
        self._silent.setVisible(silent)
        sounds = self._siren.sounding and not self._siren.silent_machine
        self.mute.setVisible(sounds or self._announcer.speaks or self._refusal is not None)
        if self._refusal is not None:
            why = self._errors.explain(self._refusal).text
            words = self.tr("The emergency was NOT recorded and nobody was called: dial by hand now.")
            self._refused.setText(f"▲ {words} {why}".replace("。 ", "。"))
        self._refused.setVisible(self._refusal is not None)
        parts = (self._refused, self.mute, self._silent)
        self.setVisible(any(part.isVisibleTo(self) for part in parts))
        self.changed.emit()

    def retranslate(self) -> None:
        self.mute.setText(self.tr("Mute the siren  F8"))
        self._silent.setText("▲ " + self.tr("This computer has no loudspeaker: the siren is silent."))
        self.refresh()

    def _build(self) -> None:
        sound = QHBoxLayout()
        sound.addWidget(self.mute, 1)
        sound.addWidget(self._silent, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._refused)
        column.addLayout(sound)

    def _mute(self) -> None:
        self._siren.stop()
        self._announcer.mute()
        self.muted.emit()
        self._forget_refusal()

    def _show_storing(self) -> None:
        """The disk or another program makes the emergency wait: nobody may think it is already out."""
        self._refused.setText("▲ " + self.tr("The emergency is being stored; nobody is called yet …"))
        self._refused.show()
        self.show()

    def _show_refusal(self, error: BaseException) -> None:
        self._refusal = error
        self.refresh()

    def _forget_refusal(self) -> None:
        """Only a press that was stored, or the person who mutes the siren, takes the warning away."""
        self._refusal = None
        self.refresh()
