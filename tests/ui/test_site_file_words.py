"""Every mistake a site file can have is told in words, in both languages, with its line and field."""

import re
from pathlib import Path

import pytest

from app.core.errors import Problem, SiteFileError, StorageUnavailable
from app.site.parse import Outside, parse_site
from app.ui.error_words import ErrorWords
from app.ui.language import CHINESE, ENGLISH, Language
from app.ui.problem_words import ProblemWords
from app.ui.site_file_words import SiteFileWords
from tests.unit.site.test_mistakes import GOOD

SITE = Path(__file__).resolve().parents[2] / "app" / "site"
OTHERS = {
    "toml_syntax",
    "not_utf8",
    "empty_file",
    "too_large",
    "missing",
    "folder",
    "no_permission",
    "unreadable",
}


def _reasons() -> set[str]:
    """All reason codes written down in the code that reads site files."""
    found = set(OTHERS)
    for module in (
        "parse",
        "parse_camera",
        "parse_shift",
        "parse_plan",
        "records_table",
        "table",
        "addresses",
    ):
        text = (SITE / f"{module}.py").read_text(encoding="utf-8")
        found |= set(re.findall(r'wrong\([^()]*?"([a-z0-9]+_[a-z0-9_]+)"', text))
        found |= set(re.findall(r'"((?:unknown|address|usb|missing)_[a-z_]+)"', text))
    return found - {"sub_address", "after_s", "repeat_s"}


@pytest.mark.parametrize("code", [ENGLISH, CHINESE])
def test_every_reason_has_words(language: Language, code: str) -> None:
    language.switch(code)
    words = ProblemWords()
    untold = words.explain("no such reason")
    sentences = {reason: words.explain(reason, "7") for reason in _reasons()}
    language.switch(ENGLISH)
    assert len(sentences) > 40
    assert [reason for reason, sentence in sentences.items() if sentence.startswith(untold[:6])] == []
    if code == CHINESE:
        assert [reason for reason, text in sentences.items() if not re.search("[\u4e00-\u9fff]", text)] == []


@pytest.mark.parametrize(
    ("old", "new", "english", "chinese"),
    [
        (
            'kind = "rtsp"',
            'kind = "rtps"',
            'line 22, camera "gate-e".kind: There is no such kind of camera. Probably meant: rtsp',
            '第 22 行，camera "gate-e".kind：没有这种摄像头类型。是否应为：rtsp',
        ),
        (
            'roles = ["operator"]\nchannels',
            'roles = "operator"\nchannels',
            'line 16, person "zhou".roles: A list of texts belongs here: ["a", "b"]',
            '第 16 行，person "zhou".roles：此处应为文字列表：["a", "b"]',
        ),
        (
            'end = "24:00"',
            "end = ",
            "line 32: This line is not TOML: look for a missing quote, bracket or comma. At character 7.",
            "第 32 行：这一行不符合 TOML 格式：请检查是否缺少引号、括号或逗号。位于第 7 个字符。",
        ),
    ],
)
def test_a_mistake_names_line_field_and_remedy(
    language: Language, old: str, new: str, english: str, chinese: str
) -> None:
    with pytest.raises(SiteFileError) as caught:
        parse_site(GOOD.replace(old, new, 1).encode(), "", Outside())
    told = []
    for code in (ENGLISH, CHINESE):
        language.switch(code)
        told.append(SiteFileWords().sentence(caught.value.problems[0]))
    language.switch(ENGLISH)
    assert told == [english, chinese]


def test_a_file_that_is_not_there_has_no_line(language: Language) -> None:
    error = SiteFileError("/nowhere", (Problem(0, "", "missing"),))
    assert ErrorWords().explain(error).text == "There is no such file. Nothing was changed."


def test_the_first_three_mistakes_are_told_in_one_line(language: Language) -> None:
    error = SiteFileError("x", tuple(Problem(n, "site.name", "empty_text") for n in range(1, 6)))
    told = ErrorWords().explain(error)
    assert told.what == "Mistakes in the site file: 5."
    assert told.action.count("site.name") == 3
    assert told.action.endswith("…")


def test_sentences_stand_side_by_side_as_the_language_wants_it(language: Language) -> None:
    error = StorageUnavailable("read_only")
    assert "cannot be written. Nothing new" in ErrorWords().explain(error).text
    language.switch(CHINESE)
    assert "。 " not in ErrorWords().explain(error).text
