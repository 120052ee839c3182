"""Clocks in the database: rows that survive a restart, entries once, and what a person may do to them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.model.deadline import Due, Recipient, ReportDeadline
from app.model.incident import Incident
from tests.fakes.room import FIRE, Room
from tests.unit.reports.conftest import tick

STREET = Recipient("street_office")


def due(room: Room, incident: Incident, stage: str) -> Due:
    return next(due for due in room.clocks.dues(incident.id) if due.stage == stage)


def missed(room: Room) -> list[str]:
    entries = room.journal.latest(1000, kinds=("clock_missed",))
    return [entry.draft.data["stage"] for entry in reversed(entries)]


def test_a_click_is_followed_by_its_clocks_and_a_quiet_tick_writes_nothing(
    room: Room, incident: Incident
) -> None:
    assert [one.stage for one in room.clocks.dues(incident.id)] == [
        "acknowledge",
        "turn_out",
        "phone",
        "written",
    ]
    assert room.clocks.left_s(due(room, incident, "phone")) == 900
    room.clock.advance(seconds=30)
    assert not tick(room)


def test_a_clock_goes_on_through_a_restart_and_is_missed_once(room: Room, incident: Incident) -> None:
    room.clock.advance(minutes=14)
    tick(room)
    room.reopen()
    room.clock.step_wall(seconds=-7200)
    assert room.clocks.left_s(due(room, incident, "phone")) == 60
    room.clock.advance(minutes=1)
    tick(room)
    room.reopen()
    tick(room)
    assert missed(room) == ["acknowledge", "turn_out", "phone"]


def test_a_restart_of_the_computer_goes_by_the_wall_clock(room: Room, incident: Incident) -> None:
    room.clock.advance(minutes=16)
    room.clock.reboot()
    room.reopen()
    tick(room)
    assert missed(room) == ["acknowledge", "turn_out", "phone"]


def test_the_site_says_how_soon_somebody_confirms(room: Room) -> None:
    room.database.write(
        lambda tx: tx.site.save_site(tx.site.site().__class__(tx.site.site().name, acknowledge_s=45))
    ).result()
    incident = room.incidents.press().result()
    tick(room)
    assert due(room, incident, "acknowledge").length_s == 45
    room.incidents.acknowledge(incident.calls[0].id).result()
    tick(room)
    assert room.clocks.urgency(due(room, incident, "acknowledge")) == "met"


def test_a_report_by_phone_says_whom_and_when(room: Room, incident: Incident) -> None:
    room.clock.advance(minutes=10)
    at = room.clock.now() - timedelta(minutes=2)
    room.clocks.reported_by_phone(incident.id, STREET, " 值班室 王主任 ", at=at, said="明火已灭").result()
    assert due(room, incident, "phone").met_at == at
    report = room.clocks.phone_reports(incident.id)[0]
    assert (report.whom, report.said) == ("值班室 王主任", "明火已灭")
    entry = room.journal.latest(1, kinds=("reported_by_phone",))[0]
    assert entry.draft.text == "明火已灭"
    assert entry.draft.data["whom"] == "值班室 王主任"


@pytest.mark.parametrize(
    ("whom", "minutes_ago", "reason"),
    [(" ", 0, "whom_empty"), ("王", -1, "time_ahead"), ("王", 30, "time_before")],
)
def test_a_report_nobody_can_have_made_is_refused(
    room: Room, incident: Incident, whom: str, minutes_ago: int, reason: str
) -> None:
    room.clock.advance(minutes=10)
    at = room.clock.now() - timedelta(minutes=minutes_ago)
    with pytest.raises(InvalidInput) as refused:
        room.clocks.reported_by_phone(incident.id, STREET, whom, at=at).result()
    assert refused.value.values["reason"] == reason
    assert room.clocks.phone_reports(incident.id) == []


def test_what_is_not_owed_is_said_with_a_reason_and_stays_so(room: Room, incident: Incident) -> None:
    one = due(room, incident, "written")
    with pytest.raises(InvalidInput):
        room.clocks.waive(one.id, " ")
    room.clocks.waive(one.id, "街道已派人到场").result()
    room.clock.advance(minutes=90)
    tick(room)
    assert "written" not in missed(room)
    with pytest.raises(NotAllowed):
        room.clocks.waive(one.id, "again").result()
    assert room.journal.latest(1, kinds=("clock_waived",))[0].draft.data["reason"] == "街道已派人到场"


def test_only_somebody_signed_in_says_that_nothing_is_owed(room: Room, incident: Incident) -> None:
    room.access.set_pin("zhou", "1234").result()
    with pytest.raises(NotAllowed):
        room.clocks.waive(due(room, incident, "phone").id, "no")


def test_a_closed_incident_is_looked_at_until_nothing_is_owed(room: Room, incident: Incident) -> None:
    room.incidents.stand_down(incident.id, "灭了").result()
    tick(room)
    room.clocks.reported_by_phone(incident.id, STREET, "王").result()
    for stage in ("written", "final"):
        room.clocks.waive(due(room, incident, stage).id, "只需电话").result()
    tick(room)
    assert room.database.read(lambda reader: reader.dues.unsettled()) == []
    room.clock.advance(minutes=60 * 30)
    assert not tick(room)


def test_an_incident_of_before_there_were_clocks_owes_nothing(room: Room) -> None:
    incident = room.incidents.press().result()
    room.incidents.false_alarm(incident.id).result()
    assert not tick(room)
    assert room.clocks.dues(incident.id) == []


def test_the_kind_decides_which_line_of_the_table_counts(room: Room) -> None:
    line = ReportDeadline("fires", STREET, 2, 5, 30, 12)
    room.database.write(lambda tx: tx.dues.save_deadline(line)).result()
    room.database.write(lambda tx: tx.site.save_plan(replace(FIRE, level=2))).result()
    incident = room.incidents.press().result()
    tick(room)
    assert due(room, incident, "phone").length_s == 900
    room.clock.advance(minutes=2)
    room.incidents.set_kind(incident.id, "fire").result()
    tick(room)
    assert due(room, incident, "phone").length_s == 300
    assert room.clocks.left_s(due(room, incident, "phone")) == 180


def test_a_tick_reads_nothing_while_nothing_changed_and_nothing_is_due(
    room: Room, incident: Incident, monkeypatch: pytest.MonkeyPatch
) -> None:
    while tick(room):
        """Until all is written."""
    asked = []
    read = room.database.read
    monkeypatch.setattr(room.database, "read", lambda question: asked.append(1) or read(question))
    room.clock.advance(seconds=1)
    room.clocks.tick()
    assert asked == []
    room.incidents.acknowledge(incident.calls[0].id).result()
    asked.clear()
    assert tick(room)
    while tick(room):
        """Until all is written."""
    room.clock.advance(minutes=6)
    assert tick(room), "the turn-out is over"


def test_what_is_owed_after_the_end_is_told_the_most_urgent_first_and_counted(
    room: Room, incident: Incident
) -> None:
    assert room.clocks.still_owed(2) == ([], 0), "it still runs"
    room.clock.advance(minutes=5)
    other = room.incidents.press(kind="fire").result()
    tick(room)
    for one in (other, incident):
        room.incidents.stand_down(one.id).result()
    tick(room)
    shown, more = room.clocks.still_owed(1)
    assert [(one.id, sorted(due.stage for due in owed)) for one, owed in shown] == [
        (incident.id, ["final", "phone", "written"])
    ]
    assert more == 1
    room.incidents.reopen(incident.id).result()
    assert incident.id not in {one.id for one, _ in room.clocks.still_owed(9)[0]}


def test_nothing_is_owed_after_a_drill_and_nothing_once_it_was_told(room: Room, incident: Incident) -> None:
    drill = room.incidents.press(kind="fire", drill=True).result()
    for one in (drill, incident):
        room.incidents.false_alarm(one.id).result()
    tick(room)
    assert room.clocks.still_owed(9) == ([], 0)
