"""What a line says."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import stamp
from app.journal.drafting import draft_of, marks_of, unsettled
from app.journal.rules import plain
from app.journal.tokens import Lexicon, Token, fold, parse
from app.model.journal import SYSTEM
from app.model.line import WHAT, WHERE, Attachment, Line, Named
from app.model.words import Words

CHANGSHA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 26, 3, 26, tzinfo=CHANGSHA)
KNOWN = (
    Named(WHERE, "place", "east", Words("东门", "East gate")),
    Named(WHERE, "place", "east-park", Words("东门停车场", "East gate car park")),
    Named(WHERE, "place", "b3", Words("3 栋", "Building 3")),
    Named(WHERE, "camera", "c1", Words("东门", "East gate"), 1, Words("摄像头", "camera")),
    Named(WHERE, "camera", "c2", Words("12 栋大堂", "Building 12 lobby"), 2),
    Named(WHERE, "person", "zhou", Words("周敏", "Zhou Min")),
    Named(WHERE, "person", "wang-1", Words("王芳", "Wang Fang"), note=Words("巡逻队", "patrol")),
    Named(WHERE, "person", "wang-2", Words("王芳", "Wang Fang"), note=Words("物业", "property")),
    Named(WHAT, "kind", "patrol", Words("巡逻", "Patrol")),
    Named(WHAT, "kind", "visitor", Words("来访", "Visitor")),
    Named(WHAT, "incident", "i1", Words("火警 11-26 03:12", "Fire 11-26 03:12")),
    Named(WHAT, "template", "t1", Words("访客登记", "Visitor signs in")),
)
LEXICON = Lexicon(KNOWN)


def read(text: str) -> list[tuple[str, str, str]]:
    parsed = parse(text, LEXICON, NOW, CHANGSHA)
    return [(parsed.said(token), token.what, token.id) for token in parsed.tokens]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("@东门 有车", [("@东门", "place", "east")]),
        ("@东门停车场有车", [("@东门停车场", "place", "east-park")]),
        ("＠东门", [("＠东门", "place", "east")]),
        ("在@EAST GATE等", [("@EAST GATE", "place", "east")]),
        ("@East gate·camera 黑屏", [("@East gate·camera", "camera", "c1")]),
        ("@c1", [("@c1", "camera", "c1")]),
        ("@c12", [("@c12", "unknown", "no_name")]),
        ("@Building 3", [("@Building 3", "place", "b3")]),
        ("@3栋有人", [("@3栋", "place", "b3")]),
        ("@3 栋有人", [("@3 栋", "place", "b3")]),
        ("@03:12断电", [("@03:12", "time", "2026-11-25T19:12:00.000Z")]),
        ("@Building 12 lobby", [("@Building 12 lobby", "camera", "c2")]),
        ("@zhou min 到场", [("@zhou min", "person", "zhou")]),
        ("@王芳", [("@王芳", "unknown", "several_names")]),
        ("@王芳·物业 来过", [("@王芳·物业", "person", "wang-2")]),
        ("#巡逻 正常", [("#巡逻", "kind", "patrol")]),
        ("＃patrol", [("＃patrol", "kind", "patrol")]),
        ("#巡逻 #来访", [("#巡逻", "kind", "patrol"), ("#来访", "unknown", "second_kind")]),
        ("#火警 11-26 03:12 后续", [("#火警 11-26 03:12", "incident", "i1")]),
        ("@东们 有车", [("@东们", "unknown", "no_name")]),
        ("@03:12 断电", [("@03:12", "time", "2026-11-25T19:12:00.000Z")]),
        ("@3：12", [("@3：12", "time", "2026-11-25T19:12:00.000Z")]),
        ("@23:50 雨", [("@23:50", "time", "2026-11-25T15:50:00.000Z")]),
        ("@昨天23:50 雨", [("@昨天23:50", "time", "2026-11-25T15:50:00.000Z")]),
        ("@yesterday 23:50", [("@yesterday 23:50", "time", "2026-11-25T15:50:00.000Z")]),
        ("@11-24 08:00:30", [("@11-24 08:00:30", "time", "2026-11-24T00:00:30.000Z")]),
        ("@2025-12-31 23:59", [("@2025-12-31 23:59", "time", "2025-12-31T15:59:00.000Z")]),
        ("@04:00", [("@04:00", "unknown", "time_future")]),
        ("@11-27 03:00", [("@11-27 03:00", "unknown", "time_future")]),
        ("@25:00", [("@25:00", "unknown", "time_wrong")]),
        ("@02-30 01:00", [("@02-30 01:00", "unknown", "time_wrong")]),
        ("访客 ‹姓名› 到 @‹地点›", [("‹姓名›", "field", ""), ("@‹地点›", "field", "")]),
        ("mail a@b.example", []),
        ("5#楼, 3#电梯, 电话 #8", []),
        ("a @ b # c", []),
        ("@", []),
        ("‹ open", []),
    ],
)
def test_what_is_typed_is_a_token_or_text(text: str, tokens: list[tuple[str, str, str]]) -> None:
    assert read(text) == tokens


PIECES = st.sampled_from(
    ["@", "#", "＠", "＃", "东门", "East gate", "停车场", "@周敏", "#巡逻", "@03:12", "@04:00", "‹", "›", "‹名›", " ", "有车", "a", "12", ":", "栋", "\n", "😀", "·"]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES).map("".join), st.text()))
def test_no_letter_is_lost_and_tokens_are_in_order(text: str) -> None:
    parsed = parse(text, LEXICON, NOW, CHANGSHA)
    assert parsed.text == text
    bounds = [place for token in parsed.tokens for place in (token.start, token.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= token.start < token.end <= len(text) for token in parsed.tokens)


@given(st.one_of(st.lists(PIECES).map("".join), st.text()))
def test_whatever_is_no_token_stands_in_the_entry_as_it_was_typed(text: str) -> None:
    tidy = plain(text).strip()
    parsed = parse(tidy, LEXICON, NOW, CHANGSHA)
    with_picture = Line(attachments=(Attachment("d", "picture", ".jpg", 1),))
    draft = draft_of(parsed, with_picture, lambda _: "", SYSTEM)
    expected, at = "", 0
    for token in parsed.tokens:
        expected += tidy[at : token.start]
        if token.what == "field":
            expected += "—"
        elif token.what not in ("kind", "incident", "time"):
            expected += parsed.said(token)
        at = token.end
    expected += tidy[at:]
    assert "".join(draft.text.split()) == "".join(expected.split())
    for mark in marks_of(draft):
        said = fold(draft.text[mark.start : mark.end])
        assert said[0] == "@"
        assert LEXICON.longest("@", said, 1)[0] == len(said) - 1


@given(st.text(), st.text())
def test_a_longer_line_reads_the_same_before_the_addition(before: str, after: str) -> None:
    whole = parse(f"{before}。@东门。{after}", LEXICON, NOW, CHANGSHA)
    assert Token(len(before) + 1, len(before) + 4, "place", "east") in whole.tokens or "‹" in before


def test_a_line_becomes_an_entry() -> None:
    text = "#来访 @周敏 带人进 @东门 看 @Building 12 lobby @03:12 #火警 11-26 03:12"
    parsed = parse(text, LEXICON, NOW, CHANGSHA)
    draft = draft_of(parsed, Line(text), {"c2": "b12"}.get, SYSTEM)
    assert draft.text == "@周敏 带人进 @东门 看 @Building 12 lobby"
    assert (draft.kind, draft.camera_id, draft.place_id, draft.incident_id) == ("visitor", "c2", "east", "i1")
    assert draft.data["people"] == "zhou"
    assert draft.data["event_at"] == stamp(datetime(2026, 11, 25, 19, 12, tzinfo=UTC))
    assert [draft.text[mark.start : mark.end] for mark in marks_of(draft)] == [
        "@周敏",
        "@东门",
        "@Building 12 lobby",
    ]


def test_a_camera_brings_its_place_unless_another_is_named() -> None:
    places = {"c2": "b12"}
    alone = draft_of(parse("@c2 黑屏", LEXICON, NOW, CHANGSHA), Line(), places.__getitem__, SYSTEM)
    both = draft_of(parse("@c2 黑屏 @东门", LEXICON, NOW, CHANGSHA), Line(), places.__getitem__, SYSTEM)
    assert (alone.place_id, both.place_id) == ("b12", "east")


def test_what_is_not_settled_is_told() -> None:
    assert unsettled(parse("@东们 ‹名› @04:00", LEXICON, NOW, CHANGSHA)) == [
        "no_name",
        "time_future",
        "fields",
    ]


def test_labels_tell_things_of_one_name_apart() -> None:
    labels = {one.id: LEXICON.label(one, "zh") for one in KNOWN}
    assert labels["east"] == "东门"
    assert labels["c1"] == "东门·摄像头"
    assert labels["wang-1"] == "王芳·巡逻队"
    for one in KNOWN:
        for language in ("zh", "en"):
            parsed = parse(one.mark + LEXICON.label(one, language), LEXICON, NOW, CHANGSHA)
            assert [token.id for token in parsed.tokens] == [one.id]
