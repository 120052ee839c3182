"""Brings a site file into the database: all of it in one transaction, or nothing."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from app.access.rules import hash_pin, pin_matches
from app.core.errors import Problem, SiteFileError
from app.core.secrets import SecretStore
from app.lanpage.rules import page_entry
from app.model.journal import Actor, Draft
from app.notify.url_check import urls_taken
from app.roster.change import as_text
from app.site.parse import LARGEST, Outside, parse_site
from app.site.record import SiteFile
from app.site.secret_changes import SecretChanges
from app.storage.database import Database
from app.storage.transaction import Transaction


class _Record(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Record)


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """How many records of each kind an import added, changed and removed; kinds without any are left out."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)

    def kinds(self) -> frozenset[str]:
        return frozenset({*self.added, *self.changed, *self.removed})


class SiteImport:
    """One file at a time: secrets of two files must not mix."""

    def __init__(self, database: Database, secrets: SecretStore) -> None:
        self._database = database
        self._secrets = secrets
        self._one_at_a_time = threading.Lock()

    def run(self, path: Path, actor: Actor) -> ImportSummary:
        """Raises SiteFileError for a file with mistakes, StorageUnavailable when it cannot be stored."""
        content = read_site_file(path)
        with self._one_at_a_time:
            file = parse_site(content, str(path), Outside(self._is_kept, urls_taken))
            hashes = self._new_pin_hashes(file)
            changes = SecretChanges(self._secrets, file)
            changes.write()
            try:
                summary, gone = self._database.write(
                    lambda tx: _apply(tx, file, changes.keys, hashes, actor, path.name)
                ).result()
            except BaseException:
                changes.undo()
                raise
            changes.forget_unused(*gone)
            return summary

    def _is_kept(self, key: str) -> bool:
        return self._secrets.get(key) is not None

    def _new_pin_hashes(self, file: SiteFile) -> dict[str, str]:
        """PINs are hashed here: the writer thread must not wait for it."""
        hashes = {}
        for person_id, pin in file.secrets.pins.items():
            stored = self._database.read(lambda reader, who=person_id: reader.access.pin(who))  # type: ignore[misc]  # it infers no type of such a default
            if stored is None or not pin_matches(stored.hash, pin):
                hashes[person_id] = hash_pin(pin)
        return hashes


def read_site_file(path: Path) -> bytes:
    """Raises SiteFileError when there is no file that can be read."""
    reason = ""
    try:
        if path.is_dir():
            reason = "folder"
        elif not path.exists():
            reason = "missing"
        elif not path.is_file():
            reason = "unreadable"
        else:
            with path.open("rb") as file:
                return file.read(LARGEST + 1)
    except PermissionError:
        reason = "no_permission"
    except (OSError, ValueError):
        reason = "unreadable"
    raise SiteFileError(str(path), (Problem(0, "", reason),))


def _apply(
    transaction: Transaction,
    file: SiteFile,
    secret_keys: frozenset[str],
    pin_hashes: dict[str, str],
    actor: Actor,
    file_name: str,
) -> tuple[ImportSummary, list[str]]:
    """Stores the records; returns what changed, and the keys of secrets nobody needs any more."""
    site, summary = transaction.site, ImportSummary()
    if file.site != site.site():
        summary.changed["site"] = 1
        site.save_site(file.site)
    table = _Tables(summary, secret_keys)
    gone_channels = table.replace(
        "channel", site.channels(), file.channels, site.save_channel, site.remove_channel
    )
    gone_cameras = table.replace("camera", site.cameras(), file.cameras, site.save_camera, site.remove_camera)
    table.replace("place", site.places(), file.places, site.save_place, site.remove_place)
    table.replace("post", site.posts(), file.posts, site.save_post, site.remove_post)
    before = _rostered(transaction)
    table.replace("roster", site.shifts(), file.shifts, site.save_shift, site.remove_shift)
    _roster(transaction, file, table)
    changed = _differences(before, _rostered(transaction))
    # A plan the file does not have stays: nobody loses the eleven others by bringing one of their own.
    own = {plan.id for plan in file.plans}
    known = {plan.id: plan for plan in site.plans()}
    others = (plan for plan in known.values() if plan.id not in own)
    table.replace("plan", list(known.values()), (*file.plans, *others), site.save_plan, site.remove_plan)
    _people(transaction, file, summary, pin_hashes)
    # A file of before there were report deadlines must not take away those of the site.
    lines = transaction.dues.deadlines()
    table.replace(
        "report_deadline",
        lines,
        file.report_deadlines or lines,
        transaction.dues.save_deadline,
        transaction.dues.remove_deadline,
    )
    relays = transaction.relays.all()
    gone_relays = table.replace(
        "relay", relays, file.relays or relays, transaction.relays.save, transaction.relays.remove
    )
    items = transaction.handovers.items()
    table.replace(
        "handover_item",
        items,
        file.equipment or items,
        transaction.handovers.save_item,
        transaction.handovers.remove_item,
    )
    if file.lan_page is not None and file.lan_page != transaction.lan_page.page():
        summary.changed["lan_page"] = 1
        transaction.lan_page.save_page(file.lan_page)
        transaction.journal.append(page_entry(file.lan_page, actor))
    data = {**_counts(summary, file_name), "pins": str(len(pin_hashes)), **changed}
    transaction.journal.append(Draft("site_imported", actor=actor, data=data))
    transaction.touch(*summary.kinds(), *(("access",) if pin_hashes else ()))
    return summary, [*gone_channels, *gone_cameras, *gone_relays]


class _Tables:
    """Replaces whole tables and counts what that changes."""

    def __init__(self, summary: ImportSummary, secret_keys: frozenset[str]) -> None:
        self._summary = summary
        self._secret_keys = secret_keys

    def replace(
        self,
        kind: str,
        stored: Sequence[R],
        wanted: Sequence[R],
        save: Callable[[R], object],
        remove: Callable[[str], None],
    ) -> list[str]:
        """Makes the table hold `wanted` in that order; returns the secret keys of what is gone."""
        before = {record.id: record for record in stored}
        ids = {record.id for record in wanted}
        gone = [record_id for record_id in before if record_id not in ids]
        changed = [
            record
            for record in wanted
            if record.id in before
            and (before[record.id] != record or f"{kind}:{record.id}" in self._secret_keys)
        ]
        _count(self._summary.added, kind, len(ids - before.keys()))
        _count(self._summary.changed, kind, len(changed))
        _count(self._summary.removed, kind, len(gone))
        if list(stored) != list(wanted):
            # All anew, because the order of the rows is the order on the screens.
            for record_id in before:
                remove(record_id)
            for record in wanted:
                save(record)
        return [f"{kind}:{record_id}" for record_id in gone]


def _rostered(transaction: Transaction) -> list[str]:
    """All that puts somebody on duty, as an entry keeps it."""
    roster = transaction.roster
    return [
        *map(as_text, transaction.site.shifts()),
        *map(as_text, roster.rotations()),
        *map(as_text, roster.needs()),
        *map(as_text, roster.terms()),
    ]


def _differences(before: list[str], after: list[str]) -> dict[str, str]:
    """What stood before and does not any more, and what is new; nothing where the roster is the same."""
    gone, new = set(before) - set(after), set(after) - set(before)
    if not gone and not new:
        return {}
    return {
        "before": f"[{', '.join(one for one in before if one in gone)}]",
        "after": f"[{', '.join(one for one in after if one in new)}]",
    }


def _roster(transaction: Transaction, file: SiteFile, table: "_Tables") -> None:
    """A file of before there were rotations and strength must not take away those of the site."""
    roster = transaction.roster
    rotations, needs = roster.rotations(), roster.needs()
    table.replace(
        "rotation", rotations, file.rotations or rotations, roster.save_rotation, roster.remove_rotation
    )
    table.replace("need", needs, file.needs or needs, roster.save_need, roster.remove_need)
    for terms in file.terms:
        roster.save_terms(terms)


def _people(
    transaction: Transaction, file: SiteFile, summary: ImportSummary, pin_hashes: dict[str, str]
) -> None:
    """Nobody is deleted: entries and calls name them. Who is not in the file is no longer active."""
    stored = {person.id: person for person in transaction.site.people()}
    wanted = {person.id: person for person in file.people}
    left = [person for person in stored.values() if person.active and person.id not in wanted]
    for person in left:
        transaction.site.save_person(replace(person, active=False))
    for person in wanted.values():
        if stored.get(person.id) != person:
            transaction.site.save_person(person)
    for person_id, pin_hash in pin_hashes.items():
        transaction.access.set_pin_hash(person_id, pin_hash)
    known = {person.id for person in stored.values() if person.active}
    changed = (
        person.id in known and (stored[person.id] != person or person.id in pin_hashes)
        for person in wanted.values()
    )
    _count(summary.added, "person", len(wanted.keys() - known))
    _count(summary.changed, "person", sum(changed))
    _count(summary.removed, "person", len(left))


def _count(counts: dict[str, int], kind: str, number: int) -> None:
    if number:
        counts[kind] = number


def _counts(summary: ImportSummary, file_name: str) -> dict[str, str]:
    tables: Iterable[tuple[str, dict[str, int]]] = (
        ("added", summary.added),
        ("changed", summary.changed),
        ("removed", summary.removed),
    )
    data = {"file": file_name}
    for what, counts in tables:
        data[what] = str(sum(counts.values()))
        data.update({f"{kind}_{what}": str(number) for kind, number in counts.items()})
    return data
