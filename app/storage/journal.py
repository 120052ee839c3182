"""The journal table: append and read, nothing else."""

import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import sqlite_utils

from app.core.clock import Clock, parse_stamp, stamp
from app.model.journal import DAMAGED, Actor, ChainHead, Draft, Entry
from app.storage.chain import FIRST_PREVIOUS, Row, UnreadableRow, canonical, entry_hash
from app.storage.rows import insert

COLUMNS = (
    "number", "at", "boot_id", "monotonic_ms", "kind", "text", "actor_id", "actor_name", "data", "camera_id",
    "place_id", "incident_id", "amends", "media", "previous_hash", "hash",
)  # fmt: skip
"""What an entry is made of; a table without one of them is damaged."""
_CLOCK_SET_BACK_BY = timedelta(days=1)
_NO_TEXT = "Could not decode to UTF-8"
_NO_END = 2**63 - 1


class JournalReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def latest(
        self,
        limit: int,
        *,
        kinds: Sequence[str] = (),
        without: Sequence[str] = (),
        incident_id: str = "",
        before: int = 0,
        after: int = 0,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[Entry]:
        """Newest first. `since` belongs to the time asked for, `until` no longer does."""
        conditions, values = ["1"], list[object]()
        if without:
            conditions.append(f"kind NOT IN ({', '.join('?' * len(without))})")
            values.extend(without)
        if incident_id:
            conditions.append("incident_id = ?")
            values.append(incident_id)
        if before:
            conditions.append("number < ?")
            values.append(before)
        if after:
            conditions.append("number > ?")
            values.append(after)
        if since is not None and until is not None:
            first, last = self._numbers_between(stamp(since), stamp(until))
            conditions.append("number BETWEEN ? AND ? AND at >= ? AND at < ?")
            values.extend([first, last, stamp(since), stamp(until)])
        where = " AND ".join(conditions)
        if not kinds:
            return self._entries(f"WHERE {where} ORDER BY number DESC LIMIT ?", [*values, limit])
        # Kind by kind, each from its newest entry down: of kinds in one list SQLite reads all there are.
        one = f"SELECT * FROM (SELECT number FROM journal WHERE kind = ? AND {where} ORDER BY number DESC LIMIT ?)"
        every = " UNION ALL ".join([one] * len(set(kinds)))
        of_kinds = [value for kind in dict.fromkeys(kinds) for value in (kind, *values, limit)]
        return self._entries(f"WHERE number IN ({every}) ORDER BY number DESC LIMIT ?", [*of_kinds, limit])

    def _entries(self, which: str, values: Sequence[object]) -> list[Entry]:
        question = f"SELECT * FROM journal {which}"  # fixed words only
        try:
            return [entry_of(row) for row in self._database.query(question, list(values))]
        except sqlite3.OperationalError as error:
            if _NO_TEXT not in str(error):
                raise
        # Somebody has put bytes there that are no text: the others are shown, and that one as well as it can be.
        connection = self._database.conn
        connection.text_factory = lambda stored: stored.decode("utf-8", "replace")
        try:
            return [entry_of(row) for row in self._database.query(question, list(values))]
        finally:
            connection.text_factory = str

    def _numbers_between(self, since: str, until: str) -> tuple[int, int]:
        """From the index over time alone; the clock may have stepped back, so these are bounds, no more."""
        rows = self._database.query(
            "SELECT coalesce(min(number), 0) AS first, coalesce(max(number), -1) AS last"
            " FROM journal INDEXED BY journal_at WHERE at >= ? AND at < ?",
            [since, until],
        )
        bounds = next(iter(rows))
        return bounds["first"], bounds["last"]

    def newest(self) -> tuple[int, str] | None:
        """Number and hash of the last entry."""
        rows = list(self._database.query("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1"))
        return (rows[0]["number"], rows[0]["hash"]) if rows else None

    def newest_number(self) -> int:
        """0 where there is none."""
        number: int = self._database.execute("SELECT coalesce(max(number), 0) FROM journal").fetchone()[0]
        return number

    def head_at(self, moment: datetime) -> ChainHead | None:
        """The entry with the highest number of those written up to `moment`, that one included; None before the first.

        The clock may have been set back by a day at most: then entries of an earlier time have higher numbers.
        """
        until = stamp(moment)
        since = stamp(moment - _CLOCK_SET_BACK_BY)
        for question, values in (
            (
                "number = (SELECT max(number) FROM journal INDEXED BY journal_at WHERE at BETWEEN ? AND ?)",
                [since, until],
            ),
            ("at <= ? ORDER BY at DESC, number DESC LIMIT 1", [until]),
        ):
            for row in self._database.query(f"SELECT number, at, hash FROM journal WHERE {question}", values):
                return ChainHead(row["number"], parse_stamp(row["at"]), row["hash"])
        return None

    def links(self, first: int, last: int = _NO_END) -> Iterator[tuple[int, str]]:
        """Number and hash of every entry from `first` to `last`."""
        for row in self._database.query(
            "SELECT number, hash FROM journal WHERE number BETWEEN ? AND ? ORDER BY number", [first, last]
        ):
            yield row["number"], row["hash"]

    def get(self, number: int) -> Entry | None:
        return next(iter(self._entries("WHERE number = ?", [number])), None)

    def newest_about(self, incident_id: str, kind: str, /, **about: str) -> int:
        """Number of the newest entry of this kind in an incident whose data say that; 0 where there is none."""
        rows = self._database.query(
            "SELECT number, data FROM journal WHERE kind = ? AND incident_id = ? ORDER BY number DESC",
            [kind, incident_id],
        )
        found = (row["number"] for row in rows if about.items() <= json.loads(row["data"]).items())
        return next(found, 0)

    def numbered(self, numbers: Sequence[int]) -> list[Entry]:
        """These entries, newest first."""
        marks = ", ".join("?" * len(numbers))
        return self._entries(f"WHERE number IN ({marks}) ORDER BY number DESC", numbers)

    def between(self, first: int, last: int) -> list[Entry]:
        """All entries from `first` to `last`, newest first."""
        return self._entries("WHERE number BETWEEN ? AND ? ORDER BY number DESC", [first, last])

    def amendments(self, numbers: Sequence[int]) -> dict[int, list[Entry]]:
        """The corrections of these entries, oldest first, by the number they correct."""
        if not numbers:
            return {}
        marks = ", ".join("?" * len(numbers))
        rows = self._database.query(
            f"SELECT * FROM journal WHERE amends IN ({marks}) AND amends > 0 ORDER BY number",
            list(numbers),
        )
        found: dict[int, list[Entry]] = {}
        for row in rows:
            entry = entry_of(row)
            found.setdefault(entry.draft.amends, []).append(entry)
        return found

    def all_in_order(self) -> Iterator[Entry]:
        """Every entry from the first on, without holding them in memory."""
        for row in self._database.query("SELECT * FROM journal ORDER BY number"):
            yield entry_of(row)

    def rows(self, after: int | None, last: int) -> Generator[Row, None, None]:
        """Rows as they lie there, by number, from the one behind `after` (None: from the very first) to `last`.

        Raises UnreadableRow in the place of a row with bytes that are no text.
        """
        where, values = (
            ("number > ? AND number <= ?", [after, last]) if after is not None else ("number <= ?", [last])
        )
        question = f"SELECT {', '.join(COLUMNS)} FROM journal WHERE {where} ORDER BY number"  # fixed words
        try:
            yield from self._database.execute(question, values)
        except sqlite3.OperationalError as error:
            if _NO_TEXT not in str(error):
                raise
            raise UnreadableRow from error

    def hash_of(self, number: int) -> str | None:
        """As it lies there; None where there is no such entry, or its hash is no text."""
        try:
            row = self._database.execute("SELECT hash FROM journal WHERE number = ?", [number]).fetchone()
        except sqlite3.OperationalError as error:
            if _NO_TEXT not in str(error):
                raise
            return ""
        return str(row[0]) if row else None


class JournalRepository(JournalReader):
    def __init__(self, database: sqlite_utils.Database, clock: Clock) -> None:
        super().__init__(database)
        self._clock = clock
        self.appended = 0
        """Entries written in this transaction."""
        self.head = (0, FIRST_PREVIOUS)
        """Number and hash of the last of them."""

    def append(self, draft: Draft) -> Entry:
        """Stores an entry at the end of the chain."""
        before, previous = self.newest() or (0, FIRST_PREVIOUS)
        number = before + 1
        # Milliseconds are what is stored, so they are what is hashed.
        moment = parse_stamp(stamp(self._clock.now()))
        bare = Entry(
            number, moment, self._clock.boot_id(), int(self._clock.monotonic() * 1000), draft, previous, ""
        )
        text = canonical(bare)
        entry = Entry(
            number, moment, bare.boot_id, bare.monotonic_ms, draft, previous, entry_hash(previous, text)
        )
        insert(self._database, "journal", row_of(entry))
        self.appended += 1
        self.head = (number, entry.hash)
        return entry

    def take_over(self, entry: Entry) -> None:
        """Stores, as it is, an entry that was written before and then lost. Raises ValueError where it does not follow
        the last one."""
        before, previous = self.newest() or (0, FIRST_PREVIOUS)
        if (entry.number, entry.previous_hash) != (before + 1, previous):
            raise ValueError(entry.number)
        insert(self._database, "journal", row_of(entry))
        self.appended += 1
        self.head = (entry.number, entry.hash)


def row_of(entry: Entry) -> dict[str, Any]:
    draft = entry.draft
    return {
        "number": entry.number,
        "at": stamp(entry.at),
        "boot_id": entry.boot_id,
        "monotonic_ms": entry.monotonic_ms,
        "kind": draft.kind,
        "text": draft.text,
        "actor_id": draft.actor.person_id,
        "actor_name": draft.actor.name,
        "data": json.dumps(dict(draft.data), ensure_ascii=False, sort_keys=True),
        "camera_id": draft.camera_id,
        "place_id": draft.place_id,
        "incident_id": draft.incident_id,
        "amends": draft.amends,
        "media": json.dumps(list(draft.media)),
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def entry_of(row: dict[str, Any]) -> Entry:
    """The entry of a row. One that somebody has damaged is shown as such, and can never have its hash."""
    try:
        return _entry_of(row)
    except (ValueError, TypeError, AttributeError):
        draft = Draft(DAMAGED, text=str(row["text"]))
        hashes = str(row["previous_hash"]), str(row["hash"])
        return Entry(int(row["number"]), datetime.fromtimestamp(0, UTC), "", 0, draft, *hashes)


def _entry_of(row: dict[str, Any]) -> Entry:
    draft = Draft(
        kind=row["kind"],
        text=row["text"],
        actor=Actor(row["actor_id"], row["actor_name"]),
        data=MappingProxyType(json.loads(row["data"])),
        camera_id=row["camera_id"],
        place_id=row["place_id"],
        incident_id=row["incident_id"],
        amends=row["amends"],
        media=tuple(json.loads(row["media"])),
    )
    return Entry(
        number=row["number"],
        at=parse_stamp(row["at"]),
        boot_id=row["boot_id"],
        monotonic_ms=row["monotonic_ms"],
        draft=draft,
        previous_hash=row["previous_hash"],
        hash=row["hash"],
    )
