"""The player process with real files: exact pictures, in step, and back after a crash."""

import os
import signal
from pathlib import Path

import pytest

from app.playback.rules import Clip
from tests.fakes.clips import draw_clip
from tests.playback.conftest import BEGIN, RATE, Theatre

CAMERAS = ("c0", "c1", "c2")


def begin(theatre: Theatre, clips: tuple[Clip, ...]) -> None:
    theatre.session.load(dict.fromkeys(CAMERAS, clips))
    for camera_id in CAMERAS:
        theatre.session.show(camera_id, 320, 180)


@pytest.mark.parametrize("second", [0.0, 4.5, 9.99, 10.0, 17.3, 29.95, 93.25])
def test_a_jump_shows_the_exact_picture_on_every_camera(
    theatre: Theatre, clips: tuple[Clip, ...], second: float
) -> None:
    begin(theatre, clips)
    theatre.session.jump(BEGIN + second)
    theatre.wait_all_at(second)


def test_frame_by_frame_forth_and_back_over_the_end_of_a_file(
    theatre: Theatre, clips: tuple[Clip, ...]
) -> None:
    begin(theatre, clips)
    theatre.session.jump(BEGIN + 9.84)
    theatre.wait_all_at(9.84)
    seen = []
    for direction in (1, 1, 1, -1, -1, -1):
        turn = theatre.session.clock.turn
        theatre.session.step("c1", direction)
        theatre.wait(lambda turn=turn: theatre.session.clock.turn > turn)
        seen.append(round((theatre.session.position - BEGIN) * 12))
        theatre.wait_all_at(theatre.session.position - BEGIN)
    assert seen == [119, 120, 121, 120, 119, 118]


def stepped(theatre: Theatre, direction: int) -> float:
    """Seconds after BEGIN of the picture beside the one shown."""
    turn = theatre.session.clock.turn
    theatre.session.step("c1", direction)
    theatre.wait(lambda: theatre.session.clock.turn > turn)
    position = theatre.session.position - BEGIN
    theatre.wait_all_at(position)
    return round(position, 3)


def test_picture_by_picture_over_a_gap_both_ways(theatre: Theatre, clips: tuple[Clip, ...]) -> None:
    begin(theatre, clips)
    theatre.session.jump(BEGIN + 29.95)
    theatre.wait_all_at(29.95)
    assert [stepped(theatre, direction) for direction in (1, -1)] == [90.0, round(30.0 - 1 / 12, 3)]


def test_where_a_clip_was_kept_beside_the_recording_it_goes_on_where_the_clip_ends(
    theatre: Theatre, clips: tuple[Clip, ...], tmp_path: Path
) -> None:
    kept = draw_clip(tmp_path / "kept.mp4", 480, 270, RATE, 4.0)
    begin(theatre, (clips[0], Clip(str(kept), BEGIN + 4.0, BEGIN + 8.0), clips[1]))
    theatre.session.jump(BEGIN + 7.95)
    theatre.wait_all_at(7.95)
    assert stepped(theatre, 1) == 8.0


def test_a_file_that_cannot_be_read_does_not_end_going_picture_by_picture(
    theatre: Theatre, clips: tuple[Clip, ...], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(b"nothing of this is video")
    begin(theatre, (Clip(str(bad), BEGIN - 10.0, BEGIN), clips[0]))
    theatre.session.jump(BEGIN + 0.0)
    theatre.wait_all_at(0.0)
    theatre.session.step("c1", -1)
    theatre.wait(lambda: not theatre.session.steps)
    assert stepped(theatre, 1) == round(1 / 12, 3)


def test_playing_keeps_cameras_in_step_over_files(theatre: Theatre, clips: tuple[Clip, ...]) -> None:
    begin(theatre, clips)
    theatre.session.jump(BEGIN + 9.0)
    theatre.session.play()
    theatre.wait(lambda: len(theatre.pictures()) == 3 and min(theatre.pictures().values()) > 10.5)
    shown = theatre.pictures().values()
    assert max(shown) - min(shown) < 0.5
    theatre.session.pause()
    theatre.wait_all_at(theatre.session.position - BEGIN)


def test_at_sixteen_times_pictures_between_key_frames_are_shown(
    theatre: Theatre, clips: tuple[Clip, ...]
) -> None:
    begin(theatre, clips)
    theatre.session.jump(BEGIN)
    theatre.session.set_speed(16.0)
    theatre.session.play()
    between: set[str] = set()

    def all_have_been() -> bool:
        between.update(camera for camera, at in theatre.pictures().items() if at != round(at))
        return len(between) == 3

    theatre.wait(all_have_been)


def test_cameras_that_nobody_sees_rest_and_come_back_in_step(
    theatre: Theatre, clips: tuple[Clip, ...]
) -> None:
    begin(theatre, clips)
    theatre.session.jump(BEGIN + 2.0)
    theatre.wait_all_at(2.0)
    theatre.session.rest({"c1", "c2"})
    theatre.session.jump(BEGIN + 5.5)
    theatre.wait(lambda: theatre.pictures()["c0"] == 5.5)
    theatre.session.jump(BEGIN + 7.5)
    theatre.wait(lambda: theatre.pictures()["c0"] == 7.5)
    assert (theatre.pictures()["c1"], theatre.pictures()["c2"]) == (2.0, 2.0)
    theatre.session.rest(())
    theatre.wait_all_at(7.5)


def test_a_gap_is_passed_over_while_playing(theatre: Theatre, clips: tuple[Clip, ...]) -> None:
    begin(theatre, clips)
    theatre.session.jump(BEGIN + 60.0)
    assert theatre.session.showing("c0").clip is None
    assert theatre.session.skip_gap()
    theatre.session.play()
    assert theatre.session.skip_gap()
    assert theatre.session.position >= BEGIN + 90.0
    theatre.wait(lambda: len(theatre.pictures()) == 3 and min(theatre.pictures().values()) >= 90.0)
    theatre.session.jump(BEGIN + 200.0)
    assert not theatre.session.skip_gap()


def test_a_killed_player_comes_back_to_the_same_picture(theatre: Theatre, clips: tuple[Clip, ...]) -> None:
    begin(theatre, clips)
    theatre.session.jump(BEGIN + 3.0)
    theatre.wait_all_at(3.0)
    pid = theatre.keeper.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    theatre.session.jump(BEGIN + 13.5)
    theatre.wait_all_at(13.5)
    assert theatre.keeper.pid() != pid


def test_a_picture_can_be_had_in_full_size(theatre: Theatre, clips: tuple[Clip, ...]) -> None:
    begin(theatre, clips)
    theatre.session.jump(BEGIN + 4.5)
    theatre.wait_all_at(4.5)
    got = []
    theatre.session.snap("c2", got.append)
    theatre.wait(lambda: bool(got))
    assert got[0].jpeg.startswith(b"\xff\xd8")
    assert abs(got[0].position - BEGIN - 4.5) < 0.002


def test_a_file_that_is_no_video_is_named_and_the_others_play(
    theatre: Theatre, clips: tuple[Clip, ...], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(b"nothing of this is video")
    theatre.session.load({"good": clips, "bad": (Clip(str(bad), BEGIN, BEGIN + 10.0),)})
    for camera_id in ("good", "bad"):
        theatre.session.show(camera_id, 320, 180)
    theatre.session.jump(BEGIN + 2.0)
    theatre.wait(
        lambda: theatre.session.tile_state("bad", None) == "unreadable" and "good" in theatre.pictures()
    )
    assert theatre.session.tile_state("good", theatre.pictures()["good"] + BEGIN) == "picture"
