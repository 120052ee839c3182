"""All who stood a shift can sign: beside the one whose signature counts, then or later."""

import sqlite3
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import NotAllowed
from app.handover.beside import may_sign_beside, signed_beside
from app.handover.handover_paper import handover_paper
from app.handover.sealing import canonical, content_hash
from app.handover.wording import HandoverWords
from app.model.handover import INCOMING, OUTGOING, Handover
from app.model.paper import Grid
from app.model.rota import RosterSettings
from app.model.words import Words
from tests.fakes.room import Room
from tests.unit.handover.shift import EVENING, PIN, agreed, counted, now, offered, told, until
from tests.unit.handover.test_signing import refusal


def with_liu(room: Room) -> Handover:
    """Offered by Zhou; Liu stood the shift with him."""
    until(room, EVENING)
    room.handovers.begin().result()
    room.handovers.choose(OUTGOING, [("zhou", True), ("chen", True), ("liu", True)]).result()
    handover = counted(room, "outgoing")
    return room.handovers.signing.offer("zhou", PIN, handover.revision).result()


def test_whoever_stood_the_shift_signs_beside_and_what_was_shown_stays_valid(room: Room) -> None:
    handover = with_liu(room)
    assert [one.person_id for one in may_sign_beside(handover, OUTGOING)] == ["liu"]
    after = room.handovers.signing.sign_beside(handover.id, OUTGOING, "liu", PIN).result()
    assert room.handovers.current() == after
    assert after.revision == handover.revision
    assert told(room, "handover_signed_beside")[0]["side"] == OUTGOING
    assert room.access.actor().person_id == "zhou"
    assert may_sign_beside(after, OUTGOING) == []
    again = room.handovers.signing.sign_beside(handover.id, OUTGOING, "liu", PIN)
    assert refusal(again) == "signed_already"
    wrong = room.handovers.signing.sign_beside(handover.id, OUTGOING, "liu", "9999")
    assert refusal(wrong) == "wrong_pin"


def test_also_after_it_was_taken_over_without_changing_what_was_sealed(room: Room) -> None:
    with_liu(room)
    handover = room.handovers.signing.accept("night", PIN, agreed(room).revision).result()
    after = room.handovers.signing.sign_beside(handover.id, OUTGOING, "liu", PIN).result()
    assert room.handovers.get(handover.id) == after
    assert canonical(after) == canonical(handover)
    assert content_hash(after) == after.hash
    assert told(room, "handover_signed_beside")[0]["hash"] == handover.hash


def test_not_before_the_shift_has_signed_nor_by_others_nor_in_the_leaders_place(room: Room) -> None:
    handover = with_liu(room)
    early = room.handovers.signing.sign_beside(handover.id, INCOMING, "night", PIN)
    assert refusal(early) == "handover_not_offered"
    stranger = room.handovers.signing.sign_beside(handover.id, OUTGOING, "night", PIN)
    assert refusal(stranger) == "not_of_shift"
    leader = room.handovers.signing.sign_beside(handover.id, OUTGOING, "chen", PIN)
    assert refusal(leader) == "leader_countersigns"
    assert refusal(room.handovers.signing.sign_beside("none", OUTGOING, "liu", PIN)) == "no_handover"
    assert not told(room, "handover_signed_beside")


def test_nobody_takes_over_from_themselves_by_signing_beside(room: Room) -> None:
    handover = with_liu(room)
    room.handovers.choose(INCOMING, [("night", True), ("liu", True)]).result()
    room.handovers.signing.sign_beside(handover.id, OUTGOING, "liu", PIN).result()
    shown = agreed(room)
    assert refusal(room.handovers.signing.accept("liu", PIN, shown.revision)) == "same_person_signs"
    taken = room.handovers.signing.accept("night", PIN, shown.revision).result()
    with pytest.raises(NotAllowed) as caught:
        signed_beside(taken, INCOMING, "liu", Words(), EVENING)
    assert caught.value.code == "same_person_signs"


def test_a_handover_that_is_taken_back_is_signed_anew_by_all(room: Room) -> None:
    handover = with_liu(room)
    room.handovers.signing.sign_beside(handover.id, OUTGOING, "liu", PIN).result()
    draft = room.handovers.signing.take_back("zhou", PIN, "forgot").result()
    assert draft.signed_beside(OUTGOING) == ()
    again = room.handovers.signing.offer("zhou", PIN, draft.revision).result()
    assert [one.person_id for one in may_sign_beside(again, OUTGOING)] == ["liu"]
    room.handovers.signing.sign_beside(handover.id, OUTGOING, "liu", PIN).result()
    assert [one.attempt for one in now(room).signed_beside(OUTGOING)] == [2]


def test_the_sheet_names_who_signed_and_who_has_not(room: Room) -> None:
    handover = with_liu(room)
    site, words = (
        room.database.read(lambda reader: reader.site.site()),
        HandoverWords("zh", ZoneInfo("Asia/Shanghai")),
    )

    def outgoing(shown: Handover) -> str:
        grid = [block for block in handover_paper(shown, site, words).blocks if isinstance(block, Grid)][-1]
        return grid.rows[1].cells[0].text

    assert outgoing(handover).endswith("刘志强（待签）")
    after = room.handovers.signing.sign_beside(handover.id, OUTGOING, "liu", PIN).result()
    assert "待签" not in outgoing(after)
    assert outgoing(after).index("周敏") < outgoing(after).index("刘志强")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE handover_beside SET person_id = 'chen'",
        "DELETE FROM handover_beside",
        "INSERT OR REPLACE INTO handover_beside SELECT * FROM handover_beside",
    ],
)
def test_signatures_beside_stay_as_they_are(room: Room, statement: str) -> None:
    handover = with_liu(room)
    room.handovers.signing.sign_beside(handover.id, OUTGOING, "liu", PIN).result()
    with pytest.raises(sqlite3.IntegrityError, match="stays as it was"):
        room.database.write(lambda transaction: transaction.handovers._database.execute(statement)).result()


def test_who_clocks_on_after_it_was_drafted_is_there(room: Room) -> None:
    room.roster.books.save_settings(RosterSettings(clocking=True)).result()
    until(room, EVENING)
    handover = offered(room)
    assert [one.present for one in handover.outgoing] == [True, False]  # a signature shows that one is there
    assert not handover.incoming[0].present
    room.roster.clocking.on("night").result()
    assert room.handovers.refresh().result().incoming[0].present
    room.roster.clocking.on("chen").result()
    signed = room.handovers.signing.accept("night", PIN, agreed(room).revision).result()
    assert all(one.present for one in (*signed.outgoing, *signed.incoming))
