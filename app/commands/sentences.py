"""What commands say, in both languages."""

from PySide6.QtCore import QObject

from app.model.journal import Verification


class Sentences(QObject):
    def opened(self, incident_id: str, called: int) -> str:
        return self.tr("Incident {id} is open; {count} people are called.").format(
            id=incident_id, count=called
        )

    def noted(self, number: int) -> str:
        return self.tr("Entry no. {number} is stored.").format(number=number)

    def exported(self, count: int, file: str) -> str:
        return self.tr("{count} entries written to {file}.").format(count=count, file=file)

    def site_exported(self, file: str) -> str:
        return self.tr("The site is written to {file}; passwords and tokens are not in it.").format(file=file)

    def site_imported(self, added: int, changed: int, removed: int) -> str:
        return self.tr("Site taken over: {added} added, {changed} changed, {removed} removed.").format(
            added=added, changed=changed, removed=removed
        )

    def verified(self, result: Verification) -> str:
        if result.ok:
            return self.tr("All {count} entries are as they were written. Last hash: {head}").format(
                count=result.entries, head=result.head
            )
        reasons = {
            "hash_differs": self.tr("its content is not what was written"),
            "link_broken": self.tr("it does not follow the entry before it"),
            "number_missing": self.tr("an entry before it is missing"),
            "media_missing": self.tr("a picture of it is missing"),
            "media_differs": self.tr("a picture of it was changed"),
        }
        return self.tr("The log was changed: entry no. {number} is the first bad one; {reason}.").format(
            number=result.first_bad, reason=reasons.get(result.reason, result.reason)
        )

    def status(self, live: int, cameras: int, running: int, waiting: int, failed: int) -> str:
        return self.tr(
            "Cameras live: {live} of {cameras}. Running incidents: {running}. "
            "Messages waiting: {waiting}, failed: {failed}."
        ).format(live=live, cameras=cameras, running=running, waiting=waiting, failed=failed)
