"""Whom to dial when the console cannot run."""

from pathlib import Path

from app.model.roster import Duty, Shift
from app.model.site import Person, Post
from app.model.words import Words
from app.roster.by_hand import in_order, whom_to_dial
from tests.fakes.clock import FakeClock
from tests.fakes.room import Room


def duty(person_id: str, role: str, post_id: str = "") -> Duty:
    now = FakeClock().now()
    return Duty(Shift(f"s-{person_id}", person_id, role, post_id), now, now)


def person(person_id: str, *phones: str, roles: tuple[str, ...] = ()) -> Person:
    return Person(person_id, Words("", person_id), phones, roles)


def test_those_on_duty_stand_first_and_others_follow_by_role(room: Room) -> None:
    found = whom_to_dial(room.folder / "dutyroom.sqlite", room.clock)
    assert [one.name.en for one in found if one.on_duty] == ["Zhou Min", "Chen Guoping", "Liu Zhiqiang"]
    assert [one.name.en for one in found if not one.on_duty] == ["Li Jun", "Zhao Yun"]
    assert found[0].phones == ("8555 0101",)


def test_a_database_in_use_is_read_and_one_that_is_none_gives_nobody(room: Room, tmp_path: Path) -> None:
    assert len(whom_to_dial(room.folder / "dutyroom.sqlite", room.clock)) == 5
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"SQLite format 3\0" + b"x" * 4000)
    assert whom_to_dial(broken, room.clock) == ()
    assert whom_to_dial(tmp_path / "none.sqlite", room.clock) == ()
    assert not (tmp_path / "none.sqlite").exists()


def test_who_has_no_telephone_is_reached_at_the_post_or_not_listed() -> None:
    people = [person("guard"), person("silent", roles=("leader",)), person("twice", "1")]
    found = in_order(
        [
            duty("guard", "post", "gate"),
            duty("silent", "leader"),
            duty("twice", "patrol"),
            duty("twice", "post"),
        ],
        people,
        [Post("gate", Words("", "Gate"), "", "8555 0141")],
    )
    assert [(one.name.en, one.phones) for one in found] == [("guard", ("8555 0141",)), ("twice", ("1",))]
