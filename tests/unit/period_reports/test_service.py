"""Reports over a time on a real database: drafted from the log, completed by hand, made once and for good."""

import sqlite3
from dataclasses import replace

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StorageUnavailable
from app.model.journal import Draft
from app.model.period_report import PeriodReportDraft, ReportKey
from app.model.words import Words
from app.storage.transaction import Transaction
from tests.fakes.room import FIRE, Room
from tests.unit.period_reports.papers import text_of

NOVEMBER = ReportKey("monthly", "2026-11")
DAY = 24 * 60


def lived_through(room: Room) -> None:
    """A fire, a drill, a hazard with a correction, an order, a camera."""
    for drill in (False, True):
        incident = room.incidents.press(kind="fire", place_id="lpg", drill=drill).result()
        change = room.clocks.tick()
        assert change is not None
        change.result()
        room.clock.advance(minutes=6)
        settled = room.clocks.tick()
        assert settled is not None
        settled.result()
        patrol = next(call for call in incident.calls if call.role == "patrol")
        room.incidents.arrive(patrol.id).result()
        room.incidents.stand_down(incident.id, "put out with one extinguisher").result()
    hazard = room.journal.add("cable hangs over the door", "hazard", place_id="lpg").result()
    room.journal.amend(hazard.number, "cable hangs over the gate", "wrong door").result()
    room.handovers.lists.close_hazard(hazard.number, "tied up again").result()
    room.journal.add("check all garages by Friday", "order").result()

    def cameras(transaction: Transaction) -> None:
        transaction.journal.append(Draft("camera_lost", camera_id="gone"))

    room.database.write(cameras).result()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_drafted_from_the_log(room: Room, language: str) -> None:
    lived_through(room)

    room.period_reports.preview(NOVEMBER, language)

    said = text_of(room.papers[-1])
    for word in ("put out with one extinguisher", "cable hangs over the gate", "check all garages by Friday"):
        assert word in said
    assert "over the door" not in said
    assert "tied up again" in said
    assert "目前尚有未销号隐患" not in said
    assert ("6:00（逾时）" if language == "zh" else "6:00 (late)") in said
    assert ("本期发生突发事件1起" if language == "zh" else "Incidents: 1.") in said
    assert ("误报0起，演练1次" if language == "zh" else "Drills: 1.") in said
    assert "{" not in said
    assert room.papers[-1].stamp


def test_each_incident_is_called_what_its_plan_was_called_then(room: Room) -> None:
    """Counted together, by the name of now."""

    def renamed(transaction: Transaction) -> None:
        transaction.site.save_plan(replace(FIRE, name=Words("大火", "Blaze")))
        transaction.touch_quietly("plan")

    closed, _running = (
        room.incidents.press(kind="fire").result(),
        room.incidents.press(kind="fire", place_id="lpg").result(),
    )
    room.incidents.stand_down(closed.id).result()
    room.database.write(renamed).result()
    room.incidents.stand_down(room.incidents.press(kind="fire").result().id).result()
    room.period_reports.preview(NOVEMBER, "en")
    said = text_of(room.papers[-1])
    assert "Blaze 3." in said
    assert (said.count("Fire"), said.count("Blaze")) == (3, 2)


def test_a_month_in_which_nothing_happened_says_so_in_every_section(room: Room) -> None:
    room.database.write(lambda transaction: transaction.journal.append(Draft("console_started"))).result()

    drafted = room.period_reports.look(NOVEMBER, "zh")
    room.period_reports.preview(NOVEMBER, "zh")

    said = text_of(room.papers[-1])
    assert "本期未发生突发事件。" in said
    assert "本期日志未登记隐患。" in said
    for section in drafted.sections:
        assert section.title in said
    assert said.count("无。") >= 2  # what only a person can tell


def test_what_a_person_writes_survives_drafting_anew_and_a_restart(room: Room) -> None:
    room.journal.add("first", "hazard").result()
    room.period_reports.keep(
        PeriodReportDraft(NOVEMBER, {"plans": "Check the pumps.", "education": " "})
    ).result()
    room.journal.add("second", "hazard").result()
    room.reopen()

    drafted = room.period_reports.look(NOVEMBER, "en")

    assert dict(drafted.draft.own_words) == {"plans": "Check the pumps."}
    assert any("second" in line for section in drafted.sections for line in section.paragraphs)
    room.period_reports.preview(NOVEMBER, "en")
    assert "Check the pumps." in text_of(room.papers[-1])


def test_it_is_made_when_its_time_is_over_and_its_hash_stands_in_the_log(room: Room) -> None:
    lived_through(room)
    with pytest.raises(NotAllowed, match="period_not_over"):
        room.period_reports.make(NOVEMBER, "zh").result()
    room.clock.advance(minutes=10 * DAY)

    first = room.period_reports.make(NOVEMBER, "zh").result()
    room.period_reports.keep(PeriodReportDraft(NOVEMBER, {"plans": "more"})).result()
    second = room.period_reports.make(NOVEMBER, "zh").result()

    assert (first.version, second.version) == (1, 2)
    assert room.period_reports.paper(first) != room.period_reports.paper(second)
    entries = room.journal.latest(2, kinds=("period_report_made",))
    assert [entry.draft.media for entry in entries] == [(second.paper,), (first.paper,)]
    assert "第2版" in text_of(room.papers[-1])
    assert not room.papers[-1].stamp
    standing = next(one for one in room.period_reports.all() if one.report.key == NOVEMBER)
    assert [one.version for one in standing.made] == [2, 1]
    assert room.journal.verify().ok


def test_what_was_made_cannot_be_changed_and_a_changed_file_is_not_shown(room: Room) -> None:
    room.journal.add("x").result()
    room.clock.advance(minutes=10 * DAY)
    made = room.period_reports.make(NOVEMBER, "zh").result()

    other = sqlite3.connect(room.folder / "dutyroom.sqlite")
    for statement in ("UPDATE period_report SET by_name = 'x'", "DELETE FROM period_report"):
        with pytest.raises(sqlite3.IntegrityError):
            other.execute(statement)
    other.close()
    path = room.media.find(made.paper)
    assert path is not None
    path.write_bytes(b"another")
    with pytest.raises(NotAllowed, match="paper_changed"):
        room.period_reports.paper(made)
    path.unlink()
    with pytest.raises(NotFound):
        room.period_reports.paper(made)


def test_where_people_sign_in_a_stranger_makes_and_sets_nothing(room: Room) -> None:
    room.journal.add("x").result()
    room.access.set_pin("chen", "2468").result()
    room.clock.advance(minutes=10 * DAY)
    with pytest.raises(NotAllowed, match="not_signed_in"):
        room.period_reports.make(NOVEMBER, "zh")
    with pytest.raises(NotAllowed):
        room.period_reports.save_times(5, "09:00")

    room.access.sign_in("chen", "2468").result()
    made = room.period_reports.make(NOVEMBER, "zh").result()

    assert made.by.person_id == "chen"
    assert "编制：陈国平" in text_of(room.papers[-1])


@pytest.mark.parametrize(
    ("first", "last", "reason", "code"),
    [
        ("2026-10-03", "2026-10-01", "x", "span_backwards"),
        ("2026-10-01", "2028-10-01", "x", "span_too_long"),
        ("today", "2026-10-01", "x", "date_form"),
        ("2026-10-01", "2026-10-01", "  ", "reason_empty"),
        ("2026-10-01", "2026-10-01", "x" * 201, "too_long"),
    ],
)
def test_a_special_period_that_cannot_be_is_refused(
    room: Room, first: str, last: str, reason: str, code: str
) -> None:
    reports = room.period_reports
    with pytest.raises(InvalidInput) as refused:
        reports.save_special_period(reports.new_special_period(first, last, reason))
    assert refused.value.values["reason"] == code


@pytest.mark.parametrize(
    ("day", "at"), [(29, "08:00"), (-1, "08:00"), (3, "8"), (3, "25:00"), (3, "08:00:00")]
)
def test_times_that_cannot_be_are_refused(room: Room, day: int, at: str) -> None:
    with pytest.raises(InvalidInput):
        room.period_reports.save_times(day, at)


def test_a_month_that_is_none_is_not_found(room: Room) -> None:
    with pytest.raises(NotFound):
        room.period_reports.look(ReportKey("monthly", "2026-13"), "zh")


def test_many_hazards_are_counted_and_not_all_listed(room: Room) -> None:
    def add(transaction: Transaction) -> None:
        for number in range(1500):
            transaction.journal.append(Draft("hazard", f"hazard {number}"))

    room.database.write(add).result()
    room.journal.amend(3, "another text", "wrong").result()

    drafted = room.period_reports.look(NOVEMBER, "en")

    lines = next(section.paragraphs for section in drafted.sections if section.id == "hazards")
    assert lines[0] == "Hazards in the log: 1500"
    assert "another text" in lines[3]
    assert len(lines) < 70
    assert "1440 more stand in the log." in lines


def test_a_full_disk_makes_no_half_report(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.journal.add("x").result()
    room.clock.advance(minutes=10 * DAY)
    room.period_reports.keep(PeriodReportDraft(NOVEMBER, {"plans": "Pumps."})).result()

    def full(content: bytes, suffix: str) -> str:
        raise StorageUnavailable("disk_full")

    with monkeypatch.context() as disk:
        disk.setattr(room.media, "keep", full)
        with pytest.raises(StorageUnavailable):
            room.period_reports.make(NOVEMBER, "zh").result()
    assert [one.made for one in room.period_reports.all() if one.report.key == NOVEMBER] == [()]
    assert room.period_reports.make(NOVEMBER, "zh").result().own_words == {"plans": "Pumps."}


def test_words_with_anything_in_them_are_printed_and_kept(room: Room) -> None:
    words = "{period} <b>&amp;</b> \x00\u202e \U0001f525 " + "长" * 5000
    room.period_reports.keep(PeriodReportDraft(NOVEMBER, {"plans": words})).result()

    room.period_reports.preview(NOVEMBER, "zh")

    kept = room.period_reports.look(NOVEMBER, "zh").draft.own_words["plans"]
    assert kept == words[:4000]
    assert "{period} <b>&amp;</b>" in text_of(room.papers[-1])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_place_that_an_entry_names_itself_is_not_named_twice(room: Room, language: str) -> None:
    room.journal.add("液化气站门口堆放纸箱", "hazard", place_id="lpg").result()
    room.journal.add("boxes at the door", "hazard", place_id="lpg").result()

    room.period_reports.preview(NOVEMBER, language)

    said = text_of(room.papers[-1])
    assert "LPG station 液化气站" not in said
    assert said.count("液化气站" if language == "zh" else "LPG station") == (2 if language == "zh" else 1)


@pytest.mark.parametrize(
    ("language", "owed"),
    [
        ("zh", "尚欠报告：11月23日 14:00 液化气站 火警，"),
        ("en", "Reports still owed: 2026-11-23 14:00 LPG station Fire: "),
    ],
)
def test_what_an_incident_still_owes_after_its_end_is_not_finished(
    room: Room, language: str, owed: str
) -> None:
    incident = room.incidents.press(kind="fire", place_id="lpg").result()
    change = room.clocks.tick()
    assert change is not None
    change.result()
    room.incidents.stand_down(incident.id, "out").result()
    change = room.clocks.tick()
    if change is not None:
        change.result()
    drill = room.incidents.press(kind="fire", place_id="lpg", drill=True).result()
    room.incidents.stand_down(drill.id, "well done").result()
    drafted = room.period_reports.look(NOVEMBER, language)
    section = next(one for one in drafted.sections if one.id == "unfinished")
    assert section.paragraphs[0].startswith(owed)
    assert len(section.paragraphs) == 1


def test_who_wrote_an_entry_is_named_in_the_language_of_the_report(room: Room) -> None:
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_in("zhou", "2468").result()
    room.journal.add("oil on the ramp", "hazard").result()
    drafted = room.period_reports.look(NOVEMBER, "en")
    section = next(one for one in drafted.sections if one.id == "hazards")
    assert any("(Zhou Min)" in line for line in section.paragraphs)
