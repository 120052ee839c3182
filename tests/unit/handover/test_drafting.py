"""What a draft says by itself, and what is carried over until somebody confirms it."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.backup.standing import Standing
from app.core.errors import DutyRoomError, InvalidInput
from app.handover.copies import copies
from app.handover.seen import Equipped
from app.handover.wording import HandoverWords
from app.model.backup import BackupTarget
from app.model.handover import Handover, Point
from app.model.health import Condition
from app.model.message import ModemState
from app.model.rota import Need
from app.model.site import Camera, Channel
from app.model.tour import Stop, Tour
from app.model.words import Words
from app.storage.transaction import Transaction
from app.tours.service import TourService
from tests.fakes.room import FIRE, Room
from tests.unit.handover.shift import EVENING, PIN, agreed, counted, now, offered, told, until

CHANNEL = Channel("mail", Words("邮件", "Mail"), "mailto")


def lost(camera_id: str = "c1") -> Equipped:
    return Equipped(
        conditions=(Condition(camera_id, "lost", EVENING - timedelta(hours=1)),), free_bytes=10**11
    )


def codes(handover: Handover, section: str = "") -> list[str]:
    return [one.fact.code for one in handover.points if not section or one.fact.section == section]


def point(handover: Handover, code: str) -> Point:
    return next(one for one in handover.points if one.fact.code == code)


def next_shift(room: Room, *, unconfirmed: str) -> Handover:
    """Everything but one point is confirmed, both sign, twelve hours pass, the next draft is begun."""
    offered(room)
    agreed(room)
    for one in now(room).points:
        if one.fact.code == unconfirmed:
            room.handovers.check(one.key, "refused", "show me").result()
    room.handovers.signing.accept("night", PIN, now(room).revision).result()
    room.clock.advance(minutes=720)
    return room.handovers.begin().result()


def test_a_quiet_shift_says_so_in_every_part(room: Room) -> None:
    until(room, EVENING)
    room.equipped = Equipped(channels=((CHANNEL, "proven"),), free_bytes=10**11)
    handover = room.handovers.begin().result()
    assert codes(handover) == [
        "incidents_none",
        "channels_fine",
        "system_fine",
        "roster_fine",
        "log_none",
    ]


def test_incidents_of_one_kind_are_each_called_as_their_own_plan(room: Room) -> None:
    def renamed(transaction: Transaction) -> None:
        transaction.site.save_plan(replace(FIRE, name=Words("大火", "Blaze")))
        transaction.touch_quietly("plan")

    first = room.incidents.press(kind="fire").result()
    room.database.write(renamed).result()
    second = room.incidents.press(kind="fire", place_id="lpg").result()
    facts = {one.fact.source: one.fact.data for one in room.handovers.begin().result().points}
    names = [facts[f"incident:{one.id}"]["kind_en"] for one in (first, second)]
    assert names == ["Fire", "Blaze"]


def test_an_incident_that_runs_and_what_it_still_owes(room: Room) -> None:
    incident = room.incidents.press(kind="fire", place_id="lpg").result()
    change = room.clocks.tick()
    assert change is not None
    change.result()
    handover = room.handovers.begin().result()
    found = point(handover, "incident_running").fact
    assert found.source == f"incident:{incident.id}"
    assert found.data["kind_zh"] == "火警"
    owed = [one.split("@")[0] for one in found.data["owed"].split()]
    assert owed == ["acknowledge", "turn_out", "phone", "written"]
    assert "incidents_none" not in codes(handover)


def test_one_that_was_closed_in_the_shift_is_told(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.stand_down(incident.id, "smoke from a pan").result()
    handover = room.handovers.begin().result()
    assert point(handover, "incident_over").fact.data["reason"] == "smoke from a pan"


def test_orders_faults_and_words_for_the_handover_each_have_a_row_and_notes_are_counted(room: Room) -> None:
    room.journal.add("check the pump at 22:00", "order", place_id="lpg").result()
    room.journal.add("lift 3 stands still", "fault").result()
    room.journal.add("spare key lent to Li", "handover").result()
    for text in ("a", "b"):
        room.journal.add(text).result()
    handover = room.handovers.begin().result()
    assert codes(handover, "order") == ["order"]
    assert point(handover, "order").fact.data["place_en"] == "LPG station"
    assert codes(handover, "note") == ["entry_fault", "entry_handover"]
    assert point(handover, "log_summary").fact.data["kinds"] == "note=2 fault=1 order=1 handover=1"


def test_an_entry_is_told_in_its_last_corrected_wording(room: Room) -> None:
    entry = room.journal.add("check the pump at 23:00", "order").result()
    room.journal.amend(entry.number, "check the pump at 22:00", "wrong hour").result()
    handover = room.handovers.begin().result()
    assert point(handover, "order").fact.data["text"] == "check the pump at 22:00"


def test_cameras_channels_and_this_computer(room: Room) -> None:
    def cameras(transaction: Transaction) -> None:
        transaction.site.save_camera(Camera("c1", Words("东门", "East gate"), "demo", "lobby"))
        transaction.site.save_camera(Camera("c2", Words("西门", "West gate"), "demo", "lobby", enabled=False))

    room.database.write(cameras).result()
    room.equipped = Equipped(
        conditions=(Condition("c1", "covered", EVENING),),
        channels=((CHANNEL, "old"),),
        modems=(ModemState("ttyUSB0", "no_sim"),),
        messages=(2, 1),
        relays=(("siren", Words("警笛", "Siren"), "relay_timeout"),),
        recording=("disk_full",),
        free_bytes=10**9,
        sounds=(("siren", "no_loudspeaker"),),
    )
    handover = room.handovers.begin().result()
    assert codes(handover, "camera") == ["camera_condition", "camera_off"]
    assert codes(handover, "channel") == ["channel_old", "modem", "messages_failed", "messages_waiting"]
    assert codes(handover, "system") == ["recording_fault", "disk_little", "relay", "siren_silent"]


def test_of_what_nothing_is_known_nothing_is_claimed(room: Room) -> None:
    def cameras(transaction: Transaction) -> None:
        for number in (1, 2, 3):
            name = Words(f"门{number}", f"Gate {number}")
            transaction.site.save_camera(Camera(f"c{number}", name, "demo", "lobby"))

    room.database.write(cameras).result()
    room.equipped = Equipped(
        conditions=(Condition("c1", "lost", EVENING),),
        live=frozenset({"c3"}),
        channels=((CHANNEL, "untested"),),
    )
    handover = room.handovers.begin().result()
    assert codes(handover, "camera") == ["camera_condition", "cameras_unseen"]
    assert point(handover, "cameras_unseen").fact.data["cameras_en"] == "Gate 2"
    assert codes(handover, "channel") == ["channel_untested"]


def test_copies_on_other_disks_are_told() -> None:
    target = BackupTarget("t", "/mnt/stick")
    found = list(copies([Standing(target, alarm=True), Standing(target)], missing=False))
    assert [(one.code, one.weight) for one in found] == [("copy_alarm", "wrong"), ("copy_waits", "fine")]
    assert [one.code for one in copies([], missing=True)] == ["copies_none"]


def test_a_hazard_is_told_until_somebody_closes_it(room: Room) -> None:
    entry = room.journal.add("oil on the ramp", "hazard").result()
    assert codes(room.handovers.begin().result(), "hazard") == ["hazard"]
    room.handovers.lists.close_hazard(entry.number, "sand strewn").result()
    assert codes(room.handovers.refresh().result(), "hazard") == []
    assert told(room, "hazard_closed") == [{"hazard": str(entry.number)}]
    with pytest.raises(DutyRoomError) as caught:
        room.handovers.lists.close_hazard(entry.number, "again").result()
    assert caught.value.code == "hazard_closed"


def test_after_a_month_it_is_overdue(room: Room) -> None:
    room.journal.add("oil on the ramp", "hazard").result()
    room.clock.advance(minutes=60 * 24 * 30)
    found = point(room.handovers.begin().result(), "hazard_overdue").fact
    assert (found.weight, found.data["days"]) == ("wrong", "30")


def test_only_hazards_are_closed_and_only_with_words(room: Room) -> None:
    entry = room.journal.add("nothing").result()
    with pytest.raises(DutyRoomError):
        room.handovers.lists.close_hazard(entry.number, "x").result()
    with pytest.raises(InvalidInput):
        room.handovers.lists.close_hazard(entry.number, "  ")


def test_hundreds_of_hazards_are_counted_not_listed(room: Room) -> None:
    for number in range(70):
        room.journal.add(f"hazard {number}", "hazard").result()
    handover = room.handovers.begin().result()
    assert len(codes(handover, "hazard")) == 51
    assert point(handover, "more").fact.data["count"] == "20"


def test_a_long_shift_full_of_orders_says_how_many_are_not_listed(room: Room) -> None:
    for number in range(75):
        room.journal.add(f"order {number}", "order").result()
    handover = room.handovers.begin().result()
    assert len(codes(handover, "order")) == 60
    assert point(handover, "more").fact.data["count"] == "15"


def test_a_person_missing_in_the_coming_days_is_told(room: Room) -> None:
    room.roster.books.save_need(Need("n", "operator", count=2)).result()
    handover = room.handovers.begin().result()
    assert "roster_gap" in codes(handover, "roster")
    assert "roster_fine" not in codes(handover)


def test_what_was_not_confirmed_is_carried_over_and_counted(room: Room) -> None:
    until(room, EVENING)
    room.journal.add("check the pump", "order").result()
    again = point(next_shift(room, unconfirmed="order"), "order")
    assert (again.carried, again.earlier, again.gone) == (1, "show me", False)
    # The night does not get it confirmed either.
    shown = counted(room, "outgoing")
    room.handovers.signing.offer("night", PIN, shown.revision).result()
    for one in now(room).points:
        if one.fact.code != "order":
            room.handovers.check(one.key, "agreed").result()
    room.handovers.signing.accept("zhou", PIN, counted(room, "incoming").revision).result()
    room.clock.advance(minutes=720)
    again = point(room.handovers.begin().result(), "order")
    assert (again.carried, again.earlier) == (2, "show me")


def test_what_was_confirmed_is_not(room: Room) -> None:
    until(room, EVENING)
    room.journal.add("check the pump", "order").result()
    assert codes(next_shift(room, unconfirmed="nothing"), "order") == []


def test_what_is_still_the_case_comes_again_and_begins_to_count_anew(room: Room) -> None:
    until(room, EVENING)
    room.journal.add("oil on the ramp", "hazard").result()
    assert point(next_shift(room, unconfirmed="nothing"), "hazard").carried == 0


def test_what_was_carried_over_and_is_no_longer_so_says_so(room: Room) -> None:
    until(room, EVENING)
    entry = room.journal.add("oil on the ramp", "hazard").result()
    handover = next_shift(room, unconfirmed="hazard")
    room.handovers.lists.close_hazard(entry.number, "sand strewn").result()
    again = point(room.handovers.refresh().result(), "hazard")
    assert (again.carried, again.gone) == (1, True)
    assert handover.id == now(room).id


def test_that_all_was_well_is_carried_over_only_where_somebody_denied_it(room: Room) -> None:
    until(room, EVENING)
    handover = next_shift(room, unconfirmed="incidents_none")
    assert point(handover, "incidents_none").carried == 1
    assert all(one.carried == 0 for one in handover.points if one.fact.code != "incidents_none")


def test_an_unchecked_handover_is_accepted_visibly_incomplete(room: Room) -> None:
    until(room, EVENING)
    room.journal.add("check the pump", "order").result()
    offered(room)
    shown = counted(room, "incoming")
    room.handovers.signing.accept("night", PIN, shown.revision).result()
    assert told(room, "handover_accepted")[0]["open"] == str(len(shown.points))
    room.clock.advance(minutes=720)
    assert point(room.handovers.begin().result(), "order").carried == 1


def test_words_of_the_outgoing_stay_when_the_draft_is_made_again(room: Room) -> None:
    until(room, EVENING)
    room.journal.add("check the pump", "order").result()
    handover = room.handovers.begin().result()
    key = point(handover, "order").key
    room.handovers.say(key, "done at 21:00").result()
    room.handovers.note("tea is out").result()
    room.journal.add("lock the gate", "order").result()
    again = room.handovers.refresh().result()
    assert [one.words for one in again.points if one.key == key] == ["done at 21:00"]
    assert len(codes(again, "order")) == 2
    assert "hand" in codes(again)


def test_nothing_new_is_no_new_revision(room: Room) -> None:
    until(room, EVENING)
    room.handovers.begin().result()
    first = room.handovers.refresh().result()
    assert room.handovers.refresh().result().revision == first.revision


def test_a_point_of_ones_own_is_corrected_and_dropped_until_it_is_signed(room: Room) -> None:
    until(room, EVENING)
    room.handovers.begin().result()
    handover = room.handovers.note("tea is out").result()
    own = point(handover, "hand")
    handover = room.handovers.correct_note(own, "coffee is out").result()
    assert point(handover, "hand").fact.data["text"] == "coffee is out"
    assert codes(room.handovers.drop_note(own.key).result()).count("hand") == 0
    with pytest.raises(DutyRoomError):
        room.handovers.drop_note(handover.points[0].key).result()


def test_the_shift_begins_with_the_handover_before(room: Room) -> None:
    until(room, EVENING)
    room.journal.add("of the day", "handover").result()
    handover = next_shift(room, unconfirmed="nothing")
    assert handover.since == EVENING
    assert "entry_handover" not in codes(handover)


def test_nothing_is_left_out_when_the_clock_was_set_back_in_the_shift(room: Room) -> None:
    """What belongs to a shift goes by the numbers of the log, not by its times."""
    until(room, EVENING)
    next_shift(room, unconfirmed="nothing")
    room.clock.step_wall(seconds=-86_400)
    room.journal.add("after the step", "handover").result()
    assert "entry_handover" in codes(room.handovers.refresh().result())


def test_where_people_clock_on_who_has_not_come_is_said_not_to_be_there(room: Room) -> None:
    settings = room.roster.books.settings()
    room.roster.books.save_settings(replace(settings, clocking=True)).result()
    room.roster.clocking.on("zhou").result()
    until(room, EVENING)
    handover = room.handovers.begin().result()
    assert [(one.person_id, one.present) for one in handover.outgoing] == [("zhou", True), ("chen", False)]


def test_somebody_who_is_not_on_the_roster_is_chosen_and_marked(room: Room) -> None:
    until(room, EVENING)
    room.handovers.begin().result()
    handover = room.handovers.choose("incoming", [("night", False), ("liu", True)]).result()
    assert [(one.person_id, one.planned, one.present) for one in handover.incoming] == [
        ("night", True, False),
        ("liu", False, True),
    ]


def test_the_list_is_the_sites_and_a_handover_keeps_its_own(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    room.handovers.lists.remove_item("keys").result()
    assert [one.id for one in room.handovers.lists.items()] == ["radios"]
    assert len(now(room).counts) == 2


def test_a_round_with_gaps_names_what_nobody_looked_at(room: Room) -> None:
    def cameras(transaction: Transaction) -> None:
        for number in range(12):
            name = Words(f"{number} 栋", f"Building {number}")
            transaction.site.save_camera(Camera(f"c{number}", name, "demo", "lobby"))

    room.database.write(cameras).result()
    until(room, EVENING - timedelta(hours=1))
    tours = TourService(room.database, room.clock, room.access.actor)
    stops = tuple(Stop(f"c{number}") for number in range(12))
    tours.save(Tour("night", Words("夜巡", "Night round"), stops)).result()
    for looked_at in (10, 0):
        run = tours.begin("night").result()
        for step in range(looked_at):
            tours.acknowledge(run.id, step, wrong=False, picture="live").result()
        for _ in range(2):
            room.clock.advance(seconds=36)
            moved = tours.tick()
            assert moved is not None
            moved.result()
    tours.end(run.id).result()
    points = [one.fact for one in room.handovers.begin().result().points if one.fact.section == "tour"]
    zone = ZoneInfo("Asia/Shanghai")
    assert [HandoverWords("en", zone).sentence(fact).partition(": ")[2] for fact in points] == [
        "2 of 12 stops missed: Building 10, Building 11",
        "broken off, 0 of 12 stops seen; not seen: Building 0, Building 1, Building 2, Building 3, Building 4, "
        "Building 5, Building 6, Building 7 and others",
    ]
    assert HandoverWords("zh", zone).sentence(points[0]).endswith("共 12 处，漏查 2 处：10 栋、11 栋")
