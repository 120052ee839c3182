"""Sentences of entries about backups and the way back from them."""

from PySide6.QtCore import QObject

from app.model.backup import SAFETY_COPY
from app.model.journal import Draft
from app.ui.backup.words import BackupWords
from app.ui.language import Worded
from app.ui.names import Names


class BackupEntryWords(Worded):
    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._words = BackupWords(self)

    def sentences(self) -> dict[str, str]:
        """By kind of entry, with places for its values."""
        return {
            "backup_target_saved": self.tr("Backups go to {folder}"),
            "backup_target_removed": self.tr("Backups no longer go to {folder}"),
            "backup_rule": self.tr(
                "Backups every {every_h} h; kept: {hourly} hourly, {daily} daily, {monthly} monthly"
            ),
            "backup_failed": self.tr("No backup to {folder}: {backup_fault}"),
            "backup_works": self.tr("Backups go to {folder} again"),
            "backup_made": self.tr("Backup to {folder} {backup_why}, verified, up to entry no. {number}"),
            "backup_apart": self.tr("Entries that the log no longer has are kept in {folder}: {count}"),
            "log_restored": self.tr(
                "Restored from the backup of {backup_time}; entries after it that are there again: {taken}, missing: {missing}{backup_running}"
            ),
            "log_begun_anew": self.tr(
                "Begun anew after damage, without a backup; entries that could still be read: {taken}, missing: {missing}"
            ),
            "log_completed": self.tr(
                "The end of the log was damaged; entries back from the backup: {taken}, missing: {missing}{backup_running}"
            ),
        }

    def values(self, draft: Draft) -> dict[str, str]:
        here = (
            {"folder": self.tr("this disk (safety copy)")} if draft.data.get("target") == SAFETY_COPY else {}
        )
        running, made_at = draft.data.get("running", "0"), draft.data.get("made_at", "")
        return {
            **here,
            "backup_fault": self._words.fault(draft.data.get("code", "")),
            "backup_why": self._words.why(draft.data.get("why", "")),
            "backup_time": f"{self._names.day(made_at)} {self._names.time(made_at)}" if made_at else "",
            "backup_running": ""
            if running == "0"
            else self.tr(
                "; running incidents of which it is not known whom they have called: {count}"
            ).format(count=running),
        }
