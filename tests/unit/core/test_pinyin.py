"""How Chinese characters are read."""

import pytest

from app.core.pinyin import readings


@pytest.mark.parametrize(
    ("character", "some"),
    [("东", ("dong",)), ("长", ("zhang", "chang")), ("女", ("nv",)), ("栋", ("dong",))],
)
def test_a_character_has_all_its_readings_without_tones(character: str, some: tuple[str, ...]) -> None:
    assert set(some) <= set(readings(character))


@pytest.mark.parametrize("character", ["a", "3", " ", "@", "，", "𠀀", "☃"])
def test_what_is_no_known_character_has_readings_of_letters_or_none(character: str) -> None:
    assert all(reading.isalpha() for reading in readings(character))
