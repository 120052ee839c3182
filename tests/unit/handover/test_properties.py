"""Whatever is done in whatever order: a handover is signed only when it may be, and what it leaves open comes again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import DutyRoomError
from app.handover import rules
from app.handover.sealing import content_hash
from app.model.handover import ACCEPTED, DRAFT, OFFERED, Fact, Handover, Item, Member
from app.model.words import Words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ITEMS = (Item("keys", Words("钥匙", "Keys"), 2), Item("radios", Words("对讲机", "Radios"), 1))
OUT, IN, BOTH = (Member(one, Words(one)) for one in ("out", "in", "both"))
FACTS = st.lists(
    st.builds(
        Fact,
        st.sampled_from(["camera:1", "order:2", "system:all", "log:summary", "hazard:3"]),
        st.just("order"),
        st.sampled_from(["a", "b"]),
        weight=st.sampled_from(["fine", "told", "wrong"]),
    ),
    unique_by=lambda fact: fact.key,
    max_size=4,
)
PEOPLE = st.sampled_from(["out", "in", "both", "stranger"])
SIDES = st.sampled_from(["outgoing", "incoming"])
TEXTS = st.sampled_from(["", "why"])
Step = Callable[[Handover], Handover]


def _steps() -> st.SearchStrategy[Step]:
    items = st.sampled_from(["keys", "radios", "nothing"])
    keys = st.sampled_from(["camera:1", "order:2", "hazard:3"])
    verdicts = st.sampled_from(["", "agreed", "remarked", "refused"])
    flags = st.booleans()
    return st.one_of(
        st.builds(lambda f: lambda h: rules.refreshed(h, f, ITEMS), FACTS),
        st.builds(lambda i, s, n: lambda h: rules.with_count(h, i, s, n), items, SIDES, st.integers(-1, 3)),
        st.builds(lambda i, t: lambda h: rules.with_why(h, i, t), items, TEXTS),
        st.builds(lambda k, t: lambda h: rules.with_words(h, k, t), keys, TEXTS),
        st.builds(lambda k, v, t: lambda h: rules.with_verdict(h, k, v, t), keys, verdicts, TEXTS),
        st.builds(lambda p, i: lambda h: rules.offered(h, p, Words(p), NOW, incident=i), PEOPLE, flags),
        st.builds(lambda p, i: lambda h: rules.accepted(h, p, Words(p), NOW, incident=i), PEOPLE, flags),
        st.builds(
            lambda p, t, o: lambda h: rules.returned(h, p, Words(p), NOW, t, by_outgoing=o),
            PEOPLE,
            TEXTS,
            flags,
        ),
    )


def walked(facts: list[Fact], steps: list[Step]) -> Handover:
    """After the steps that were allowed."""
    handover = rules.begun("h", NOW, NOW, facts, ITEMS, None)
    handover = rules.with_people(handover, "outgoing", (OUT, BOTH))
    handover = rules.with_people(handover, "incoming", (IN, BOTH))
    for step in steps:
        before = handover
        try:
            handover = step(handover)
        except DutyRoomError:
            assert handover is before
        if before.state == ACCEPTED:
            assert handover == before, "what was signed by both never changes"
    return handover


@given(FACTS, st.lists(_steps(), max_size=40))
def test_it_is_accepted_only_when_both_have_signed_and_everything_is_counted(
    facts: list[Fact], steps: list[Step]
) -> None:
    handover = walked(facts, steps)
    outgoing, incoming = handover.signature("outgoing"), handover.signature("incoming")
    assert (outgoing is not None) == (handover.state in (OFFERED, ACCEPTED))
    assert (incoming is not None) == (handover.state == ACCEPTED)
    assert handover.attempt == 1 + len(handover.refusals)
    if handover.state == ACCEPTED:
        assert outgoing is not None
        assert incoming is not None
        assert incoming.person_id in ("in", "both")
        assert outgoing.person_id in ("out", "both")
        for count in handover.counts:
            assert count.incoming is not None
            assert not count.differs or count.why
    if handover.state == DRAFT:
        assert all(count.incoming is None or handover.attempt > 1 for count in handover.counts)


@given(FACTS, FACTS, st.lists(_steps(), max_size=25))
def test_what_was_not_confirmed_comes_again_and_counts_one_more(
    facts: list[Fact], later: list[Fact], steps: list[Step]
) -> None:
    before = walked(facts, steps)
    after = rules.begun("next", NOW, NOW, later, ITEMS, before)
    found = {point.key: point for point in after.points}
    assert len(found) == len(after.points)
    assert {fact.key for fact in later} <= found.keys()
    for point in before.points:
        if not point.is_confirmed and (point.fact.weight != "fine" or point.verdict == "refused"):
            assert found[point.key].carried == point.carried + 1
        elif point.key in found and point.is_confirmed:
            assert found[point.key].carried == 0


@given(FACTS, st.lists(_steps(), max_size=25))
def test_any_change_of_what_was_said_changes_the_hash(facts: list[Fact], steps: list[Step]) -> None:
    handover = walked(facts, steps)
    known = content_hash(handover)
    assert content_hash(replace(handover, revision=99, hash="x", entry=5, head="y")) == known
    for count in handover.counts:
        other = tuple(
            replace(one, outgoing=(one.outgoing or 0) + 1) if one is count else one for one in handover.counts
        )
        assert content_hash(replace(handover, counts=other)) != known
    for point in handover.points:
        points = tuple(
            replace(one, remark=one.remark + "!") if one is point else one for one in handover.points
        )
        assert content_hash(replace(handover, points=points)) != known
