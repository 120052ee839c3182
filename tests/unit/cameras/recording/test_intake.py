"""From what a camera sends to what a file takes."""

import io

import av
import pytest

from app.cameras.host.recording.intake import Intake
from app.cameras.host.recording.parameters import packed, sequence_parameters
from tests.unit.cameras.recording.streams import coded, packets, transport_stream


@pytest.mark.parametrize("codec", ["h264", "hevc"])
def test_a_format_tells_codec_and_size(codec: str) -> None:
    taken = coded(transport_stream(codec))
    assert len(taken) == 30
    assert [each.key for each in taken[:11]] == [True, *[False] * 9, True]
    assert len({id(each.format) for each in taken}) == 1
    with av.open(io.BytesIO(taken[0].format.header)) as header:
        context = header.streams.video[0].codec_context
        assert (context.name, context.width, context.height) == (codec, 160, 96)


def test_start_codes_become_lengths() -> None:
    assert packed(b"\x00\x00\x00\x01abc\x00\x00\x01de") == b"\x00\x00\x00\x03abc\x00\x00\x00\x02de"
    assert packed(b"") == b""
    for each in coded(transport_stream(pictures=3)):
        assert int.from_bytes(each.boxed[:4], "big") < len(each.boxed)


def test_only_sequence_parameters_count() -> None:
    data = b"\x00\x00\x01\x67size\x00\x00\x01\x68rest\x00\x00\x01\x65picture"
    assert sequence_parameters("h264", data) == b"\x67size"
    assert sequence_parameters("hevc", b"\x00\x00\x01\x42\x01size") == b"\x42\x01size"


def test_another_size_in_mid_stream_is_another_format() -> None:
    intake = Intake()
    first = coded(transport_stream(), intake=intake)
    then = coded(transport_stream(width=320, height=192), begin=103.0, intake=intake)
    assert first[-1].format is not then[0].format
    assert then[0].dts == 0
    with av.open(io.BytesIO(then[0].format.header)) as header:
        assert header.streams.video[0].codec_context.width == 320


def test_nothing_before_a_key_frame_and_a_new_run_after_a_loss() -> None:
    intake = Intake()
    everything = list(packets(transport_stream()))
    assert intake.take(*everything[1], 1.0) is None
    before = coded(transport_stream(), intake=intake)
    intake.lost()
    after = coded(transport_stream(), begin=200.0, intake=intake)
    assert before[0].format is not after[0].format
    assert after[0].dts == 0


def test_rubbish_is_no_format() -> None:
    intake = Intake()
    (packet, stream), *_ = packets(transport_stream(pictures=1))
    spoilt = av.Packet(bytes(packet)[: len(bytes(packet)) // 8])
    spoilt.time_base, spoilt.is_keyframe = packet.time_base, True
    with pytest.raises((av.error.FFmpegError, ValueError)):
        intake.take(spoilt, stream, 1.0)
