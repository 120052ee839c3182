"""The siren of this PC. Works without network; says so when the machine has no loudspeaker."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.health.sounds import NO_LOUDSPEAKER, NOT_LOADED, READY
from app.ui.sounds import load_sound

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

_SOFT = 0.15
_FOR_EVER = -2
"""QSoundEffect.Loop.Infinite: its module is not loaded yet."""


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
        effect = load_sound("siren.wav", self)
        self.silent_machine = effect is None
        if effect is not None:
            effect.setLoopCount(_FOR_EVER)
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
