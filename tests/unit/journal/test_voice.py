"""Voice notes."""

import io
import struct

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.journal.voice import HEADER, RATE, coded, decoded, header, loudness, mended, seconds_of


@given(st.binary(max_size=4000))
def test_what_is_decoded_is_near_what_was_spoken(samples: bytes) -> None:
    spoken = np.frombuffer(samples[: len(samples) // 2 * 2], dtype="<i2").astype(int)
    heard = np.frombuffer(decoded(mended(header(0) + coded(samples))), dtype="<i2").astype(int)
    assert len(heard) == len(spoken)
    # Telephone coding: one part in sixteen of loud sound, more of what is hardly heard.
    assert np.all(np.abs(heard - np.clip(spoken, -32635, 32635)) <= np.abs(spoken) / 16 + 8)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_file_cut_anywhere_plays_as_far_as_it_goes(length: int, cut: int) -> None:
    whole = header(0) + b"\x55" * length
    file = mended(whole[: HEADER + min(cut, length)])
    assert len(decoded(file)) == 2 * min(cut, length)
    assert len(file) % 2 == 0
    assert struct.unpack("<I", file[4:8])[0] == len(file) - 8


def test_it_is_a_wave_file_of_a_megabyte_a_minute() -> None:
    file = io.BytesIO(mended(header(0) + b"\x55" * RATE * 60))
    content = file.getvalue()
    assert content[:4] == b"RIFF"
    assert content[8:16] == b"WAVEfmt "
    assert len(content) == RATE * 60 + HEADER
    assert seconds_of(content) == 60.0


def test_two_presses_of_a_key_are_no_voice_note() -> None:
    assert seconds_of(mended(header(0) + b"\x55" * 100)) == 0.0
    assert seconds_of(b"") == 0.0


def test_loudness_is_of_the_loudest() -> None:
    assert loudness(struct.pack("<3h", 0, -16384, 100)) == 0.5
    assert loudness(b"") == 0.0
