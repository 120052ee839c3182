"""The clock of playback, and what a camera has at a position."""

from hypothesis import given
from hypothesis import strategies as st

from app.playback import rules
from app.playback.rules import SPEEDS, Clip, PlayClock, Span

moments = st.floats(0, 100_000, allow_nan=False)
speeds = st.sampled_from(SPEEDS)


@st.composite
def shelves(draw: st.DrawFn) -> tuple[Clip, ...]:
    """Files of one camera, in order, with and without gaps."""
    made, at = list[Clip](), 0.0
    for number in range(draw(st.integers(0, 8))):
        at += draw(st.sampled_from((0.0, 0.5, 30.0)))
        end = at + draw(st.floats(1, 60))
        made.append(Clip(f"{number}.mp4", at, end))
        at = end
    return tuple(made)


@given(moments, speeds, st.floats(0, 1000))
def test_a_playing_clock_runs_at_its_speed(position: float, speed: float, passed: float) -> None:
    clock = PlayClock(position).with_speed(speed, 50.0).play(50.0)
    assert abs(clock.at(50.0 + passed) - position - passed * speed) < 1e-6


@given(moments, speeds, speeds, st.floats(0, 100), st.floats(0, 100))
def test_no_change_of_pace_moves_the_position(
    position: float, first: float, second: float, early: float, late: float
) -> None:
    clock = PlayClock(position).play(0.0).with_speed(first, 0.0)
    now = early
    before = clock.at(now)
    for changed in (clock.with_speed(second, now), clock.pause(now), clock.play(now)):
        assert abs(changed.at(now) - before) < 1e-6
        assert changed.turn == clock.turn
    assert clock.pause(now).at(now + late) == clock.pause(now).at(now)


def test_a_jump_is_known_as_one_and_keeps_playing() -> None:
    clock = PlayClock(10.0).play(0.0)
    jumped = clock.jump(500.0, 2.0)
    assert (jumped.turn, jumped.at(2.0), jumped.playing) == (clock.turn + 1, 500.0, True)


@given(speeds, st.integers(-3, 3))
def test_speeds_stay_within_the_list(speed: float, step: int) -> None:
    assert rules.next_speed(speed, step) in SPEEDS
    assert rules.next_speed(60.0, 1) == 60.0
    assert rules.next_speed(0.25, -1) == 0.25
    assert PlayClock(0.0).with_speed(99.0, 0.0).speed == 60.0


@given(shelves(), st.floats(0, 600))
def test_what_has_ended_and_what_goes_on_leave_nothing_out(clips: tuple[Clip, ...], position: float) -> None:
    before, onward = rules.clip_before(clips, position), rules.clip_from(clips, position)
    assert before is None or before.end <= position
    assert onward is None or onward.end > position
    left = [clip for clip in clips if clip.end <= position]
    assert before == max(left, key=lambda clip: clip.end, default=None)
    assert (onward is None) == (len(left) == len(clips))


@given(shelves(), moments)
def test_a_position_lies_in_a_file_or_in_a_gap(clips: tuple[Clip, ...], position: float) -> None:
    showing = rules.showing(clips, position)
    holding = [clip for clip in clips if clip.start <= position < clip.end]
    assert (showing.clip is not None) == bool(holding)
    if showing.clip is not None:
        assert abs(showing.clip.start + showing.offset - position) < 1e-6
    if showing.next_start is not None:
        assert showing.next_start > position
    if showing.clip is not None:
        assert showing.last_end is None
    else:
        assert showing.last_end == max((clip.end for clip in clips if clip.end <= position), default=None)


@given(shelves())
def test_bars_and_gaps_share_the_time_out(clips: tuple[Clip, ...]) -> None:
    whole = Span(-10.0, 1000.0)
    bars, missing = rules.spans(clips), rules.gaps(clips, whole)
    covered = sum(each.end - each.start for each in (*bars, *missing))
    assert abs(covered - (whole.end - whole.start)) < 1e-6
    for clip in clips:
        assert any(bar.start <= clip.start and clip.end <= bar.end for bar in bars)


def test_a_kept_clip_lies_under_the_files_recorded_meanwhile() -> None:
    clips = (Clip("kept", 0.0, 600.0), Clip("a", 60.0, 120.0), Clip("b", 180.0, 240.0))
    assert [rules.clip_at(clips, at) for at in (30.0, 90.0, 150.0, 500.0, 700.0)] == [
        clips[0], clips[1], clips[0], clips[0], None,
    ]  # fmt: skip


def test_the_key_frame_before_is_the_picture_sought_where_only_these_are_shown() -> None:
    clock = PlayClock(100.0, speed=8.0)
    here = rules.showing((Clip("a", 0.0, 200.0),), 100.0)
    for at, keys_only, state in (
        (50.0, False, "searching"),
        (50.0, True, "picture"),
        (5.0, True, "searching"),
    ):
        assert rules.tile_state(here, at, clock, 0.0, unreadable=False, keys_only=keys_only) == state


def test_playback_goes_over_a_gap_only_when_no_camera_has_anything() -> None:
    one, other = (Clip("a", 0.0, 10.0), Clip("b", 50.0, 60.0)), (Clip("c", 5.0, 20.0), Clip("d", 40.0, 60.0))
    assert rules.over_gap((one, other), 15.0) is None
    assert rules.over_gap((one, other), 25.0) == 40.0
    assert rules.over_gap((one, other), 70.0) is None


def test_jumps_to_entries_pass_over_the_one_at_hand() -> None:
    marks = (10.0, 20.0, 30.0)
    assert rules.neighbour(marks, 20.1, 1) == 30.0
    assert rules.neighbour(marks, 20.1, -1) == 10.0
    assert rules.neighbour(marks, 30.0, 1) is None
    assert rules.neighbour((), 5.0, -1) is None
