"""Troubles of cameras, guard tours and kept pictures, as the log tells them."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.stamps import stamp
from app.model.journal import Draft, Entry
from app.playback.rules import Span
from app.shift_review.moments import happened, sound
from app.shift_review.pauses import pauses
from app.shift_review.stills import nearest, stills_by_camera
from app.shift_review.tour_runs import tour_runs
from app.shift_review.troubles import troubles

ZERO = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
_NUMBERS = iter(range(1, 10_000))


def _at(minute: float) -> float:
    return (ZERO + timedelta(minutes=minute)).timestamp()


def _entry(minute: float, kind: str, camera: str = "", media: tuple[str, ...] = (), **data: str) -> Entry:
    at = ZERO + timedelta(minutes=minute)
    draft = Draft(kind, data=data, camera_id=camera, media=media)
    return Entry(next(_NUMBERS), at, "boot", 0, draft, "", "")


def _told(entries: list[Entry]) -> list[tuple[str, float, float, int, bool]]:
    found = troubles(entries, _at(0), _at(60))
    return [
        (one.condition, (one.start - _at(0)) / 60, (one.end - _at(0)) / 60, one.count, one.open)
        for one in found
    ]


def test_a_loss_and_its_return_are_one_stretch() -> None:
    entries = [_entry(10, "camera_lost", "c1"), _entry(20, "camera_back", "c1", lasted_s="600")]
    assert _told(entries) == [("lost", 10, 20, 1, False)]


def test_a_loss_of_before_goes_on_into_the_span_and_one_without_end_to_its_end() -> None:
    assert _told([_entry(-30, "camera_lost", "c1"), _entry(5, "camera_back", "c1")]) == [
        ("lost", 0, 5, 1, False)
    ]
    assert _told([_entry(5, "camera_back", "c1", lasted_s="180")]) == [("lost", 2, 5, 1, False)]
    assert _told([_entry(50, "health_began", "c1", condition="covered")]) == [("covered", 50, 60, 1, True)]


def test_what_came_and_went_is_one_stretch_with_its_count() -> None:
    times = {"first": stamp(ZERO + timedelta(minutes=10)), "last": stamp(ZERO + timedelta(minutes=30))}
    folded = _entry(40, "camera_lost_repeated", "c1", count="5", present="false", **times)
    assert _told([folded]) == [("lost", 10, 30, 5, False)]
    single = [_entry(9, "camera_lost", "c1"), _entry(11, "camera_back", "c1", lasted_s="120")]
    assert _told([*single, folded]) == [("lost", 9, 30, 6, False)]
    still = _entry(40, "camera_lost_repeated", "c1", count="5", present="true", **times)
    assert _told([still, _entry(45, "camera_back", "c1")]) == [("lost", 10, 45, 5, False)]


def test_two_conditions_of_one_camera_are_two_stretches() -> None:
    entries = [
        _entry(1, "health_began", "c1", condition="covered"),
        _entry(2, "camera_lost", "c1"),
        _entry(3, "camera_back", "c1"),
        _entry(4, "health_ended", "c1", condition="covered", lasted_s="180"),
    ]
    assert _told(entries) == [("covered", 1, 4, 1, False), ("lost", 2, 3, 1, False)]


def test_a_tour_carries_what_was_missed_and_what_was_wrong() -> None:
    entries = [
        _entry(1, "tour_begun", zh="晚间", count="3"),
        _entry(2, "tour_step_seen", result="well"),
        _entry(3, "tour_step_missed"),
        _entry(4, "tour_step_seen", result="wrong"),
        _entry(5, "tour_finished"),
        _entry(6, "tour_not_begun", zh="夜间"),
        _entry(7, "tour_begun", count="2"),
    ]
    done, never, running = tour_runs(entries, _at(60))
    assert (done.name.zh, done.state, done.of, done.seen) == ("晚间", "finished", 3, 2)
    assert (done.missed, done.wrong, done.end) == ((_at(3),), (_at(4),), _at(5))
    assert never.state == "not_begun"
    assert (running.state, running.end) == ("running", _at(60))


def test_the_nearest_picture_is_before_or_after_and_says_when_it_was_taken() -> None:
    stills = stills_by_camera(
        [
            _entry(10, "picture_kept", "c1", ("a",), age_s="30"),
            _entry(20, "camera_lost", "c1", ("b",), at=stamp(ZERO + timedelta(minutes=15))),
            _entry(30, "note", "c1", ("voice",)),
            _entry(31, "health_began", "c2", ("c",)),
        ]
    )
    found = nearest(stills, "c1", _at(11))
    assert found is not None
    assert (found.digest, found.at) == ("a", _at(9.5))
    assert nearest(stills, "c1", _at(14)).digest == "b"
    assert nearest(stills, "c1", _at(500)).digest == "b"
    assert nearest(stills, "nowhere", _at(1)) is None


@pytest.mark.parametrize("kind", ["shift_remark", "note", "amendment"])
def test_what_people_say_of_another_moment_stands_at_that_moment(kind: str) -> None:
    entry = _entry(50, kind, event_at=stamp(ZERO + timedelta(minutes=5)))
    assert happened(entry) == _at(5)
    assert happened(_entry(50, "recorded_picture_kept", at=stamp(ZERO))) == _at(50)


def test_what_the_program_did_not_see_is_a_pause() -> None:
    entries = [
        _entry(10, "note"),
        _entry(20, "console_stopped"),
        _entry(25, "console_started"),
        _entry(30, "note"),
        _entry(40, "console_started"),
        _entry(40.5, "console_started"),
        _entry(50, "console_stopped"),
    ]
    found = pauses(entries, _at(0), _at(60))
    assert [((one.start - _at(0)) / 60, (one.end - _at(0)) / 60) for one in found] == [
        (20, 25),
        (30, 40),
        (50, 60),
    ]
    assert pauses([_entry(5, "console_started")], _at(0), _at(60)) == (Span(_at(0), _at(5)),)
    assert pauses([], _at(0), _at(60)) == ()


@pytest.mark.parametrize(
    "data",
    [
        {"event_at": "tomorrow"},
        {"at": "2026"},
        {"first": "x"},
        {"lasted_s": "long"},
        {"age_s": "?"},
        {"count": "many"},
        {"count": "1e9"},
    ],
)
def test_an_entry_whose_values_are_damaged_stands_as_such_and_spoils_nothing(data: dict[str, str]) -> None:
    bad = _entry(5, "camera_lost_repeated", "c1", ("a",), **data)
    shown = sound(bad)
    assert (shown.number, shown.at, shown.draft.kind) == (bad.number, bad.at, "damaged_entry")
    assert troubles([shown], _at(0), _at(60)) == ()
    assert stills_by_camera([shown]) == {}
    assert happened(shown) == _at(5)
    good = _entry(5, "camera_back", "c1", lasted_s="20")
    assert sound(good) is good
