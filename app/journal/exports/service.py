"""Hands out a part of the log: a folder with the file to read, its entries, the chain and a signed list; whole or not at all."""

import json
import shutil
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from app.core.clock import Clock
from app.core.errors import InvalidInput, NotFound
from app.evidence.bundle import MANIFEST, SIGNATURE, hash_of
from app.evidence.signing import SiteKey
from app.evidence.writing import Told, make_durable, whole_folder, write_text
from app.journal.exports.letter import PROVES, letter
from app.journal.exports.paper import PART, log_paper
from app.journal.exports.proof import (
    ATTACHMENTS,
    BLOCKS,
    CHAIN,
    ENTRIES,
    LETTER,
    NO_ROW,
    Said,
    blocks_of,
    chain_lines,
    manifest,
)
from app.journal.exports.rows import COLUMNS, ROW_DIGITS, LogRow, LogWords, cells, row_digest, rows_of
from app.journal.exports.tables import Table, csv_table, xlsx_table
from app.journal.exports.wish import CSV, JSONL, PDF, LogWish, check_wish
from app.journal.service import exported
from app.model.journal import Actor, Draft, Entry
from app.model.paper import Paper
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Reader

_PAGE = 500
_NAME = "duty-log"
Numbers = Sequence[int]


@dataclass(frozen=True, slots=True)
class LogExport:
    """What was written."""

    folder: Path
    file: Path
    """The one to read; the first of several."""
    entries: int
    attachments: int
    missing: int
    """Attachments that are no longer there."""
    fingerprint: str
    manifest_sha256: str
    head: tuple[int, str]


class LogExports:
    """Exports.

    Args:
        print_paper: makes a PDF of a paper.
        gate: refuses whoever may not hand anything out.
    """

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        key: SiteKey,
        clock: Clock,
        actor: Callable[[], Actor],
        print_paper: Callable[[Paper], bytes],
        gate: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._media = media
        self._key = key
        self._clock = clock
        self._actor = actor
        self._print = print_paper
        self._gate = gate

    def export(
        self,
        wish: LogWish,
        words: LogWords,
        language: str,
        target: Path,
        told: Told = lambda percent: None,
        *,
        keeper: bool = False,
    ) -> LogExport:
        """Writes a folder below `target`. Long: not for the UI thread.

        Args:
            told: hears of the percentage; what it raises ends the work, and nothing is left.
            keeper: the keeper of this computer asks, from the command line: not whoever happens to be signed in.
        Raises NotAllowed, InvalidInput, NotFound (nothing_chosen), StorageUnavailable.
        """
        if not keeper:
            self._gate()
        check_wish(wish)
        if not str(target).strip():
            raise InvalidInput(field="path", reason="path_missing")
        actor = Actor() if keeper else self._actor()
        told(0)
        work = _Work(self._database, self._media, wish, words, told)
        work.choose()
        now = self._clock.now()
        site = self._database.read(lambda reader: reader.site.site())
        zone = ZoneInfo(site.timezone)
        said = Said(
            site, zone, actor, wish.reason.strip(), now, wish.format, language, wish.chosen, wish.codes,
            len(work.numbers), work.added, work.numbers[0], work.numbers[-1], work.head, PROVES[language],
        )  # fmt: skip
        name = now.astimezone(zone).strftime(f"{_NAME}-%Y%m%d-%H%M%S")
        with whole_folder(target, name, parts=()) as (partial, folder):
            files = work.write(partial, said, self._print, self._key.fingerprint())
            made = self._seal(partial, folder, said, files, work)
            told(100)
            # From here on nobody can stop it: the log says that it left.
            self._journal(said, folder, made)
        return made

    def _seal(self, partial: Path, folder: Path, said: Said, files: list[str], work: "_Work") -> LogExport:
        write_text(partial / LETTER, letter(files[0], self._key.fingerprint()))
        names = [*files, LETTER]
        blocks = {name: blocks_of(partial / name) for name in names}
        write_text(partial / BLOCKS, json.dumps(blocks, sort_keys=True))
        text = manifest(said, partial, [*names, BLOCKS], self._key.public(), self._key.fingerprint())
        (partial / MANIFEST).write_bytes(text)
        write_text(partial / SIGNATURE, self._key.sign(text) + "\n")
        make_durable(partial)
        return LogExport(
            folder,
            folder / files[0],
            len(work.numbers),
            work.attachments,
            work.missing,
            self._key.fingerprint(),
            hash_of(partial / MANIFEST),
            work.head,
        )

    def _journal(self, said: Said, folder: Path, made: LogExport) -> None:
        """Before the folder gets its name: nobody shall hold a part of the log of which the log knows nothing."""
        data = {
            "name": folder.name,
            "folder": str(folder.parent),
            "format": said.format,
            "count": str(made.entries),
            "lowest": str(said.first),
            "highest": str(said.last),
            "attachments": str(made.attachments),
            "reason": said.reason,
            "chosen": json.dumps(dict(said.codes), ensure_ascii=False, sort_keys=True),
            "manifest": made.manifest_sha256,
            "key": made.fingerprint,
        }
        draft = Draft("log_exported", actor=said.actor, data=data)
        self._database.write(lambda transaction: transaction.journal.append(draft)).result()


class _Work:
    """One export: which entries, then the files, a page of entries at a time."""

    def __init__(
        self, database: Database, media: MediaStore, wish: LogWish, words: LogWords, told: Told
    ) -> None:
        self._database = database
        self._media = media
        self._wish = wish
        self._words = words
        self._told = told
        self.numbers: Numbers = array("q")
        self.added = 0
        self.head = (0, "")
        self.attachments = self.missing = 0
        self._rows = bytearray()
        """The digests of the rows, in their order; none where there is no table."""

    def choose(self) -> None:
        """The numbers, the smallest first. What is written from now on is not part of it."""
        head = self._database.read(lambda reader: reader.journal.newest())
        chosen: set[int] = set()
        before = head[0] + 1 if head else 0
        while before and (page := self._wish.pick(before, _PAGE)):
            chosen.update(entry.number for entry in page)
            before = page[-1].number
            self._told(0)
        if head is None or not chosen:
            raise NotFound("nothing_chosen")
        whole = self._with_corrections(chosen)
        self.head, self.added = head, len(whole) - len(chosen)
        self.numbers = array("q", sorted(number for number in whole if number <= head[0]))

    def write(self, partial: Path, said: Said, print_paper: Callable[[Paper], bytes], mark: str) -> list[str]:
        """The names of the files; the one to read stands first."""
        facts = self._facts(said, mark)
        if self._wish.format == PDF:
            names = self._papers(partial, said, facts, print_paper)
        elif self._wish.format == JSONL:
            names = []
        else:
            names = [self._table(partial, said, facts)]
        self._lines(partial)
        self._chain(partial)
        return [*names, ENTRIES, CHAIN, *self._attached(partial)]

    def _with_corrections(self, chosen: set[int]) -> set[int]:
        """Until nothing is added: a correction without what it corrects is as misleading as the other way round."""
        whole, new = set(chosen), set(chosen)
        while new:
            found: set[int] = set()
            for page in _pages(sorted(new)):
                entries, corrections = self._read(page)
                found |= {entry.draft.amends for entry in entries if entry.draft.amends}
                found |= {each.number for several in corrections.values() for each in several}
            new = found - whole
            whole |= new
        return whole

    def _read(self, page: Numbers) -> tuple[list[Entry], dict[int, list[Entry]]]:
        return self._database.read(
            lambda reader: (reader.journal.numbered(page)[::-1], reader.journal.amendments(page))
        )

    def _pages(self, begin: int, end: int) -> Iterator[list[LogRow]]:
        """All rows, a page at a time; the percentage goes from `begin` to `end`."""
        done = 0
        for page in _pages(self.numbers):
            yield rows_of(*self._read(page))
            done += len(page)
            self._told(begin + (end - begin) * done // len(self.numbers))

    def _table(self, partial: Path, said: Said, facts: list[tuple[str, str]]) -> str:
        name = f"{_NAME}.{self._wish.format}"
        head = [self._words.column(column) for column in COLUMNS]
        with ExitStack() as opened:
            table: Table
            if self._wish.format == CSV:
                table = opened.enter_context(csv_table(partial / name, head))
            else:
                lines = [*facts, *(("", line) for line in self._words.proof())]
                table = opened.enter_context(xlsx_table(partial / name, head, self._words.title(), lines))
            for page in self._pages(2, 70 if self._wish.format == CSV else 60):
                for row in page:
                    written = table.write(cells(row, self._words, said.zone))
                    self._rows += bytes.fromhex(row_digest(written))
        return name

    def _papers(
        self, partial: Path, said: Said, facts: list[tuple[str, str]], print_paper: Callable[[Paper], bytes]
    ) -> list[str]:
        parts = -(-len(self.numbers) // PART)
        foot = " ".join(self._words.fact("head", f"{said.head[0]} {said.head[1][:12]}"))
        names, rows = list[str](), list[list[str]]()

        def print_part() -> None:
            names.append(f"{_NAME}.pdf" if parts == 1 else f"{_NAME}-{len(names) + 1}.pdf")
            paper = log_paper(rows[:PART], facts, self._words, said.language, (len(names), parts), foot)
            (partial / names[-1]).write_bytes(print_paper(paper))
            del rows[:PART]

        for page in self._pages(2, 90):
            rows += [cells(row, self._words, said.zone) for row in page]
            if len(rows) >= PART:
                print_part()
        if rows:
            print_part()
        return names

    def _lines(self, partial: Path) -> None:
        with (partial / ENTRIES).open("w", encoding="utf-8", newline="\n") as file:
            for page in self._pages(90, 95):
                for row in page:
                    file.write(f"{exported(row.entry)}\n")

    def _chain(self, partial: Path) -> None:
        def write(reader: Reader) -> None:
            with (partial / CHAIN).open("w", encoding="ascii", newline="\n") as file:
                links = reader.journal.links(self.numbers[0], self.head[0])
                file.writelines(f"{line}\n" for line in chain_lines(links, self._named_rows()))

        self._database.read(write)
        self._told(97)

    def _named_rows(self) -> Iterator[tuple[int, str]]:
        size = ROW_DIGITS // 2
        for place, number in enumerate(self.numbers):
            digest = self._rows[place * size : (place + 1) * size]
            yield number, digest.hex() if digest else NO_ROW

    def _attached(self, partial: Path) -> list[str]:
        if not self._wish.attachments:
            return []
        (partial / ATTACHMENTS).mkdir()
        names: dict[str, str] = {}
        for page in self._pages(97, 99):
            for digest in (digest for row in page for digest in row.entry.draft.media):
                kept = self._media.find(digest)
                if kept is None:
                    self.missing += 1
                elif digest not in names:
                    names[digest] = f"{ATTACHMENTS}/{kept.name}"
                    shutil.copyfile(kept, partial / names[digest])
        self.attachments = len(names)
        return sorted(names.values())

    def _facts(self, said: Said, mark: str) -> list[tuple[str, str]]:
        site = said.site.name.in_language(said.language)
        values = {
            "site": site,
            "chosen": said.chosen,
            "count": f"{said.count} ({said.first}–{said.last})",
            "added": str(said.added) if said.added else "",
            "exported_at": said.exported_at.astimezone(said.zone).strftime("%Y-%m-%d %H:%M:%S"),
            "exported_by": said.actor.person_id or said.actor.name,
            "reason": said.reason,
            "head": f"{said.head[0]} {said.head[1]}",
            "key": mark,
        }
        return [
            self._words.fact(name, value) for name, value in values.items() if value or name == "exported_by"
        ]


def _pages(numbers: Numbers) -> Iterator[Numbers]:
    for begin in range(0, len(numbers), _PAGE):
        yield numbers[begin : begin + _PAGE]
