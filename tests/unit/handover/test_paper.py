"""What is printed: both languages from the same record, the same bytes again, anchored in the log."""

import re
import tomllib
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import DutyRoomError
from app.core.paths import resource
from app.handover.wording import HandoverWords
from app.model.handover import Fact
from app.model.journal import NOTE_KINDS
from app.model.paper import Grid, Paper, Text
from tests.fakes.room import Room
from tests.unit.handover.shift import EVENING, PIN, accepted, agreed, counted, now, offered, told, until

WORDS = tomllib.loads(resource("handover.toml").read_text(encoding="utf-8"))


def text_of(paper: Paper) -> str:
    """All that stands on it."""
    found: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Text):
            found.append(block.text)
        elif isinstance(block, Grid):
            found.extend(cell.text for row in block.rows for cell in row.cells)
    return "\n".join(found)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_both_languages_have_the_same_words_and_values() -> None:
    for table in ("section", "point", "condition", "cause", "stage", "exchange", "kind", "sheet"):
        zh, en = WORDS["zh"][table], WORDS["en"][table]
        assert zh.keys() == en.keys(), table
        for name in zh:
            assert placeholders(zh[name]) == placeholders(en[name]), (table, name)


def test_every_kind_of_entry_has_its_word() -> None:
    assert set(NOTE_KINDS) == WORDS["zh"]["kind"].keys()


def test_what_is_missing_leaves_no_empty_brackets_and_what_was_typed_is_never_filled_in() -> None:
    words = HandoverWords("en", ZoneInfo("Asia/Shanghai"))
    fact = Fact("k", "order", "order", {"text": "say {at} [{place}]", "by_en": "Zhou"})
    assert words.sentence(fact) == "say {at} [{place}] (Zhou, )"
    assert words.sentence(Fact("k", "camera", "unknown_code", {"x": "1"})) == "unknown_code 1"


@pytest.mark.parametrize(
    ("language", "expected"), [("zh", "应急指挥中心"), ("en", "Emergency Command Centre")]
)
def test_the_paper_has_who_what_counts_signatures_and_the_anchor(
    room: Room, language: str, expected: str
) -> None:
    until(room, EVENING)
    room.journal.add("check the pump", "order", place_id="lpg").result()
    handover = accepted(room)
    room.handovers.papers.pdf(handover.id, language)
    text = text_of(room.papers[-1])
    names = ("周敏", "李军", "门禁钥匙") if language == "zh" else ("Zhou Min", "Li Jun", "Gate keys")
    for wanted in (expected, *names, "check the pump", "2026-001", handover.head, handover.hash):
        assert wanted in text, wanted
    assert f"{handover.entry}" in text
    assert "2026-11-23 20:00:00" in text
    assert room.papers[-1].stamp == ""


def test_differences_open_points_refusals_and_approval_stand_on_it(room: Room) -> None:
    until(room, EVENING)
    room.incidents.press(kind="fire", place_id="lpg").result()
    room.journal.add("check the pump", "order").result()
    room.handovers.begin().result()
    shown = counted(room, "outgoing")
    offer = room.handovers.signing.offer
    offer("zhou", PIN, shown.revision, "Zhou is ill", "chen").result()
    room.handovers.signing.refuse("night", PIN, "which pump?").result()
    offer("zhou", PIN, now(room).revision).result()
    agreed(room)
    key = next(point.key for point in now(room).points if point.fact.code == "order")
    room.handovers.check(key, "refused", "not today").result()
    room.handovers.count("radios", "incoming", 3).result()
    shown = room.handovers.explain("radios", "one in repair").result()
    handover = room.handovers.signing.accept("night", PIN, shown.revision).result()
    room.handovers.papers.pdf(handover.id, "en")
    text = text_of(room.papers[-1])
    for wanted in (
        "1 not confirmed: carried over to the next handover.",
        "× not confirmed: not today",
        "DIFFERS",
        "one in repair",
        "refused by Li Jun: which pump?",
        "Handed over while an incident was running: Zhou is ill. Approved by Chen Guoping.",
    ):
        assert wanted in text, wanted


def test_a_paper_is_printed_once_and_its_hash_stands_in_the_log(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    first = room.handovers.papers.pdf(handover.id, "zh")
    assert room.handovers.papers.pdf(handover.id, "zh_CN") == first
    [entry] = room.journal.latest(10, kinds=("handover_printed",))
    [digest] = entry.draft.media
    path = room.media.find(digest)
    assert path is not None
    assert path.read_bytes() == first
    assert room.journal.verify().ok


def test_another_language_and_the_leaders_signature_are_papers_of_their_own(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    room.handovers.papers.pdf(handover.id, "zh")
    room.handovers.papers.pdf(handover.id, "en")
    room.handovers.signing.countersign(handover.id, "chen", PIN).result()
    room.handovers.papers.pdf(handover.id, "zh")
    assert "陈国平" in text_of(room.papers[-1]).split("签名")[-1]
    assert [data["language"] for data in told(room, "handover_printed")] == ["zh", "en", "zh"]


def test_a_paper_changed_on_the_disk_is_not_shown(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    room.handovers.papers.pdf(handover.id, "zh")
    path = room.media.find(room.journal.latest(1, kinds=("handover_printed",))[0].draft.media[0])
    assert path is not None
    path.chmod(0o600)
    path.write_bytes(b"%PDF other")
    with pytest.raises(DutyRoomError) as caught:
        room.handovers.papers.pdf(handover.id, "zh")
    assert caught.value.code == "handover_paper_changed"


def test_a_lost_paper_is_printed_again_from_the_record(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    room.handovers.papers.pdf(handover.id, "zh")
    path = room.media.find(room.journal.latest(1, kinds=("handover_printed",))[0].draft.media[0])
    assert path is not None
    path.unlink()
    papers = len(room.papers)
    assert room.handovers.papers.pdf(handover.id, "zh")
    assert len(room.papers) == papers + 1
    assert len(told(room, "handover_printed")) == 1


def test_what_is_not_signed_by_both_is_a_draft_and_is_not_kept(room: Room) -> None:
    until(room, EVENING)
    handover = offered(room)
    room.handovers.papers.pdf(handover.id, "en")
    assert room.papers[-1].stamp == "DRAFT"
    assert "(not yet signed)" in text_of(room.papers[-1])
    assert told(room, "handover_printed") == []


def test_names_of_the_day_stay_when_the_site_has_others(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    room.handovers.lists.remove_item("keys").result()
    room.roster.remove_person("zhou").result()
    room.handovers.papers.pdf(handover.id, "en")
    text = text_of(room.papers[-1])
    assert "Gate keys" in text
    assert "Zhou Min" in text
