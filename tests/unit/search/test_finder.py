"""The index finds exactly what going through everything finds, at any time of its life."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.journal import Actor, Draft
from app.model.search import Wanted
from app.search.finder import Finder, corrected_by
from app.search.indexer import Indexer, unindexed
from app.search.rules import understood
from app.search.version import RULES
from app.storage.search_index import IndexReader, IndexWriter, index_beside
from app.storage.transaction import Reader, Transaction
from tests.fakes.room import Room

SIZES = (64, 16, 8)
SAYINGS = {"patrol": ("Patrol", "巡逻"), "camera_lost": (" : no live picture", "：视频丢失")}
PIECES = (
    "东门", "南门", "门", "3栋", "13栋", "泄漏", "一切正常", "行长", "gas", "smell", "Vegas", "a", "138 0013 8000", "13800138000",
    "湘A·12345", "12:30", "，", " ", "正", "常",
)  # fmt: skip
WORDS = (
    "门", "东门", "门南", "3栋", "13栋", "泄漏", "正常", "切正", "gas", "g", "sm", "smell gas", "138", "1380013", "13800138000", "湘a",
    "12345", "12:3", "nanmen", "dm", "xielou", "hangzhang", "xingchang", "zhou", "巡逻", "视频", "无此词", "门 常 1", "+86 138", "a",
)  # fmt: skip
KINDS = ("note", "patrol", "hazard", "camera_lost", "amendment")


def _drafts(chance: random.Random, count: int) -> Iterator[Draft]:
    for number in range(1, count + 1):
        kind = chance.choice(KINDS if number > 1 else KINDS[:-1])
        yield Draft(
            kind,
            "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 6))),
            Actor("zhou", "周敏") if chance.random() < 0.5 else Actor(),
            data={"reason": "写错"} if kind == "amendment" else {},
            camera_id=chance.choice(("", "c1")),
            place_id=chance.choice(("", "gate", "hall")),
            incident_id=chance.choice(("", "", "i1")),
            amends=chance.randrange(1, number) if kind == "amendment" else 0,
        )


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """With 150 entries, among which the clock was set back once."""
    room = Room(tmp_path_factory.mktemp("room"))
    chance = random.Random(5)

    def write(transaction: Transaction) -> None:
        for number, draft in enumerate(_drafts(chance, 150)):
            transaction.journal.append(draft)
            room.clock.step_wall(seconds=-300 if number == 70 else chance.randrange(0, 60))

    room.database.write(write).result()
    yield room
    room.close()


def expected(reader: Reader, wanted: Wanted, before: int = 0, after: int = 0) -> list[int]:
    """Going through everything."""
    question = understood(wanted, reader.search.names(), SAYINGS)
    newest = reader.journal.newest()
    assert newest is not None
    return [
        entry.number
        for entry in reader.journal.between(after + 1, before - 1 if before else newest[0])
        if question.is_answered_by(entry, corrected_by(reader.journal, entry))
    ]


def found(reader: Reader, path: Path, wanted: Wanted, before: int = 0, after: int = 0) -> list[int]:
    answer = Finder(reader, path, SAYINGS).find(wanted, 1000, before=before, after=after)
    assert answer.unsearched == 0
    return [entry.number for entry in answer.entries]


ASKED = st.builds(
    Wanted,
    words=st.sampled_from(("", *WORDS)),
    kinds=st.sampled_from([(), ("patrol",), ("note", "hazard")]),
    without=st.sampled_from([(), (), ("note",)]),
    place_id=st.sampled_from(["", "", "gate"]),
    camera_id=st.sampled_from(["", "", "c1"]),
    person_id=st.sampled_from(["", "", "zhou"]),
    incident_id=st.sampled_from(["", "", "i1"]),
)


@pytest.fixture(scope="module")
def indexed(room: Room) -> Path:
    path = index_beside(room.database.path)
    room.database.read(lambda reader: Indexer(reader.journal, path, sizes=SIZES).catch_up())
    return path


@given(
    ASKED, st.integers(0, 160), st.integers(0, 40), st.integers(-30, 120), st.integers(1, 100), st.booleans()
)
def test_the_index_and_going_through_everything_agree(
    room: Room, indexed: Path, wanted: Wanted, before: int, after: int, since: int, minutes: int, timed: bool
) -> None:
    if timed:
        begin = room.clock.now() - timedelta(minutes=since)
        wanted = Wanted(
            wanted.words,
            wanted.kinds,
            wanted.without,
            wanted.place_id,
            since=begin,
            until=begin + timedelta(minutes=minutes),
        )

    def both(reader: Reader) -> tuple[list[int], list[int]]:
        return found(reader, indexed, wanted, before, after), expected(reader, wanted, before, after)

    by_index, by_all = room.database.read(both)
    assert by_index == by_all


@pytest.mark.parametrize("count", [0, 7, 8, 16, 40, 63, 64, 129, 150])
def test_an_index_that_grew_is_one_that_was_made_at_once(room: Room, tmp_path: Path, count: int) -> None:
    def segments(path: Path) -> list[tuple[int, int, int]]:
        index = IndexReader(path, RULES)
        try:
            assert all(index.is_whole(one) for one in index.segments())
            return [(one.first, one.last, one.checksum) for one in index.segments()]
        finally:
            index.close()

    def grow(reader: Reader) -> None:
        class Shorter:
            """The log as it was when it had fewer entries."""

            def __init__(self, newest: int) -> None:
                self._newest = newest

            def newest(self) -> tuple[int, str]:
                return self._newest, ""

            def __getattr__(self, name: str) -> object:
                return getattr(reader.journal, name)

        for newest in (*range(5, count, 9), count):
            Indexer(Shorter(newest), tmp_path / "grown", sizes=SIZES).catch_up()
        Indexer(Shorter(count), tmp_path / "at once", sizes=SIZES).catch_up()

    room.database.read(grow)
    assert segments(tmp_path / "grown") == segments(tmp_path / "at once")
    assert sum(last - first + 1 for first, last, _ in segments(tmp_path / "grown")) == count // 8 * 8


@pytest.mark.parametrize("seed", range(12))
def test_damage_harms_nothing_and_is_mended(room: Room, indexed: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "search.sqlite"
    content = bytearray(indexed.read_bytes())
    for _ in range(40):
        content[chance.randrange(100 if seed % 3 else 0, len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content[: chance.randrange(len(content))] if seed % 4 == 3 else content)
    questions = [Wanted(words) for words in WORDS]

    def look(reader: Reader) -> None:
        for wanted in questions:
            right = set(expected(reader, wanted))
            assert set(found(reader, path, wanted)) <= right
        indexer = Indexer(reader.journal, path, sizes=SIZES)
        indexer.renew_if_damaged()
        indexer.catch_up()
        for wanted in questions:
            assert found(reader, path, wanted) == expected(reader, wanted)

    room.database.read(look)


def test_an_index_of_another_log_is_not_used(room: Room, tmp_path: Path) -> None:
    other = Room(tmp_path)
    other.database.write(
        lambda transaction: [transaction.journal.append(Draft("note", "别处")) for _ in range(20)]
    ).result()
    path = tmp_path / "search.sqlite"
    other.database.read(lambda reader: Indexer(reader.journal, path, sizes=SIZES).catch_up())
    other.close()
    assert room.database.read(
        lambda reader: found(reader, path, Wanted("泄漏")) == expected(reader, Wanted("泄漏"))
    )
    room.database.read(lambda reader: Indexer(reader.journal, path, sizes=SIZES).catch_up())
    assert room.database.read(
        lambda reader: found(reader, path, Wanted("泄漏")) == expected(reader, Wanted("泄漏"))
    )


def test_without_an_index_as_much_is_gone_through_as_an_answer_may_take(room: Room, tmp_path: Path) -> None:
    def look(reader: Reader) -> None:
        finder = Finder(reader, tmp_path / "none", SAYINGS)
        hasty = finder.find(Wanted("门"), 1000, patience=100)
        assert hasty.unsearched == 50
        assert [entry.number for entry in hasty.entries] == expected(reader, Wanted("门"), after=50)
        assert finder.find(Wanted("门"), 1000, patience=None).unsearched == 0

    room.database.read(look)


def test_what_is_missing_in_the_index_is_counted(room: Room, indexed: Path) -> None:
    index = IndexReader(indexed, RULES)
    segments = index.segments()
    index.close()
    assert unindexed(segments, 150, 8) == 0
    assert unindexed(segments[1:], 150, 8) == segments[0].size
    assert unindexed([], 150, 8) == 144


def test_an_entry_that_is_missing_keeps_nothing_else_from_the_index(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.database.write(
        lambda transaction: [
            transaction.journal.append(Draft("note", f"门 {number}")) for number in range(48)
        ]
    ).result()
    room.close()
    with closing(sqlite3.connect(room.database.path)) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute("DELETE FROM journal WHERE number = 40")
        base.commit()
    room._open()
    path = index_beside(room.database.path)

    def look(reader: Reader) -> None:
        Indexer(reader.journal, path, sizes=SIZES).catch_up()
        index = IndexReader(path, RULES)
        assert [(one.first, one.last) for one in index.segments()] == [(17, 32), (1, 16)]
        index.close()
        assert found(reader, path, Wanted("门")) == [number for number in range(48, 0, -1) if number != 40]

    room.database.read(look)
    room.close()


def test_other_rules_make_the_index_anew(tmp_path: Path) -> None:
    IndexWriter(tmp_path / "i", "old rules").close()
    IndexWriter(tmp_path / "i", RULES).close()
    IndexReader(tmp_path / "i", RULES).close()


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_build_that_is_ended_anywhere_goes_on_where_it_was(room: Room, tmp_path: Path, after: int) -> None:
    class Ended(Exception):
        pass

    def end_soon() -> None:
        nonlocal after
        after -= 1
        if not after:
            raise Ended

    path = tmp_path / "search.sqlite"

    def look(reader: Reader) -> None:
        with pytest.raises(Ended):
            Indexer(reader.journal, path, end_soon, SIZES).catch_up()
        for wanted in (Wanted("门"), Wanted("smell gas"), Wanted("nanmen")):
            assert found(reader, path, wanted) == expected(reader, wanted)
        Indexer(reader.journal, path, sizes=SIZES).catch_up()
        index = IndexReader(path, RULES)
        assert unindexed(index.segments(), 150, 8) == 0
        assert all(index.is_whole(segment) for segment in index.segments())
        index.close()

    room.database.read(look)
