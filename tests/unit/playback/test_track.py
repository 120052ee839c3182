"""One camera of playback from file to file, without its thread and without waiting."""

from pathlib import Path

from app.playback.player.track import Track
from app.playback.rules import Clip, PlayClock
from tests.fakes.clips import draw_clip

BEGIN, RATE = 1_760_000_000.0, 12


def test_after_a_clip_that_was_kept_beside_the_recording_that_goes_on_where_the_clip_ends(
    tmp_path: Path,
) -> None:
    whole = Clip(str(draw_clip(tmp_path / "whole.mp4", 160, 96, RATE, 8.0)), BEGIN, BEGIN + 8.0)
    kept = Clip(str(draw_clip(tmp_path / "kept.mp4", 160, 96, RATE, 2.0)), BEGIN + 3.0, BEGIN + 5.0)
    clock = PlayClock(BEGIN + 4.95)
    track = Track("gate", lambda: clock, lambda answer: None)
    track.put((whole, kept))
    track._turn_once()
    assert track._reader is not None
    assert track._reader.clip == kept
    track._turn_page(BEGIN + 5.0)
    assert track._reader.clip == whole
    assert track._last is not None
    assert abs(track._last.position - BEGIN - 5.0) < 1 / RATE
    track._close()
