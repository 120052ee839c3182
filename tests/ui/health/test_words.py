"""What is wrong with a camera's pictures, in words: on the tile, in the log, on the strip."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication

from app.health.entries import Kept, draft_of
from app.health.rules import Began, Ended, Repeated
from app.model.journal import Draft
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, Language
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.shell.problems import Problems
from app.ui.wall.tile import TileWords
from tests.fakes.services import ScreenRoom, live

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def told(room: ScreenRoom, draft: Draft) -> str:
    entry = room.database.write(lambda transaction: transaction.journal.append(draft)).result()
    return EntryWords(Names(room.services)).sentence(entry)


def test_the_log_says_it_in_both_languages(room: ScreenRoom, language: Language) -> None:
    sum_of = Repeated(4, NINE, TEN, present=True)
    assert told(room, draft_of("c1", "covered", Began())) == "Building 2 lobby: covered"
    assert told(room, draft_of("c1", "covered", Ended(75))) == ("Building 2 lobby: covered, over after 1:15")
    assert told(room, draft_of("c1", "moved", sum_of)) == (
        "Building 2 lobby: camera moved, 4× between 09:00:00 and 10:00:00, and is so now"
    )
    assert told(room, draft_of("c1", "lost", Began(), "no_route")) == (
        "Building 2 lobby: no live picture, camera cannot be reached"
    )
    taken = datetime(2026, 11, 23, 5, 59, 55, tzinfo=UTC)
    assert told(room, draft_of("c1", "lost", Began(), "stalled", Kept("0" * 64, taken, 10.0))) == (
        "Building 2 lobby: no live picture, pictures stopped coming; last picture of 13:59:55"
    )
    old = Kept("0" * 64, taken, 90_000.0)
    assert told(room, draft_of("c1", "lost", sum_of, "stalled", old)).endswith(
        "; last picture of 2026-11-23 13:59:55"
    )
    language.switch(CHINESE)
    assert told(room, draft_of("c1", "covered", Began())) == "2 栋大堂：遮挡"


def test_a_frozen_picture_says_so_and_a_covered_one_stays_live(room: ScreenRoom, qapp: QApplication) -> None:
    words = TileWords(room.clock)
    frozen = words.claim(live("c1", state="lost", cause="frozen", health=("frozen",)))
    assert (frozen.state, frozen.line) == ("lost", "Picture frozen")
    covered = words.claim(live("c1", health=("covered",)))
    assert (covered.state, covered.badge) == ("live", "covered")


def test_the_strip_counts_them(room: ScreenRoom, qapp: QApplication) -> None:
    room.wall.states[0] = live("c0", health=("moved",))
    assert Problems(room.services, Ops()).parts() == ["1 camera covered or moved"]
