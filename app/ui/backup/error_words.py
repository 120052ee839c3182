"""What can go wrong with backups and on the way back -> what happened, what it means, what to do."""

from app.ui.backup.words import BackupWords
from app.ui.language import Worded

_OF_TARGETS = ("target_", "source_", "log_")


class BackupErrorWords(Worded):
    def known(self, code: str) -> tuple[str, str, str] | None:
        """None for a code that has nothing to do with backups."""
        if code.startswith(_OF_TARGETS):
            words = BackupWords(self)
            what = self.tr("The backup cannot be used: {why}.").format(why=words.fault(code))
            return what, self.tr("Nothing was changed."), words.remedy(code)
        return {
            "backup_spoilt": (
                self.tr("This backup was changed or is damaged."),
                self.tr("Nothing was changed."),
                self.tr("Take the next one in the list."),
            ),
            "no_target": (
                self.tr("No folder for backups is chosen."),
                "",
                self.tr("Choose one in the settings (F9, Backup)."),
            ),
            "restore_while_running": (
                self.tr("An incident runs: the console must not be restarted now."),
                "",
                self.tr("Close it first."),
            ),
        }.get(code)
