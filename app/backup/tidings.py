"""What the log is told of backups: an outage once, its end once, and what somebody asked for."""

from app.backup.standing import Standing
from app.core.clock import stamp
from app.model.backup import HOURLY, Backup, BackupTarget
from app.model.journal import Draft
from app.storage.database import Database
from app.storage.transaction import Transaction

FAILED, WORKS, MADE, APART = "backup_failed", "backup_works", "backup_made", "backup_apart"
_LOOKED_AT = 200


class Tidings:
    """For one thread. What an earlier run of the program told of an outage that still lasts is not told again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._out: set[str] | None = None
        """Ids of targets of which an outage was told."""

    def tell(self, standings: list[Standing]) -> None:
        """Raises StorageUnavailable where nothing can be stored; then it is told later."""
        if self._out is None:
            self._out = self._told_before()
        for standing in standings:
            target = standing.target
            if standing.there is None and not standing.code:
                continue
            if standing.alarm and target.id not in self._out:
                self._append(Draft(FAILED, data={**_of(target), "code": standing.code}))
                self._out.add(target.id)
            elif not standing.code and target.id in self._out:
                self._append(Draft(WORKS, data=_of(target)))
                self._out.discard(target.id)

    def tell_made(self, target: BackupTarget, backup: Backup) -> None:
        """Of the regular ones the target itself tells: each hour an entry would bury those of people; and nobody
        shall take a copy on the console's own disk for a backup."""
        if backup.why != HOURLY and not target.is_safety_copy:
            data = {**_of(target), "number": str(backup.number), "head": backup.hash, "why": backup.why}
            self._append(Draft(MADE, data={**data, "made_at": stamp(backup.made_at)}))

    def tell_apart(self, target: BackupTarget, count: int) -> None:
        """The target holds entries that the log has no more."""
        self._append(Draft(APART, data={**_of(target), "count": str(count)}))

    def _append(self, draft: Draft) -> None:
        def change(transaction: Transaction) -> None:
            transaction.journal.append(draft)
            transaction.touch_quietly("backup_made")

        self._database.write(change).result()

    def _told_before(self) -> set[str]:
        told = self._database.read(lambda reader: reader.journal.latest(_LOOKED_AT, kinds=(FAILED, WORKS)))
        newest: dict[str, str] = {}
        for entry in told:
            newest.setdefault(entry.draft.data.get("target", ""), entry.draft.kind)
        return {target_id for target_id, kind in newest.items() if kind == FAILED}


def _of(target: BackupTarget) -> dict[str, str]:
    return {"target": target.id, "folder": target.folder}
