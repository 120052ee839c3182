"""The copy beside the database, made only while no other disk is a target. It outlives a damaged database, not the disk."""

import logging
import shutil

from app.backup.layout import Layout
from app.core.paths import DataFolder
from app.model.backup import SAFETY_COPY, BackupRule, BackupTarget

log = logging.getLogger(__name__)
AFTER_S = 60.0
"""How long after the start the first is looked after: nobody waits for it."""
AGAIN_S = 600.0
"""How soon the folder is tried again when it could not be made."""
_HOURLY, _DAILY = 2, 2
"""Few: they take room from the recordings on the same disk."""


def target_of(folder: DataFolder, log_name: str) -> BackupTarget:
    """Each log has a folder of its own: a log that is begun anew leaves the copies of the old one alone."""
    return BackupTarget(SAFETY_COPY, str(folder.safety_copies / log_name[:16]))


def rule_of(rule: BackupRule) -> BackupRule:
    """As often as any other, but fewer of them."""
    return BackupRule(rule.every_h, _HOURLY, _DAILY, 0)


def prepare(folder: DataFolder, log_name: str) -> bool:
    """Makes its folder and marks it; whether it can be used."""
    place = folder.safety_copies / log_name[:16]
    try:
        place.mkdir(parents=True, mode=0o700, exist_ok=True)
        if Layout(place).mark() != (SAFETY_COPY, log_name):
            Layout(place).adopt(SAFETY_COPY, log_name)
    except OSError as error:
        log.warning("no safety copy can be made beside the database: %s", error)
        return False
    return True


def clear(folder: DataFolder, log_name: str) -> None:
    """A good backup lies on another disk: the room is for others again."""
    place = folder.safety_copies / log_name[:16]
    if not place.exists():
        return
    try:
        shutil.rmtree(place)
    except OSError as error:
        log.warning("%s cannot be removed: %s", place, error)
