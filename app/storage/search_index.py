"""The index of the log: a file of its own beside the database, made from the entries and made anew at any time.

Entries never change, so a segment (a row of entries, numbered without gaps) is written once; small ones are joined to larger
ones. One process writes, whoever searches reads. Nothing in here is believed: what it names is compared with the entry.
"""

import contextlib
import sqlite3
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

_BUSY_MS = 2000
_MOST = 65_536
"""Entries of a segment: their places are kept as numbers of 16 bits."""
_SEGMENT_TYPES = [int, int, str, str, str, int, int]
_TABLES = (
    "CREATE TABLE about (rules TEXT NOT NULL) STRICT",
    """CREATE TABLE segment (
        first INTEGER PRIMARY KEY, last INTEGER NOT NULL, hash TEXT NOT NULL, since TEXT NOT NULL,
        until TEXT NOT NULL, steady INTEGER NOT NULL, checksum INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE posting (
        segment INTEGER NOT NULL, token TEXT NOT NULL, entries BLOB NOT NULL, PRIMARY KEY (segment, token)
    ) STRICT, WITHOUT ROWID""",
    # Which characters follow which: a syllable may be any of hundreds, of which few follow each other.
    "CREATE TABLE pair (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)) STRICT, WITHOUT ROWID",
)


class IndexDamaged(Exception):
    """It cannot be read, or was made by other rules: to be made anew. Nobody but this package's users sees it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Entries `first` to `last` (both included).

    Attributes:
        hash: of the last entry: an index of another log is not used.
        since, until: the least and the greatest time of an entry.
        steady: 1 where the times do not go back.
    """

    first: int
    last: int
    hash: str
    since: str
    until: str
    steady: int
    checksum: int = 0

    @property
    def size(self) -> int:
        return self.last - self.first + 1


def index_beside(database: Path) -> Path:
    return database.with_name("search.sqlite")


class IndexReader:
    """Raises IndexDamaged from any method. For one thread and a short time."""

    def __init__(self, path: Path, rules: str) -> None:
        self._rules = rules
        with _damage():
            self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            with _damage():
                self._connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
                # What is read together belongs to one state, also while segments are being joined.
                self._connection.execute("BEGIN")
                found = self._connection.execute("SELECT rules FROM about").fetchall()
                if found != [(rules,)]:
                    raise IndexDamaged("rules")
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        self._connection.close()

    def segments(self) -> list[Segment]:
        """The newest entries first."""
        with _damage():
            rows = self._connection.execute(
                "SELECT first, last, hash, since, until, steady, checksum FROM segment ORDER BY first DESC"
            ).fetchall()
        if any(list(map(type, row)) != _SEGMENT_TYPES for row in rows):
            raise IndexDamaged("segment")
        segments = [Segment(*row) for row in rows]
        if any(not (0 < one.first <= one.last and one.size <= _MOST) for one in segments):
            raise IndexDamaged("segment")
        return segments

    def posting(self, segment: Segment, token: str) -> bytes | None:
        with _damage():
            row = self._connection.execute(
                "SELECT entries FROM posting WHERE segment = ? AND token = ?", (segment.first, token)
            ).fetchone()
        return _set_of(row[0]) if row else None

    def postings_from(self, segment: Segment, beginning: str) -> list[bytes]:
        """Of all tokens that begin so."""
        with _damage():
            rows = self._connection.execute(
                "SELECT entries FROM posting WHERE segment = ? AND token >= ? AND token < ?",
                (segment.first, beginning, beginning + "\U0010ffff"),
            ).fetchall()
        return [_set_of(row[0]) for row in rows]

    def following(self, one: str) -> list[str]:
        """The characters that follow this one anywhere."""
        with _damage():
            rows = self._connection.execute("SELECT other FROM pair WHERE one = ?", (one,)).fetchall()
        return [row[0] for row in rows]

    def all(self, segment: Segment) -> Generator[tuple[str, bytes], None, None]:
        """Tokens and sets, in order of the tokens."""
        with _damage():
            for token, entries in self._connection.execute(
                "SELECT token, entries FROM posting WHERE segment = ? ORDER BY token", (segment.first,)
            ):
                if not isinstance(token, str):
                    raise IndexDamaged("token")
                yield token, _set_of(entries)

    def is_whole(self, segment: Segment) -> bool:
        """Whether it is what was written."""
        checksum = _begun(segment)
        with contextlib.closing(self.all(segment)) as rows:
            for token, entries in rows:
                checksum = _added(checksum, token, entries)
        return checksum == segment.checksum

    def pairs(self) -> set[str]:
        """Characters that follow each other."""
        with _damage():
            return {f"{one}{other}" for one, other in self._connection.execute("SELECT one, other FROM pair")}


class IndexWriter(IndexReader):
    """Makes the file where there is none; one that cannot be used is made anew."""

    def __init__(self, path: Path, rules: str) -> None:
        _make_usable(path, rules)
        self._path = path
        super().__init__(path, rules)
        self._end_look()
        with _damage():
            self._writing = sqlite3.connect(path, isolation_level=None)
            self._writing.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            # What a power cut takes is made again.
            self._writing.execute("PRAGMA synchronous = NORMAL")

    def close(self) -> None:
        super().close()
        self._writing.close()

    def add(
        self,
        segment: Segment,
        postings: Iterable[tuple[str, bytes]],
        pairs: Iterable[str] = (),
        instead: Sequence[Segment] = (),
    ) -> None:
        """Stores a segment, whole or not at all. `postings` in order of the tokens; `instead` go with the same stroke."""
        with _damage():
            self._writing.execute("BEGIN IMMEDIATE")
            try:
                for old in instead:
                    self._drop(old)
                checksum = _begun(segment)

                def rows() -> Iterator[tuple[int, str, bytes]]:
                    nonlocal checksum
                    for token, entries in postings:
                        checksum = _added(checksum, token, entries)
                        yield segment.first, token, entries

                self._writing.executemany("INSERT INTO posting VALUES (?, ?, ?)", rows())
                self._writing.executemany(
                    "INSERT OR IGNORE INTO pair VALUES (?, ?)", ((pair[0], pair[1]) for pair in pairs)
                )
                self._writing.execute(
                    "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (segment.first, segment.last, segment.hash, segment.since, segment.until, segment.steady, checksum),
                )  # fmt: skip
                self._writing.execute("COMMIT")
            except BaseException:
                self._writing.execute("ROLLBACK")
                raise

    def drop(self, segments: Iterable[Segment]) -> None:
        with _damage():
            self._writing.execute("BEGIN IMMEDIATE")
            for segment in segments:
                self._drop(segment)
            self._writing.execute("COMMIT")

    def _drop(self, segment: Segment) -> None:
        self._writing.execute("DELETE FROM posting WHERE segment = ?", (segment.first,))
        self._writing.execute("DELETE FROM segment WHERE first = ?", (segment.first,))

    def _end_look(self) -> None:
        """The writer sees what it has written."""
        self._connection.execute("COMMIT")


def remove_index(path: Path) -> None:
    """Raises IndexDamaged where the disk refuses."""
    with _damage():
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)


def _begun(segment: Segment) -> int:
    return zlib.crc32(repr(astuple(segment)[:-1]).encode())


def _set_of(value: object) -> bytes:
    # In a damaged file anything may stand anywhere.
    if not isinstance(value, bytes):
        raise IndexDamaged("posting")
    return value


def _added(checksum: int, token: str, entries: bytes) -> int:
    return zlib.crc32(entries, zlib.crc32(token.encode(), checksum))


def _make_usable(path: Path, rules: str) -> None:
    with contextlib.suppress(IndexDamaged):
        IndexReader(path, rules).close()
        return
    remove_index(path)
    with _damage():
        path.touch(mode=0o600)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN")
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute("INSERT INTO about VALUES (?)", (rules,))
            connection.execute("COMMIT")
        finally:
            connection.close()


@contextlib.contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeError, OSError) as error:
        raise IndexDamaged(str(error)) from error
