"""Backups as screens and commands see them: where they go, how many stay, how they stand."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from app.backup.by_command import verify
from app.backup.layout import Layout
from app.backup.offers import Offer, find_offers
from app.backup.restoring import prepare
from app.backup.rounds import Rounds
from app.backup.rules import check_rule, check_target
from app.backup.standing import Standing
from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import InvalidInput, NotAllowed
from app.core.ids import new_id
from app.core.paths import DataFolder
from app.model.backup import BY_HAND, BackupRule, BackupTarget
from app.model.journal import Actor, Draft
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)


class BackupService:
    """Reads answer at once; what writes returns a future.

    Args:
        gate: raises NotAllowed where somebody has to be signed in and nobody is.
        fault: told when the thread dies of something unexpected.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        changes: Changes,
        folder: DataFolder,
        actor: Callable[[], Actor],
        gate: Callable[[], None],
        fault: Callable[[BaseException], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._folder = folder
        self._actor = actor
        self._gate = gate
        self._rounds = Rounds(database, clock, changes, folder, fault)
        self._disks = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backup-disk")
        self.restore_wanted: tuple[Offer, Actor] | None = None
        """What is to take the place of the database once the console has closed it, and by whom that was asked."""

    def start(self) -> None:
        self._rounds.start()

    def stop(self) -> None:
        self._rounds.stop()
        self._disks.shutdown(wait=False, cancel_futures=True)

    # What there is

    def targets(self) -> list[BackupTarget]:
        return self._database.read(lambda reader: reader.backups.targets())

    def rule(self) -> BackupRule:
        return self._database.read(lambda reader: reader.backups.rule())

    def standings(self) -> list[Standing]:
        """In the order of the targets; empty before the first look."""
        return self._rounds.standings()

    def is_missing(self) -> bool:
        """Nothing at all is backed up."""
        return self._rounds.is_missing()

    # What is asked

    def save_target(self, target: BackupTarget) -> "Future[None]":
        """A new one, or one with other settings; its folder is marked as the right disk. Raises InvalidInput, NotAllowed;
        fails with InvalidInput where the folder cannot be used."""
        check_target(target)
        self._gate()
        actor = self._actor()
        return self._disks.submit(self._save_target, target, actor)

    def remove_target(self, target_id: str) -> "Future[None]":
        """From now on nothing is backed up to it; what lies there stays."""
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            gone = next((each for each in transaction.backups.targets() if each.id == target_id), None)
            if gone is not None:
                transaction.backups.remove_target(target_id)
                transaction.journal.append(
                    Draft(
                        "backup_target_removed", actor=actor, data={"target": gone.id, "folder": gone.folder}
                    )
                )
                transaction.touch("backup")

        return self._database.write(change)

    def save_rule(self, rule: BackupRule) -> "Future[None]":
        """Raises InvalidInput, NotAllowed."""
        check_rule(rule)
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            transaction.backups.save_rule(rule)
            data = {
                "every_h": str(rule.every_h),
                "hourly": str(rule.hourly),
                "daily": str(rule.daily),
                "monthly": str(rule.monthly),
            }
            transaction.journal.append(Draft("backup_rule", actor=actor, data=data))
            transaction.touch("backup")

        return self._database.write(change)

    def back_up_now(self) -> None:
        """To every target, or as soon as it is there."""
        self._rounds.wish(BY_HAND)

    def offers(self, asked: Path | None = None) -> list[Offer]:
        """What there is to go back to, the best first; long: for a worker's thread."""
        return find_offers(self._folder, self._clock, asked)

    def verify(self, offers: list[Offer]) -> list[tuple[Offer, str]]:
        """Reads them whole; long."""
        return verify(offers, self._clock)

    def may_restore(self) -> None:
        """Raises NotAllowed where nobody is signed in, or while an incident runs."""
        self._gate()
        if self._database.read(lambda reader: reader.incidents.any_running()):
            raise NotAllowed("restore_while_running")

    def prepare_restore(self, offer: Offer, told: Callable[[int], object]) -> Offer:
        """Copies it beside the database; long, and nothing has changed yet."""
        prepare(offer, self._folder, told)
        return offer

    def restore_at_the_end(self, offer: Offer) -> None:
        """What was prepared takes the database's place as soon as the console has closed it. Raises NotAllowed."""
        self.may_restore()
        self.restore_wanted = (offer, self._actor())

    def _save_target(self, target: BackupTarget, actor: Actor) -> None:
        place = Path(target.folder)
        first = self._database.read(lambda reader: reader.journal.get(1))
        stored = {each.id: each for each in self.targets()}
        before = stored.get(target.id)
        if before is None or before.folder != target.folder:
            data_folder = self._folder.root.resolve()
            if place.resolve() == data_folder or data_folder in place.resolve().parents:
                raise InvalidInput(field="folder", reason="folder_in_data")
            others = {each.folder for each in stored.values() if each.id != target.id}
            if target.folder in others:
                raise InvalidInput(field="folder", reason="folder_known")
            target = replace(target, id=self._adopted(place, first.hash if first else ""))

        def change(transaction: Transaction) -> None:
            if before is not None and before.id != target.id:
                transaction.backups.remove_target(before.id)
            transaction.backups.save_target(target)
            data = {"target": target.id, "folder": target.folder, "away_days": str(target.away_days)}
            transaction.journal.append(Draft("backup_target_saved", actor=actor, data=data))
            transaction.touch("backup")

        self._database.write(change).result()

    def _adopted(self, place: Path, log_name: str) -> str:
        """The id in the folder's mark, which is made where there is none."""
        if not place.is_dir():
            raise InvalidInput(field="folder", reason="folder_gone", value=str(place))
        layout = Layout(place)
        mark = layout.mark()
        if mark is not None and mark[1] != log_name:
            raise InvalidInput(field="folder", reason="folder_other_log")
        target_id = mark[0] if mark is not None else new_id(self._clock.now())
        try:
            layout.adopt(target_id, log_name)
        except OSError as error:
            log.warning("%s cannot be a target: %s", place, error)
            raise InvalidInput(field="folder", reason="folder_not_writable") from error
        return target_id
