"""Evidence that leaves no room for ordinary recordings is an alarm, told once, over once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.model.journal import Draft
from app.model.recording import Retention
from app.model.site import CameraOptions
from app.recording import rules
from app.recording.scarcity import Scarcity
from app.recording.shelf import Shelf
from tests.unit.recording.recording_room import RecordingRoom

GB = rules.GIGABYTE
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("room", "daily", "before", "code"),
    [
        (3 * GB, 2.0 * GB, "", ""),
        (2 * GB, 3.0 * GB, "", "room_short"),
        # Once it is an alarm it ends when there is clearly more than a day.
        (2 * GB, 1.9 * GB, "room_short", "room_short"),
        (2 * GB, 1.5 * GB, "room_short", ""),
        (GB, 48.0 * GB, "", "room_gone"),
        (0, None, "", "room_gone"),
        (-GB, 1.0, "room_short", "room_gone"),
        # Of an unknown rate nobody can tell.
        (GB, None, "room_short", "room_short"),
        (GB, None, "", ""),
    ],
)
def test_less_than_a_day_is_short_and_less_than_an_hour_nothing(
    room: int, daily: float | None, before: str, code: str
) -> None:
    assert rules.scarcity(room, daily, before) == code


def test_a_rate_is_trusted_after_an_hour_or_where_there_will_never_be_more() -> None:
    assert rules.daily_rate(100, HOUR / 2, pressed=False) is None
    assert rules.daily_rate(100, DAY / 2, pressed=False) == 200.0
    assert rules.daily_rate(100, HOUR, pressed=True) == 2400.0
    assert rules.daily_rate(0, DAY, pressed=True) is None


@pytest.fixture
def crowded(room: RecordingRoom, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets how much is free on the disk, beyond what recordings leave to everything else."""
    room.set_options("c0", CameraOptions(record="always"))
    free = [10 * GB]
    monkeypatch.setattr(Shelf, "free", lambda shelf: rules.FREE_BYTES + free[0])

    def leave(size: int) -> None:
        free[0] = size

    return leave


def hour_of_recording(room: RecordingRoom) -> None:
    """A thousand bytes every five minutes, so that a day of one camera takes 288 000."""
    start = room.clock.now() - timedelta(hours=2)
    for number in range(24):
        room.tell(room.lay("c0", start + number * timedelta(minutes=5)))


def test_evidence_that_leaves_less_than_a_day_is_told_once_and_over_once(
    room: RecordingRoom, crowded: Callable[[int], None]
) -> None:
    hour_of_recording(room)
    room.tick(61)
    assert room.recording.scarcity() == ""
    crowded(100_000)
    room.tick(61)
    room.tick(61)
    assert room.recording.scarcity() == "room_short"
    assert room.kinds().count("recording_room") == 1
    room.reopen()
    room.tick(61)
    assert room.recording.scarcity() == "room_short"
    crowded(10 * GB)
    room.tick(61)
    assert room.recording.scarcity() == ""
    assert room.kinds().count("recording_room") == room.kinds().count("recording_room_over") == 1


def test_evidence_alone_at_the_limit_is_told_and_where_nothing_is_recorded_it_is_not(
    room: RecordingRoom, crowded: Callable[[int], None]
) -> None:
    kept = room.lay("c0", room.clock.now(), keep_id="k1")
    room.tell(kept, size=2 * GB)
    plain = room.lay("c0", room.clock.now())
    room.tell(plain)
    room.recording.save_retention(Retention(gigabytes=2)).result()
    room.tick(61)
    # As promised evidence stays, and the ordinary goes; but not in silence.
    assert [segment.id for segment in room.segments()] == [kept.id]
    assert room.recording.scarcity() == "room_gone"
    (entry,) = room.journal.latest(1, kinds=("recording_room",))
    assert dict(entry.draft.data) | {"daily": ""} == {
        "code": "room_gone", "evidence": "2.00", "budget": "2.00", "daily": "",
    }  # fmt: skip
    room.set_options("c0", CameraOptions(record="off"))
    room.tick(61)
    assert room.recording.scarcity() == ""


def test_no_alarm_outlives_the_release_of_evidence(
    room: RecordingRoom, crowded: Callable[[int], None]
) -> None:
    room.tell(room.lay("c0", room.clock.now(), keep_id="k1"), size=2 * GB)
    room.recording.save_retention(Retention(gigabytes=2)).result()
    room.tick(61)
    assert room.recording.scarcity() == "room_gone"
    room.sign_in()
    room.recording.release(room.recording.evidence(), "court has its copy").result()
    room.tick(61)
    assert room.recording.standing().evidence == 0
    room.recording.save_retention(Retention(gigabytes=3)).result()
    hour_of_recording(room)
    room.tick(61)
    assert room.recording.scarcity() == ""


class Told:
    """The entries of an alarm, and what a restart reads of them."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []

    def begin(self) -> Scarcity:
        return Scarcity(self.drafts.append, lambda: self.drafts[-1] if self.drafts else None)

    def codes(self) -> list[str]:
        return [f"{draft.kind} {draft.data['code']}" for draft in self.drafts]


@pytest.mark.parametrize("restarted", [False, True])
def test_room_that_comes_back_ends_the_alarm_at_once_though_nothing_is_recorded_yet(
    *, restarted: bool
) -> None:
    told = Told()
    scarcity = told.begin()
    scarcity.judge(100 * GB, 100 * GB, 40.0 * GB, wanted=True)
    if restarted:
        scarcity = told.begin()
    # The rate is not known again before an hour has been recorded.
    scarcity.judge(145 * GB, 100 * GB, None, wanted=True)
    assert scarcity.code == "room_short", "clearly more than a day, or it is still an alarm"
    scarcity.judge(200 * GB, 100 * GB, None, wanted=True)
    assert scarcity.code == ""
    assert told.codes() == [
        "recording_room room_gone", "recording_room room_short", "recording_room_over room_short",
    ]  # fmt: skip


def test_a_quiet_minute_of_the_alarm_does_not_end_it() -> None:
    told = Told()
    scarcity = told.begin()
    scarcity.judge(100 * GB, 100 * GB, 40.0 * GB, wanted=True)
    scarcity.judge(100 * GB, 100 * GB, 0.1 * GB, wanted=True)
    scarcity.judge(130 * GB, 100 * GB, None, wanted=True)
    assert scarcity.code != ""


def test_where_the_rate_was_never_known_the_alarm_waits_until_it_is() -> None:
    told = Told()
    scarcity = told.begin()
    scarcity.judge(100 * GB, 100 * GB, None, wanted=True)
    scarcity.judge(900 * GB, 100 * GB, None, wanted=True)
    assert scarcity.code == "room_gone"
    scarcity.judge(900 * GB, 100 * GB, 40.0 * GB, wanted=True)
    assert scarcity.code == ""
