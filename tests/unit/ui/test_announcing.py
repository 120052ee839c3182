"""What is said aloud, when, and until when."""

from dataclasses import replace
from datetime import UTC, datetime

from app.model.incident import Call, Incident
from app.model.words import Words
from app.ui.emergency.announcing import Announcement, Spoken, next_announcement, unanswered

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CALL = Call("c", "i", "zhou", Words("周敏"), "operator", "1", 1, NOW)
FIRE = Incident("i", NOW, 0.0, "boot", NOW, calls=(CALL,))


def test_it_is_said_until_one_person_confirms_or_somebody_mutes_it() -> None:
    confirmed = replace(FIRE, id="k", calls=(CALL, replace(CALL, acknowledged_at=NOW)))
    alone = replace(FIRE, id="n", calls=())
    assert unanswered([FIRE, confirmed, alone], set()) == [FIRE, alone]
    assert unanswered([FIRE, alone], {"i"}) == [alone]


def test_the_same_words_come_again_after_half_a_minute_and_new_ones_at_once() -> None:
    words = Announcement("i", "Fire, gate")
    spoken = {"i": Spoken("Fire, gate", 100.0)}
    assert next_announcement([words], {}, 100.0) == words
    assert next_announcement([words], spoken, 129.9) is None
    assert next_announcement([words], spoken, 130.0) == words
    corrected = Announcement("i", "Fire, lobby")
    assert next_announcement([corrected], spoken, 101.0) == corrected


def test_two_emergencies_take_turns() -> None:
    one, two = Announcement("a", "A"), Announcement("b", "B")
    spoken = {"a": Spoken("A", 10.0), "b": Spoken("B", 5.0)}
    assert next_announcement([one, two], spoken, 50.0) == two
    assert next_announcement([one, two], {"a": Spoken("A", 10.0)}, 50.0) == two
