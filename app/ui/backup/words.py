"""Codes about backups -> words."""

from PySide6.QtCore import QObject

from app.ui.code_words import CodeWords
from app.ui.language import Worded


class BackupWords(Worded):
    """`fault` fits into a sentence; `remedy` is one of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)

    def fault(self, code: str) -> str:
        """Why no backup can be made, or which is wrong with the data."""
        words = {
            "target_gone": self.tr("the disk or stick is not there"),
            "target_other": self.tr("another disk or stick is there"),
            "target_full": self.tr("the disk or stick is full"),
            "target_read_only": self.tr("the disk or stick cannot be written"),
            "target_failed": self.tr("the disk or stick fails"),
            "target_slow": self.tr("the disk or stick does not answer"),
            "target_busy": self.tr("another program backs up to it"),
            "source_damaged": self.tr("the console's database is damaged"),
            "source_unreadable": self.tr("the console's database cannot be read now"),
            "log_changed": self.tr("an entry of the log was changed"),
            "crashed": self.tr("its process ended and is started again"),
        }
        return words.get(code, code)

    def remedy(self, code: str) -> str:
        """What to do about it; empty where it is over by itself."""
        words = {
            "target_gone": self.tr("Plug it in or switch it on; the backup is made at once then."),
            "target_other": self.tr(
                "Plug in the right one, or remove this target and choose the folder anew."
            ),
            "target_full": self.tr("Free space on it, keep fewer backups, or take a larger one."),
            "target_read_only": self.tr("Take off its write protection, or give this user the folder."),
            "target_failed": self.tr("Try another socket; if it stays, replace it."),
            "target_slow": self.tr("Unplug it and plug it in again; if it stays, replace it."),
            "source_damaged": self.tr(
                "Restore from the newest backup below as soon as no emergency runs: it gets worse."
            ),
            "source_unreadable": self.tr("It is tried again; if it stays, close the console and start it."),
            "log_changed": self.tr(
                "Check the log (F4) and call the keeper of this computer; older backups stay."
            ),
        }
        return words.get(code, "")

    def why(self, code: str) -> str:
        """Why a backup was made."""
        words = {
            "hourly": self.tr("by the clock"),
            "handover": self.tr("at the handover"),
            "by_hand": self.tr("by hand"),
        }
        return words.get(code, code)

    def spoilt(self, fault: str) -> str:
        """What a check has found wrong with a backup: a code, and often what it is about."""
        code, _, about = fault.partition(" ")
        words = {
            "database_changed": self.tr("its database was changed"),
            "structure": self.tr("its database is damaged"),
            "manifest_differs": self.tr("its description does not fit it"),
            "unreadable": self.tr("it cannot be read"),
            "media_missing": self.tr("a picture is missing"),
            "media_differs": self.tr("a picture was changed"),
        }
        if code in words:
            return f"{words[code]} ({about[:12]}…)" if about else words[code]
        if code.startswith("target_"):
            return self.fault(code)
        return self.tr("no. {number}: {why}").format(number=about, why=self._codes.record_fault(code))
