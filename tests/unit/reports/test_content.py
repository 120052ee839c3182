"""What a report must say, and what is told apart as changed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import InvalidInput
from app.model.report import Report, ReportKind
from app.reports.content import (
    FORMS,
    changed_items,
    check_content,
    moment_of_text,
    newest_versions,
    next_kinds,
    problems,
    tidy,
)
from app.reports.wording import PaperWords, chinese_number

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
WHOLE = {
    "source": "call", "received_at": "2026-11-23 14:02", "occurred_at": "2026-11-23 1400", "place": "7",
    "nature": "fire", "casualties": "none", "course": "…", "measures": "…", "on_scene": "Chen", "on_scene_phone": "1",
}  # fmt: skip


def report(kind: ReportKind, number: int = 0, version: int = 1) -> Report:
    return Report(f"{kind}{version}", "i", kind, number, version, "", "zh", {}, (), (), NOW, 0.0, "b")


def test_a_whole_initial_report_has_no_problem_and_every_required_item_alone_is_named() -> None:
    assert problems("initial", WHOLE, NOW, SHANGHAI) == {}
    for item in FORMS["initial"]:
        left_out = {name: text for name, text in WHOLE.items() if name != item.name}
        expected = {item.name: "item_missing"} if item.required else {}
        assert problems("initial", left_out, NOW, SHANGHAI) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [("14:02", "moment_form"), ("2026-02-30 14:02", "moment_form"), ("2026-11-23 14:31", "time_ahead")],
)
def test_a_time_is_a_day_and_a_24_hour_time_that_has_come(text: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_content("initial", {**WHOLE, "received_at": text}, NOW, SHANGHAI)
    assert refused.value.values == {"field": "received_at", "reason": reason}


@pytest.mark.parametrize("text", ["2026-11-23 14:02", " 2026-11-23  1402", "2026-11-23 14：02"])
def test_times_are_understood_as_they_are_typed(text: str) -> None:
    assert moment_of_text(text, SHANGHAI) == datetime(2026, 11, 23, 6, 2, tzinfo=UTC)


def test_empty_items_and_foreign_ones_are_left_out() -> None:
    assert tidy("follow_up", {"news": " out ", "casualties": "  ", "source": "x"}) == {"news": "out"}


def test_what_changed_is_named_and_what_was_taken_out_too() -> None:
    before, after = {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "5", "d": "4"}
    assert changed_items(before, after) == ("b", "d", "c")


def test_the_last_version_counts() -> None:
    sent = [report("initial"), report("follow_up", 1), report("initial", version=2)]
    assert [(one.kind, one.version) for one in newest_versions(sent)] == [("initial", 2), ("follow_up", 1)]


def test_the_initial_report_comes_first_and_nothing_after_the_final_one() -> None:
    assert next_kinds([], running=True) == ("initial",)
    assert next_kinds([report("initial")], running=True) == ("follow_up", "final")
    assert next_kinds([report("initial")], running=False) == ("final", "follow_up")
    assert next_kinds([report("initial"), report("final")], running=False) == ()


def test_follow_ups_are_numbered_as_officials_count() -> None:
    counted = [chinese_number(number) for number in (1, 9, 10, 11, 20, 21, 99)]
    assert counted == ["一", "九", "十", "十一", "二十", "二十一", "九十九"]
    assert PaperWords("zh").report("follow_up", 2) == "续报二"
    assert PaperWords("en").report("follow_up", 2) == "Follow-up report 2"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_item_has_a_label_in_both_languages(language: str) -> None:
    words = PaperWords(language)
    for form in FORMS.values():
        assert all(words.item(item.name) != item.name for item in form)
