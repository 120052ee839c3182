"""Sounds of this PC, by Qt's sound module: loaded by whoever needs one first, it costs more than a whole screen."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from app.core.paths import resource

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

log = logging.getLogger(__name__)


def load_sound(name: str, parent: QObject) -> "QSoundEffect | None":
    """A sound of `resources/sounds`; None on a machine without Qt's sound module or without a loudspeaker."""
    try:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
    except ImportError:
        log.exception("no sound module, %s stays silent", name)
        return None
    if QMediaDevices.defaultAudioOutput().isNull():
        log.warning("no loudspeaker, %s stays silent", name)
        return None
    effect = QSoundEffect(parent)
    effect.setSource(QUrl.fromLocalFile(str(resource("sounds", name))))
    effect.setVolume(1.0)
    return effect
