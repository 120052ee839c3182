"""What a word finds."""

import pytest

from app.model.journal import Actor, Draft
from app.model.line import Attachment, packed
from app.model.words import Words
from app.search.searchable import searchable
from app.search.words import words_of

NAMES = {
    "place:south-gate": (Words("南门", "South gate"),),
    "camera:lobby-3": (Words("3 栋大堂", "Lobby of building 3"),),
    "person:zhou": (Words("周敏", "Zhou Min"),),
}
SAYINGS = {"camera_lost": ("  : no live picture", "：视频丢失"), "hazard": ("Hazard", "隐患")}


def finds(question: str, draft: Draft, corrected: Draft | None = None) -> bool:
    said = searchable(draft, corrected)
    return all(word.finds(said) for word in words_of(question, NAMES, SAYINGS))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("门", "东门有人"),
        ("泄漏", "液化气泄漏"),
        ("消防栓", "消防栓前停车"),
        ("泄漏 东门", "东门附近泄漏"),
        ("SMELL gas", "a smell of Gas"),
        ("sme", "smell"),
        ("gas", "gas-meter"),
        ("ＧＡＳ", "gas"),
        ("3栋", "3 栋一单元"),
        ("3 栋", "3栋一单元"),
        ("湘a12345", "湘A12345"),
        ("12345", "车牌湘A·12345"),
        ("12:30", "于12:30离开"),
        ("192.168.1.70", "相机192.168.1.70"),
        ("13800138000", "电话 138 0013 8000"),
        ("138-0013-8000", "电话13800138000"),
        ("138 0013 8000", "电话138-0013-8000"),
        ("+8613800138000", "电话 138 0013 8000"),
        ("+86 138 0013 8000", "电话 13800138000"),
        ("１３８００１３８０００", "电话 138-0013-8000"),
        ("13800138000", "电话 +86 138-0013-8000"),
        ("8555-0101", "打 8555 0101"),
        ("0731 8555", "0731-85550101"),
        ("2026-11-23", "见 2026-11-23 的记录"),
        ("xielou", "液化气泄漏"),
        ("xiel", "液化气泄漏"),
        ("xi'an", "西安来的车"),
        ("yinhang", "银行门口"),
        ("yinxing", "银行门口"),
        ("nvhai", "一个女孩"),
    ],
)
def test_it_is_found(question: str, text: str) -> None:
    assert finds(question, Draft("note", text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("泄露", "泄漏"),
        ("漏泄", "泄漏"),
        ("gas", "Vegas"),
        ("泄漏 西门", "东门泄漏"),
        ("13栋", "3栋 13号"),
        ("xian", "西安"),
        ("men", "东门"),
        ("dm", "东门"),
        ("12:30", "2012年，30人"),
        ("119", "11 9"),
    ],
)
def test_it_is_not_found(question: str, text: str) -> None:
    assert not finds(question, Draft("note", text))


@pytest.mark.parametrize("question", ["南门", "south", "nm", "nanmen", "nanm", "gate"])
def test_the_name_of_a_place_finds_what_belongs_to_it(question: str) -> None:
    assert finds(question, Draft("note", "有人", place_id="south-gate"))
    assert finds(question, Draft("incident_place", data={"place": "south-gate"}))
    assert not finds(question, Draft("note", "有人", place_id="east-gate"))


def test_people_are_found_by_name_as_it_was_and_as_it_is() -> None:
    drafts = (Draft("note", "有人", Actor("zhou", "周小敏")), Draft("dial_again", data={"people": "li,zhou"}))
    assert finds("周小敏", drafts[0])
    assert all(finds(question, draft) for draft in drafts for question in ("周敏", "zhoumin", "zm", "min"))


def test_the_words_of_the_screen_find_a_kind_in_both_languages() -> None:
    lost = Draft("camera_lost", camera_id="lobby-3", data={"cause": "no_route"})
    assert all(finds(question, lost) for question in ("视频丢失", "live picture", "大堂 丢失", "lobby"))
    assert not finds("隐患", lost)


def test_values_that_no_screen_shows_are_not_found() -> None:
    data = {
        "cause": "timeout",
        "at": "2026-11-23T06:00:00.000Z",
        "age_s": "3.5",
        "sha256": "ab" * 32,
        "zh": "加装路灯",
    }
    assert finds("路灯", Draft("measure_done", data=data))
    for question in ("timeout", "2026", "abab"):
        assert not finds(question, Draft("measure_done", data=data))


def test_a_correction_is_found_by_its_words_and_by_what_the_entry_belongs_to() -> None:
    corrected = Draft("hazard", "西门有水", place_id="south-gate")
    draft = Draft("amendment", "南面有油", amends=3)
    assert finds("南面 nm", draft, corrected)
    assert not finds("西门", draft, corrected)


def test_the_name_of_a_file_is_found_and_a_damaged_list_of_files_harms_nothing() -> None:
    files = packed([Attachment("ab" * 32, "file", "维保合同.pdf", 5)])
    assert finds("合同 pdf", Draft("note", "见附件", data={"files": files}))
    for damaged in ("{", "[1]", '[{"digest": 1}]', "null"):
        assert finds("附件", Draft("note", "见附件", data={"files": damaged}))


def test_a_name_that_can_be_spelt_in_very_many_ways_takes_no_time() -> None:
    names = {"place:x": (Words("西" * 60),)}
    assert words_of("xi" * 14, names, {})[0].marks == {"place:x"}
    assert words_of("xi" * 14 + "x", names, {})[0].marks == {"place:x"}
    assert words_of("xi" * 14 + "q", names, {})[0].marks == frozenset()


@pytest.mark.parametrize("question", ["", "  ", "!?", "，。", "+86", "\u200b"])
def test_signs_alone_ask_for_nothing(question: str) -> None:
    assert words_of(question, NAMES, SAYINGS) == []
