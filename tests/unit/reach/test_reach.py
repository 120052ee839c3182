"""Checks whether people on duty answer: at random, never during an emergency, each counted once and in its time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput, NotAllowed
from app.lanpage.check_desk import CheckDesk
from app.model.lan_page import LanPage
from app.model.message import DELIVERED, FAILED, SENT, Message
from app.model.reach import ANSWERED, LATE, MISSED, OPEN, ReachCheck, ReachSettings
from app.model.words import Words
from app.notify.incoming import take_answer
from app.notify.outcomes import take_due, write_outcome
from app.notify.rules import Outcome, needs_hand
from app.reach.rules import answered, by_person, chosen, is_far_off, next_due, overdue
from app.reach.service import ReachService
from app.storage.transaction import Transaction
from tests.fakes.room import PEOPLE, Room

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
CHECK = ReachCheck("c", "zhou", Words("周敏"), "operator", NOW, NOW + timedelta(minutes=10))
CHANCES = st.floats(0, 1, exclude_max=True)


@given(st.integers(1, 42), st.lists(CHANCES, min_size=20, max_size=20))
def test_so_many_a_week_as_were_wanted_and_never_two_at_once(per_week: int, chances: list[float]) -> None:
    settings, now = ReachSettings(per_week), NOW
    for chance in chances:
        due_at = next_due(settings, now, chance)
        assert due_at is not None
        assert timedelta(days=3.5, seconds=-1) <= (due_at - now) * per_week <= timedelta(days=10.5, seconds=1)
        assert not is_far_off(due_at, settings, now)
        now = due_at
    assert next_due(ReachSettings(0), NOW, 0.5) is None
    assert is_far_off(NOW + timedelta(days=30), settings, NOW)


@given(st.lists(st.sampled_from("abcd"), unique=True, min_size=1), st.sampled_from("abcd"), CHANCES)
def test_anybody_may_be_asked_but_the_same_only_where_nobody_else_is(
    people: list[str], before: str, chance: float
) -> None:
    person = chosen(people, before, chance)
    assert person in people
    assert person != before or people == [before]
    assert chosen([], before, chance) == ""


def test_an_answer_counts_once_and_says_whether_it_was_in_time() -> None:
    in_time, late = NOW + timedelta(minutes=10), NOW + timedelta(minutes=11)
    assert answered(CHECK, "sms", in_time).state == ANSWERED
    missed = overdue(CHECK, late)
    assert missed.state == MISSED
    after = answered(missed, "hand", late)
    assert (after.state, after.answered_at) == (LATE, late)
    assert answered(after, "sms", late + timedelta(minutes=1)) == after
    assert answered(CHECK, "sms", NOW + timedelta(hours=25)) == CHECK
    assert overdue(CHECK, in_time) == CHECK


def test_a_month_is_told_by_person_and_who_missed_most_stands_first() -> None:
    quick = replace(CHECK, state=ANSWERED, answered_at=NOW + timedelta(seconds=60))
    slow = replace(CHECK, state=ANSWERED, answered_at=NOW + timedelta(seconds=300))
    other = replace(CHECK, person_id="chen", name=Words("陈国平"), state=MISSED)
    found = by_person([quick, slow, other, replace(CHECK, state=OPEN)])
    assert [(one.person_id, one.checks, one.in_time, one.median_s, one.slowest_s) for one in found] == [
        ("chen", 1, 0, None, None),
        ("zhou", 2, 2, 180.0, 300.0),
    ]


class Checks:
    """A room whose people on duty are asked; `chance` is what comes up."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.chance = 0.0
        self.service = ReachService(
            room.database,
            room.clock,
            lambda: room.roster.on_duty().now,
            room.access.actor,
            room.access.refuse_stranger,
            self.fail,
            lambda: self.chance,
            room.links,
        )
        room.database.write(_give_mobiles).result()

    def fail(self, error: BaseException) -> None:
        raise error

    def sent(self) -> list[Message]:
        taken = self.room.database.write(lambda tx: take_due(tx, {}, {})).result()
        return [outgoing.message for outgoing in taken if ":reach:" in outgoing.message.dedupe_key]

    def come(self, message: Message, outcome: Outcome) -> None:
        self.room.database.write(lambda tx: write_outcome(tx, message.id, outcome)).result()

    def sms(self, text: str, phone: str, key: str = "k") -> None:
        self.room.database.write(lambda tx: take_answer(tx, key, phone, text, "")).result()

    def month(self) -> list[ReachCheck]:
        return self.service.month(2026, 11)[0]


def _give_mobiles(transaction: Transaction) -> None:
    for number, person in enumerate(PEOPLE, start=1):
        transaction.site.save_person(replace(person, phones=(f"1380013800{number}",)))
    transaction.touch_quietly("person")


@pytest.fixture
def checks(tmp_path: Path) -> Iterator[Checks]:
    room = Room(tmp_path)
    yield Checks(room)
    room.close()


def test_somebody_on_duty_is_asked_answers_by_sms_and_stands_in_the_month(checks: Checks) -> None:
    checks.service.check_now().result()
    (message,) = checks.sent()
    assert message.person_id == "zhou"
    assert message.title.startswith("【抽查】")
    assert "并非险情" in message.body
    checks.come(message, Outcome(SENT))
    checks.room.clock.advance(seconds=90)
    checks.sms("1", "+8613800138001")
    (check,) = checks.month()
    assert (check.state, check.path, check.role) == (ANSWERED, "sms", "operator")
    (line,) = checks.service.month(2026, 11)[1]
    assert (line.person_id, line.in_time, line.median_s) == ("zhou", 1, 90.0)
    kinds = checks.room.kinds()
    assert kinds.index("reach_asked") < kinds.index("sms_received") < kinds.index("reach_answered")


def test_an_answer_during_an_emergency_confirms_the_call_and_not_the_check(checks: Checks) -> None:
    checks.service.check_now().result()
    checks.room.incidents.press(kind="fire").result()
    checks.sms("1", "+8613800138001")
    assert checks.month()[0].state == OPEN


def test_who_takes_the_call_has_answered(checks: Checks) -> None:
    checks.service.check_now().result()
    (message,) = checks.sent()
    checks.come(message, Outcome(DELIVERED))
    assert (checks.month()[0].state, checks.month()[0].path) == (ANSWERED, "call")


def test_who_does_not_answer_is_told_once_and_a_late_answer_counts_as_late(checks: Checks) -> None:
    checks.service.check_now().result()
    checks.room.clock.advance(minutes=11)
    checks.service.tick()
    checks.service.tick()
    assert checks.room.kinds().count("reach_missed") == 1
    checks.service.answered_by_hand(checks.month()[0].id).result()
    assert checks.month()[0].state == LATE


def test_by_its_settings_it_asks_at_random_times_and_never_while_people_are_called(checks: Checks) -> None:
    checks.service.save_settings(ReachSettings(7, 10)).result()
    checks.service.tick()
    assert checks.month() == []
    checks.room.clock.advance(minutes=60 * 12 + 1)
    fire = checks.room.incidents.press(kind="fire").result()
    checks.service.tick()
    assert checks.month() == []
    checks.room.incidents.stand_down(fire.id).result()
    checks.service.tick()
    checks.service.tick()
    assert len(checks.month()) == 1
    checks.room.clock.step_wall(seconds=-86400 * 30)
    checks.service.tick()
    due_at = checks.room.database.read(lambda reader: reader.reach.due_at())
    assert due_at is not None
    assert due_at - checks.room.clock.now() < timedelta(days=2)


def test_a_check_that_cannot_be_sent_goes_the_next_way_and_asks_nobody_to_dial(checks: Checks) -> None:
    checks.chance = 0.99
    checks.service.check_now().result()
    (message,) = checks.sent()
    assert message.person_id == "chen"
    checks.come(message, Outcome(FAILED, "service_refused"))
    (mail,) = checks.sent()
    assert mail.channel_id == "mail"
    for _ in range(40):
        checks.come(mail, Outcome(FAILED, "service_refused"))
        checks.room.clock.advance(minutes=1)
        checks.sent()
    stored = checks.room.database.read(lambda reader: reader.outbox.get(mail.id))
    assert stored is not None
    assert stored.state == "expired"
    assert not needs_hand(stored)


def test_nobody_to_ask_is_said(checks: Checks) -> None:
    def silence(transaction: Transaction) -> None:
        for person in transaction.site.people():
            transaction.site.save_person(replace(person, channels=()))
        transaction.touch_quietly("person")

    checks.room.database.write(silence).result()
    with pytest.raises(NotAllowed):
        checks.service.check_now().result()
    checks.service.save_settings(ReachSettings(7, 10)).result()
    checks.room.clock.advance(minutes=60 * 24)
    checks.service.tick()
    assert "reach_nobody" in checks.room.kinds()


def test_settings_nobody_could_keep_are_refused(checks: Checks) -> None:
    for settings in (ReachSettings(-1), ReachSettings(43), ReachSettings(7, 0)):
        with pytest.raises(InvalidInput):
            checks.service.save_settings(settings)


def test_a_link_answers_once_for_its_person_in_its_time(checks: Checks) -> None:
    room = checks.room
    room.links.load()
    room.lan_page.save(LanPage(on=True, address="127.0.0.1")).result()
    room.links.offer("https://127.0.0.1:8443")
    checks.service.check_now().result()
    (message,) = checks.sent()
    token = message.body.rpartition("/k/")[2]
    desk = CheckDesk(room.database, room.clock, room.links.key)
    assert desk.answer({"ask": "check_look", "token": token})["check"]["answered"] == ""
    assert checks.month()[0].state == OPEN, "to look is no answer"
    room.clock.advance(seconds=90)
    for _ in range(2):
        assert desk.answer({"ask": "check_answer", "token": token})["check"]["answered"] == "14:01"
    (check,) = checks.month()
    assert (check.state, check.path) == (ANSWERED, "link")
    assert room.kinds().count("reach_answered") == 1
    for other in (token[:-1] + ("0" if token[-1] != "0" else "1"), "x", message.id + "0" * 20):
        assert desk.answer({"ask": "check_answer", "token": other}) == {"refused": "unknown"}
    room.lan_page.save(LanPage(on=False, address="127.0.0.1")).result()
    assert desk.answer({"ask": "check_look", "token": token}) == {"refused": "unknown"}


def test_a_link_of_long_ago_answers_nothing(checks: Checks) -> None:
    room = checks.room
    room.links.load()
    room.lan_page.save(LanPage(on=True, address="127.0.0.1")).result()
    room.links.offer("https://127.0.0.1:8443")
    checks.service.check_now().result()
    token = checks.sent()[0].body.rpartition("/k/")[2]
    room.clock.advance(minutes=25 * 60)
    desk = CheckDesk(room.database, room.clock, room.links.key)
    assert desk.answer({"ask": "check_answer", "token": token}) == {"refused": "expired"}
    assert checks.month()[0].answered_at is None
