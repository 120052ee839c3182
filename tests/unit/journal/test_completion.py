"""What may be meant by the letters after a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.pinyin import readings
from app.journal.completion import Completion
from app.model.line import WHAT, WHERE, Named
from app.model.words import Words

KNOWN = (
    Named(WHERE, "place", "east-gate", Words("东门", "East gate")),
    Named(WHERE, "place", "east-park", Words("东门停车场", "East gate car park")),
    Named(WHERE, "place", "lpg", Words("液化气站", "LPG station")),
    Named(WHERE, "place", "b3", Words("3 栋", "Building 3")),
    Named(WHERE, "place", "b12", Words("12 栋", "Building 12")),
    Named(WHERE, "camera", "c7", Words("长沙路口", "Changsha crossing"), 7),
    Named(WHERE, "camera", "c12", Words("12 栋大堂", "Building 12 lobby"), 12),
    Named(WHERE, "person", "lv", Words("吕敏", "Lü Min")),
    Named(WHERE, "person", "zhou", Words("周敏", "Zhou Min")),
    Named(WHAT, "kind", "patrol", Words("巡逻", "Patrol")),
    Named(WHAT, "template", "t1", Words("外卖快递登记", "Delivery signs in")),
)
COMPLETION = Completion(KNOWN, readings)


def best(mark: str, typed: str) -> list[str]:
    return [offered.named.id for offered in COMPLETION.offers(mark, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("东", "east-gate"),
        ("东门停", "east-park"),
        ("停车", "east-park"),
        ("dongmen", "east-gate"),
        ("dm", "east-gate"),
        ("dmtcc", "east-park"),
        ("dongmt", "east-park"),
        ("DMT", "east-park"),
        ("tcc", "east-park"),
        ("yhqz", "lpg"),
        ("yehua", "lpg"),
        ("液hq", "lpg"),
        ("csl", "c7"),
        ("zsl", "c7"),  # 长 is also read zhang
        ("changshalu", "c7"),
        ("chshl", "c7"),
        ("7", "c7"),
        ("12", "c12"),
        ("12栋", "b12"),
        ("12dong", "b12"),
        ("12d", "b12"),
        ("3dong", "b3"),
        ("east gate car", "east-park"),
        ("egcp", "east-park"),
        ("car", "east-park"),
        ("station", "lpg"),
        ("lobby", "c12"),
        ("lvm", "lv"),
        ("lum", "lv"),
        ("zm", "zhou"),
        ("zhou m", "zhou"),
    ],
)
def test_whatever_way_it_is_written_it_is_first(typed: str, first: str) -> None:
    assert best("@", typed)[0] == first


def test_nothing_fits_nonsense_and_everything_fits_nothing() -> None:
    assert best("@", "qqq") == []
    assert best("@", "。") == []
    assert len(best("@", "")) == 9
    assert best("#", "xl") == ["patrol"]
    assert best("#", "kddj") == ["t1"]
    assert best("@", "xl") == []


def test_one_sort_alone_can_be_asked_for() -> None:
    assert [one.named.id for one in COMPLETION.offers("@", "", whats=("person",))] == ["lv", "zhou"]


@given(st.sampled_from(KNOWN), st.data())
def test_every_beginning_of_pinyin_and_of_initials_finds_it(named: Named, data: st.DataObject) -> None:
    letters = [letter for letter in named.name.zh if not letter.isspace()]
    spelt = [data.draw(st.sampled_from([letter, *readings(letter)])) for letter in letters]
    whole = "".join(spelt)
    initials = "".join(piece[0] for piece in spelt)
    for typed in (whole, initials, whole[: data.draw(st.integers(1, len(whole)))]):
        assert named.id in best(named.mark, typed)


@given(st.text(max_size=12))
def test_no_letters_break_it(typed: str) -> None:
    best("@", typed)
