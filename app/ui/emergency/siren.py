"""The siren of this PC. Works without network; says so when the machine has no loudspeaker."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

from app.core.paths import resource
from app.health.sounds import NO_LOUDSPEAKER, NOT_LOADED, READY

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

log = logging.getLogger(__name__)
_SOFT = 0.15


class Siren(QObject):
    """Qt's sound module is loaded by `prepare`, once the window stands: it costs more than the whole button.

    Attributes:
        changed: it began, ended or was muted.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._effect: "QSoundEffect | None" = None
        self._prepared = False
        self.sounding = False
        self.silent_machine = False

    def prepare(self) -> None:
        """Loads the sound; a machine without Qt's sound module or loudspeaker stays silent and says so."""
        if self._prepared:
            return
        self._prepared = True
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError:
            log.exception("no sound module, the siren stays silent")
            self.silent_machine = True
            return
        if QMediaDevices.defaultAudioOutput().isNull():
            log.warning("no loudspeaker, the siren stays silent")
            self.silent_machine = True
            return
        effect = QSoundEffect(self)
        effect.setSource(QUrl.fromLocalFile(str(resource("sounds", "siren.wav"))))
        effect.setLoopCount(QSoundEffect.Loop.Infinite.value)
        effect.setVolume(1.0)
        self._effect = effect

    def state(self) -> str:
        if not self._prepared:
            return NOT_LOADED
        return NO_LOUDSPEAKER if self.silent_machine else READY

    def start(self) -> None:
        self.prepare()
        if self._effect is not None:
            self._effect.play()
        self.sounding = True
        self.changed.emit()

    def quieten(self, *, quiet: bool) -> None:
        """Softer while something is said."""
        if self._effect is not None:
            self._effect.setVolume(_SOFT if quiet else 1.0)

    def stop(self) -> None:
        """Mutes; the next emergency sounds again."""
        if self._effect is not None:
            self._effect.stop()
        if self.sounding:
            self.sounding = False
            self.changed.emit()
