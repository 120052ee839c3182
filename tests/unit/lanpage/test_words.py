"""The page speaks Chinese and English, both whole."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lanpage.server.pages import Pages
from app.lanpage.server.web import _STATUS
from app.lanpage.server.words import chosen, either, tables
from app.model.site import ROLES


def flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield before + key, value


def fields(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


def test_both_languages_say_the_same_things_with_the_same_places_to_fill() -> None:
    chinese, english = (dict(flat(dict(tables()[language]))) for language in ("zh", "en"))
    assert chinese.keys() == english.keys()
    assert {key: fields(text) for key, text in chinese.items()} == {
        key: fields(text) for key, text in english.items()
    }
    assert not any("\u4e00" <= sign <= "\u9fff" for text in english.values() for sign in text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_role_level_and_refusal_has_words(language: str) -> None:
    words = tables()[language]
    assert set(ROLES) <= set(words["role"])
    assert set(words["level"]) == {"1", "2", "3", "4"}
    assert set(_STATUS) <= set(words["message"])


@pytest.mark.parametrize(
    ("accepted", "site", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "en", "zh"),
        ("en-GB,en;q=0.9", "zh", "en"),
        ("de-DE,de;q=0.9", "zh", "zh"),
        ("de", "en", "en"),
        ("en;q=0.3, zh;q=0.7", "en", "zh"),
        ("", "zh", "zh"),
        ("en;q=x", "zh", "zh"),
        ("*", "zh", "zh"),
    ],
)
def test_the_phones_language_comes_first_then_the_sites(accepted: str, site: str, language: str) -> None:
    assert chosen(accepted, site) == language


@given(st.text())
def test_no_header_is_too_odd(accepted: str) -> None:
    assert chosen(accepted, "zh") in ("zh", "en")


def test_a_name_in_one_language_is_shown_in_both() -> None:
    assert either({"zh": "东门", "en": ""}, "en") == "东门"
    assert either({}, "en") == ""


def test_what_the_site_wrote_is_text_and_never_markup() -> None:
    evil = {"zh": "<script>alert(1)</script>\"'", "en": ""}
    sheet = {
        "drill": False, "site": evil, "kind": evil, "level": 2, "place": evil, "opened": "14:00",
        "elapsed_s": 5, "ended": "", "ended_at": "", "name": evil, "role": "<b>", "phone": "<i>\"",
        "time": "14:00:05", "acknowledged": "", "answered": False, "arrived": "", "photos": 0, "photos_left": 2,
        "steps": [{"number": 0, "text": evil, "who": "<u>", "within_s": 60, "mine": True, "done": "", "by": {}},
                  {"number": 1, "text": evil, "who": "", "within_s": 0, "mine": False, "done": "14:01", "by": evil}],
    }  # fmt: skip
    pages = Pages()
    for html in (
        pages.sheet("t" * 40, sheet, "", "zh", part=False),
        pages.door("t" * 40, sheet, "en", part=False),
        pages.message("other_device", "en", part=False, phone="<i>"),
    ):
        for markup in ("<script>alert", "<b>", "<i>", "<u>"):
            assert markup not in html
        assert "style=" not in html
        assert " on" not in {attribute[:3] for attribute in html.split("<")}
