"""Pictures cut into packets come together again."""

import pytest

from app.bench.faulty_camera.rtp import Packetiser, fragments

KEY, HEVC_KEY = bytes([0x65]), bytes([19 << 1, 1])


def test_what_is_small_enough_stays_whole():
    assert list(fragments(KEY + b"x" * 100, hevc=False)) == [KEY + b"x" * 100]


@pytest.mark.parametrize("size", [1300, 2401, 6000])
@pytest.mark.parametrize("hevc", [False, True], ids=["H264", "H265"])
def test_fragments_make_up_the_unit(size, hevc):
    head = HEVC_KEY if hevc else KEY
    body = bytes(number % 251 for number in range(size))
    parts = list(fragments(head + body, hevc=hevc))
    marks = [part[len(head)] if hevc else part[1] for part in parts]
    assert b"".join(part[len(head) + 1 :] for part in parts) == body
    assert [bool(mark & 0x80) for mark in marks] == [True, *[False] * (len(parts) - 1)]
    assert [bool(mark & 0x40) for mark in marks] == [*[False] * (len(parts) - 1), True]
    assert {mark & 0x3F for mark in marks} == ({19} if hevc else {5})


def test_the_last_packet_of_a_picture_carries_the_marker():
    stream = Packetiser("H264", ssrc=1, sequence=0xFFFF)
    data, markers, sequences = stream.picture((KEY + b"x" * 3000,), 0), [], []
    while data:
        length = int.from_bytes(data[2:4], "big")
        markers.append(bool(data[5] & 0x80))
        sequences.append(int.from_bytes(data[6:8], "big"))
        data = data[4 + length :]
    assert markers == [False, False, True]
    assert sequences == [0xFFFF, 0, 1]
