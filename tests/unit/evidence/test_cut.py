"""Cutting: pictures as they were sent, in order, whatever the files are like."""

from collections.abc import Callable
from pathlib import Path

import av
import pytest

from app.evidence.cutter.cut import Cut, cut, snapshot
from app.evidence.rules import runs
from app.playback.rules import Clip
from tests.fakes.clips import draw_clip

BEGIN = 1_760_000_000.0
RATE = 12
CutClips = Callable[..., Cut]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_clip(tmp_path_factory.mktemp("drawn") / "ten.mp4", 320, 180, RATE, 10.0)


@pytest.fixture(scope="module")
def reordered(tmp_path_factory: pytest.TempPathFactory, drawn: Path) -> Path:
    """Ten seconds whose pictures are not sent in the order they are shown, a key frame every two seconds."""
    path = tmp_path_factory.mktemp("reordered") / "ten.mp4"
    with av.open(str(drawn)) as source, av.open(str(path), "w") as target:
        stream = target.add_stream("libx264", rate=RATE, options={"bf": "3", "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = 320, 180, "yuv420p", 2 * RATE
        for frame in source.decode(video=0):
            target.mux(stream.encode(frame.reformat(format="yuv420p")))
        target.mux(stream.encode(None))
    return path


def times(path: str) -> list[float]:
    with av.open(path) as container:
        return [float(frame.time or 0.0) for frame in container.decode(video=0)]


def evenly(shown: list[float]) -> bool:
    return all(
        abs(later - before - 1 / RATE) < 0.005 for before, later in zip(shown, shown[1:], strict=False)
    )


def test_reordered_pictures_stay_even_over_two_files(reordered: Path, tmp_path: Path) -> None:
    clips = [Clip(str(reordered), BEGIN, BEGIN + 10), Clip(str(reordered), BEGIN + 10, BEGIN + 20)]
    done = list[float]()
    made = cut(clips, BEGIN + 7.5, BEGIN + 13.0, tmp_path / "clip", done.append)
    (file,) = made.files
    shown = times(file.path)
    assert evenly(shown)
    assert file.since - BEGIN < 7.5
    assert shown[-1] + file.since >= BEGIN + 13.0 - 2 / RATE
    assert done == [2.5, 3.0]


def test_of_files_that_begin_with_the_same_picture_the_longest_is_taken() -> None:
    """As they come where a camera sends a key frame a minute and somebody wants to see the last minute at once."""
    begun = [Clip(f"{number}.mp4", BEGIN + number / 1000, BEGIN + 20 * (number + 1)) for number in range(3)]
    after = Clip("after.mp4", BEGIN + 60.001, BEGIN + 70)
    inside = Clip("kept.mp4", BEGIN + 30, BEGIN + 50)
    assert runs([*begun, inside, after], BEGIN, BEGIN + 65) == [(begun[2], after)]
    assert runs([begun[1], begun[2]], BEGIN + 45, BEGIN + 50) == [(begun[2],)]


def test_files_that_overlap_show_nothing_twice(drawn: Path, tmp_path: Path) -> None:
    clips = [Clip(str(drawn), BEGIN, BEGIN + 8), Clip(str(drawn), BEGIN + 8, BEGIN + 18)]
    made = cut(clips, BEGIN + 5, BEGIN + 12, tmp_path / "clip", lambda seconds: None)
    (file,) = made.files
    assert evenly(times(file.path))
    assert len(times(file.path)) == 7 * RATE


def test_another_size_in_between_makes_another_file(drawn: Path, tmp_path: Path) -> None:
    other = draw_clip(tmp_path / "other.mp4", 160, 90, RATE, 5.0)
    clips = [Clip(str(drawn), BEGIN, BEGIN + 10), Clip(str(other), BEGIN + 10, BEGIN + 15)]
    made = cut(clips, BEGIN + 9, BEGIN + 12, tmp_path / "clip", lambda seconds: None)
    assert [Path(file.path).name for file in made.files] == ["clip.mp4", "clip-2.mp4"]
    assert [len(times(file.path)) for file in made.files] == [RATE, 2 * RATE]


def test_a_damaged_file_in_between_leaves_the_others(drawn: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(drawn.read_bytes()[:2000])
    clips = [
        Clip(str(drawn), BEGIN, BEGIN + 10),
        Clip(str(bad), BEGIN + 10, BEGIN + 20),
        Clip(str(drawn), BEGIN + 20, BEGIN + 30),
    ]
    made = cut(clips, BEGIN + 9, BEGIN + 21, tmp_path / "clip", lambda seconds: None)
    assert made.unreadable == (clips[1],)
    assert sum(len(times(file.path)) for file in made.files) == 2 * RATE


def test_a_snapshot_is_the_picture_of_that_moment(drawn: Path, tmp_path: Path) -> None:
    at = snapshot(Clip(str(drawn), BEGIN, BEGIN + 10), BEGIN + 3.3, tmp_path / "p.jpg")
    assert at is not None
    assert abs(at - BEGIN - int(3.3 * RATE) / RATE) < 0.002
    assert (tmp_path / "p.jpg").read_bytes().startswith(b"\xff\xd8")
