"""Any picture of a file, whatever its pictures depend on."""

from pathlib import Path

import av
import pytest

from app.playback.player.reader import ClipReader
from app.playback.rules import Clip
from tests.fakes.clips import draw_clip

BEGIN, RATE, SECONDS = 1_760_000_000.0, 12, 4.0


@pytest.fixture(scope="module", params=[0, 3], ids=["in order", "depending on later ones"])
def clip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Clip:
    folder = tmp_path_factory.mktemp("clip")
    drawn = draw_clip(folder / "drawn.mp4", 160, 96, RATE, SECONDS, b_frames=request.param)
    return Clip(str(recorded(drawn, folder / "gate.mp4")), BEGIN, BEGIN + SECONDS)


def recorded(drawn: Path, path: Path) -> Path:
    """As a host writes it: in fragments, its times beginning with the first picture decoded."""
    with (
        av.open(str(drawn)) as source,
        av.open(str(path), "w", options={"movflags": "empty_moov+default_base_moof"}) as target,
    ):
        stream = target.add_stream_from_template(source.streams.video[0])
        packets = [packet for packet in source.demux(video=0) if packet.dts is not None]
        begin = packets[0].dts or 0
        for packet in packets:
            packet.dts, packet.pts = (packet.dts or 0) - begin, (packet.pts or 0) - begin
            packet.stream = stream
            target.mux(packet)
    return path


def test_each_picture_is_found_at_its_time_and_just_before_the_next(clip: Clip) -> None:
    reader = ClipReader(clip)
    found = []
    for number in range(int(RATE * SECONDS)):
        at = BEGIN + number / RATE
        found.append([reader.seek(at), reader.seek(at + 1 / RATE - 0.004)])
    reader.close()
    numbers = [[round((shot.position - BEGIN) * RATE) for shot in pair if shot] for pair in found]
    assert numbers == [[number, number] for number in range(int(RATE * SECONDS))]


def test_back_picture_by_picture_to_the_beginning(clip: Clip) -> None:
    reader = ClipReader(clip)
    shot = reader.seek(BEGIN + SECONDS)
    seen = []
    while shot is not None and shot.position > BEGIN + 0.01 and len(seen) < RATE * SECONDS:
        seen.append(round((shot.position - BEGIN) * RATE))
        shot = reader.seek(shot.position - 0.004)
    reader.close()
    assert seen == list(range(int(RATE * SECONDS) - 1, 0, -1))


def test_before_the_beginning_there_is_the_first_picture(clip: Clip) -> None:
    reader = ClipReader(clip)
    shot = reader.seek(BEGIN - 5)
    reader.close()
    assert shot is not None
    assert shot.position == pytest.approx(BEGIN)
