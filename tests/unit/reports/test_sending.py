"""From the form to the receipt: what is filled in, what is refused, what stays for good."""

import sqlite3
from dataclasses import replace

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.model.deadline import Recipient
from app.model.incident import Incident, Source
from app.model.journal import Actor
from app.model.paper import Grid, Text
from app.model.report import Report, ReportDraft
from app.notify.incoming import take_answer
from app.reports.wording import PaperWords
from tests.fakes.room import Room
from tests.unit.reports.conftest import STREET_DUTY, tick

REST = {"casualties": "无", "on_scene": "陈国平", "on_scene_phone": "8555 0102"}


def form(room: Room, incident: Incident, kind: str = "initial", **content: str) -> ReportDraft:
    draft = room.reports.begin(incident.id, kind)
    more = {
        "measures": "已拨打119",
        "news": "明火已灭",
        "losses": "无",
        "outcome": "灭",
        "next_steps": "巡查",
    }
    return replace(draft, content={**more, **REST, **draft.content, **content})


def send(room: Room, incident: Incident, kind: str = "initial", **content: str) -> Report:
    return room.reports.send(form(room, incident, kind, **content)).result()


def shown(room: Room) -> str:
    """All words of the paper that was printed last."""
    words = []
    for block in room.papers[-1].blocks:
        if isinstance(block, Text):
            words.append(block.text)
        elif isinstance(block, Grid):
            words += [cell.text for row in block.rows for cell in row.cells]
    return "\n".join(words)


def test_the_form_knows_what_the_record_knows(room: Room, incident: Incident) -> None:
    room.clock.advance(minutes=2)
    room.incidents.acknowledge(incident.calls[0].id).result()
    room.journal.add("二楼有烟").result()
    room.clock.advance(minutes=1)
    room.incidents.arrive(incident.calls[1].id).result()
    room.incidents.tick_step(incident.id, 0).result()
    content = room.reports.begin(incident.id, "initial").content
    assert content["received_at"] == "2026-11-23 14:00"
    assert content["place"] == "液化气站"
    assert content["nature"] == "火警，Ⅲ级（较大）"
    assert content["leaders"] == content["on_scene"] == "陈国平"
    assert content["on_scene_phone"] == "8555 0102"
    assert content["measures"] == "1. 拨打119（14:03）"
    assert content["course"].split("\n") == [
        "14:00 指挥中心启动应急响应：火警，液化气站。",
        "14:00 通知周敏、陈国平、刘志强、赵云。",
        "14:02 周敏确认收到。",
        "14:02 二楼有烟",
        "14:03 陈国平到场。",
        "14:03 完成：拨打119。",
    ]
    assert "casualties" not in content, "nobody has counted: nothing is made up"


def test_what_goes_on_beside_an_incident_is_no_part_of_its_course(room: Room, incident: Incident) -> None:
    room.journal.add("访客找2单元住户，已登记", "visitor").result()
    room.journal.add("东门巡逻，一切正常", "patrol", place_id="elsewhere").result()
    room.journal.add("访客认出起火住户", "visitor", incident_id=incident.id).result()
    room.journal.add("液化气站巡逻发现火苗", "patrol", place_id=incident.place_id).result()
    course = room.reports.begin(incident.id, "initial").content["course"]
    assert [line[6:] for line in course.split("\n") if "访客" in line or "巡逻" in line] == [
        "访客认出起火住户",
        "液化气站巡逻发现火苗",
    ]


def test_the_same_form_in_english(room: Room, incident: Incident) -> None:
    draft = replace(room.reports.begin(incident.id, "initial"), language="en")
    content = room.reports.refill(draft).content
    assert content["course"].startswith(
        "14:00 The command centre started the emergency response: Fire, LPG station."
    )


def test_it_goes_to_those_whom_the_table_names(room: Room, incident: Incident) -> None:
    assert room.reports.begin(incident.id, "initial").people == ("wang",)


def test_what_was_typed_survives_a_crash(room: Room, incident: Incident) -> None:
    draft = form(room, incident, casualties="1人轻")
    room.reports.keep(draft).result()
    room.reopen()
    assert room.reports.begin(incident.id, "initial") == draft
    room.reports.discard(draft).result()
    assert room.reports.drafts(incident.id) == []


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"content": {"place": ""}}, "source", "item_missing"),
        ({"people": ()}, "people", "no_receiver"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_sent(
    room: Room, incident: Incident, change: dict[str, object], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        room.reports.send(replace(form(room, incident), **change)).result()
    assert refused.value.values == {"field": field, "reason": reason}
    assert room.reports.of_incident(incident.id) == []
    assert room.papers == []


def test_a_sent_report_meets_its_clock_goes_out_and_is_in_the_log_with_its_paper(
    room: Room, incident: Incident
) -> None:
    room.reports.keep(form(room, incident)).result()
    room.clock.advance(minutes=40)
    report = send(room, incident)
    assert (report.serial, report.version, report.people) == ("2026-1", 1, ("wang",))
    written = next(due for due in room.clocks.dues(incident.id) if due.stage == "written")
    assert written.met_at == report.sent_at
    assert room.reports.drafts(incident.id) == []
    (message,) = [
        one
        for one in room.database.read(lambda r: r.outbox.for_incident(incident.id))
        if "report" in one.dedupe_key
    ]
    assert (message.person_id, message.channel_id, message.title) == ("wang", "mail", "首报：火警")
    assert "伤亡情况：无" in message.body
    entry = room.journal.latest(1, kinds=("report_sent",))[0]
    assert entry.draft.media == (report.paper,)
    assert room.reports.paper(report) == b"%PDF 1"
    assert room.journal.verify().ok


def test_a_report_can_be_changed_by_nobody(room: Room, incident: Incident) -> None:
    report = send(room, incident)
    for statement in (
        "UPDATE report SET content = '{}'",
        "DELETE FROM report",
        f"INSERT OR REPLACE INTO report SELECT * FROM report WHERE id = '{report.id}'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="stays as it was"):
            room.database.write(lambda tx, sql=statement: tx.reports._database.execute(sql)).result()
    assert room.reports.of_incident(incident.id) == [report]


def test_a_correction_is_a_new_version_that_says_what_and_why(room: Room, incident: Incident) -> None:
    first = send(room, incident)
    room.clock.advance(minutes=5)
    draft = room.reports.begin_correction(first.id)
    with pytest.raises(InvalidInput):
        room.reports.send(draft).result()
    mended = replace(draft, content={**draft.content, "casualties": "1人轻伤"}, reason="医院核实")
    second = room.reports.send(mended).result()
    assert (second.version, second.serial, second.changed) == (2, first.serial, ("casualties",))
    assert room.reports.of_incident(incident.id) == [first, second]
    assert "更正（第2版），替代〔2026〕第1号 2026年11月23日14时00分。更正原因：医院核实" in shown(room)
    assert "伤亡情况（更正）" in shown(room)
    with pytest.raises(NotAllowed):
        room.reports.send(mended).result()
    assert not any(due.stage == "follow_up" and due.number == 2 for due in room.clocks.dues(incident.id))


def test_follow_ups_count_on_and_say_what_is_new(room: Room, incident: Incident) -> None:
    send(room, incident)
    room.clock.advance(minutes=10)
    room.journal.add("烟已散").result()
    draft = room.reports.begin(incident.id, "follow_up")
    assert draft.content["news"] == "14:10 烟已散"
    assert draft.content["casualties"] == "无"
    report = send(room, incident, "follow_up", casualties="1人轻伤")
    assert (report.number, report.serial, report.changed) == (1, "2026-2", ("casualties",))
    assert "续报一" in shown(room)
    assert "伤亡情况（较上次有变化）" in shown(room)
    assert send(room, incident, "follow_up").number == 2
    assert room.reports.may_write(incident) == ("follow_up", "final")


def test_what_was_taken_back_is_corrected_upward(room: Room, incident: Incident) -> None:
    room.incidents.arrive(incident.calls[1].id).result()
    room.incidents.tick_step(incident.id, 0).result()
    at = room.clock.now()
    send(room, incident)
    room.clock.advance(minutes=10)
    room.withdrawals.arrival(incident.calls[1].id, at).result()
    room.withdrawals.step(incident.id, 0, at).result()
    content = room.reports.begin(incident.id, "follow_up").content
    assert content["news"].split("\n") == [
        "14:10 更正：“拨打119”尚未完成，此前记录有误。",
        "14:10 更正：陈国平并未到场，此前记录有误。",
    ]
    draft = replace(room.reports.begin(incident.id, "follow_up"), language="en")
    assert "14:10 Correction: not done yet: Call 119;" in room.reports.refill(draft).content["news"]


def test_who_has_answered_beside_a_wrong_mark_is_told_upward_with_the_time_of_the_answer(
    room: Room, incident: Incident
) -> None:
    call = incident.calls[1]
    room.incidents.acknowledge(call.id).result()
    at = room.clock.now()
    send(room, incident)
    room.clock.advance(minutes=4)
    room.incidents.acknowledge(call.id, Source(Actor(call.person_id), "sms")).result()
    room.clock.advance(minutes=6)
    room.withdrawals.acknowledgement(call.id, at).result()
    draft = room.reports.begin(incident.id, "follow_up")
    assert draft.content["news"].split("\n") == [
        "14:04 陈国平确认收到。",
        "14:10 更正：陈国平于14:04由本人确认收到，此前登记有误。",
    ]
    english = room.reports.refill(replace(draft, language="en")).content["news"]
    assert "14:10 Correction: Chen Guoping confirmed in person at 14:04; an earlier confirmation" in english


def test_the_final_report_ends_it(room: Room, incident: Incident) -> None:
    send(room, incident)
    room.clock.advance(minutes=30)
    room.incidents.stand_down(incident.id, "火已灭").result()
    tick(room)
    over = room.incidents.get(incident.id)
    assert over is not None
    assert room.reports.may_write(over)[0] == "final"
    report = send(room, over, "final")
    assert report.content["state"] == "事件已于2026年11月23日14时30分处置完毕，现场秩序恢复正常。"
    assert "14:30 事件解除。火已灭" in report.content["summary"]
    final = next(due for due in room.clocks.dues(incident.id) if due.stage == "final")
    assert final.met_at == report.sent_at


def test_a_drill_says_so_everywhere_and_counts_apart(room: Room) -> None:
    drill = room.incidents.press(kind="fire", place_id="lpg", drill=True).result()
    report = send(room, drill)
    assert report.serial == "2026-D1"
    assert room.papers[-1].stamp == "演练"
    assert "演练〔2026〕第1号" in shown(room)
    (message,) = [
        m for m in room.database.read(lambda r: r.outbox.for_incident(drill.id)) if "report" in m.dedupe_key
    ]
    assert message.title.startswith("【演练】")
    assert message.body.startswith("【演练】")
    real = room.incidents.press(kind="fire", place_id="lpg").result()
    assert send(room, real).serial == "2026-1"


def test_who_has_no_channel_is_named(room: Room, incident: Incident) -> None:
    draft = replace(form(room, incident), people=("liu", "wang"))
    room.reports.send(draft).result()
    entries = room.journal.latest(10, kinds=("no_channel",), incident_id=incident.id)
    assert "liu" in {entry.draft.data["person"] for entry in entries}


def test_a_preview_is_marked_as_a_draft_and_needs_nothing(room: Room, incident: Incident) -> None:
    room.reports.preview(replace(form(room, incident), content={}, people=()))
    assert room.papers[-1].stamp == "草稿"
    assert "〔2026〕" not in shown(room)


def test_a_receipt_says_who_when_and_by_what_path(room: Room, incident: Incident) -> None:
    report = send(room, incident)
    room.clock.advance(minutes=3)
    room.reports.confirm(report.id, "wang", " 王芳 ", "phone").result()
    (receipt,) = room.reports.receipts(incident.id)
    assert (receipt.whom, receipt.path, receipt.at) == ("王芳", "phone", room.clock.now())
    assert room.journal.latest(1)[0].draft.kind == "report_confirmed"
    with pytest.raises(InvalidInput):
        room.reports.confirm(report.id, "wang", " ", "phone")


def test_a_paper_that_has_gone_is_told_as_such(room: Room, incident: Incident) -> None:
    report = send(room, incident)
    room.media.path(report.paper, ".pdf").unlink()
    with pytest.raises(NotFound):
        room.reports.paper(report)
    assert room.journal.verify().reason == "media_missing"


def test_a_paper_that_was_changed_is_not_shown(room: Room, incident: Incident) -> None:
    report = send(room, incident)
    room.media.path(report.paper, ".pdf").write_bytes(b"%PDF nobody was hurt")
    with pytest.raises(NotAllowed, match="paper_changed"):
        room.reports.paper(report)
    assert room.journal.verify().reason == "media_differs"


def test_a_person_told_by_a_correction_alone_was_told_then(room: Room, incident: Incident) -> None:
    room.database.write(
        lambda tx: tx.dues.save_deadline(
            replace(tx.dues.deadlines()[0], id="police", recipient=Recipient("police"))
        )
    ).result()
    tick(room)
    first = send(room, replace(incident))
    assert first.people == ("wang", "zhao") or set(first.people) == {"wang", "zhao"}
    only = replace(form(room, incident, "follow_up"), people=("wang",))
    report = room.reports.send(only).result()
    room.clock.advance(minutes=9)
    draft = replace(room.reports.begin_correction(report.id), reason="补报", people=("wang", "zhao"))
    second = room.reports.send(draft).result()
    dues = {
        (due.recipient.role, due.number): due
        for due in room.clocks.dues(incident.id)
        if due.stage == "follow_up"
    }
    assert dues["street_office", 1].met_at == report.sent_at
    assert dues["police", 1].met_at == second.sent_at


def test_after_a_reopening_the_reports_go_on_and_another_final_one_is_owed(
    room: Room, incident: Incident
) -> None:
    send(room, incident)
    room.incidents.stand_down(incident.id, "灭了").result()
    tick(room)
    send(room, incident, "final")
    assert room.database.read(lambda reader: reader.dues.unsettled()) == [incident.id], "phone is still owed"
    room.clock.advance(minutes=10)
    room.incidents.reopen(incident.id, "复燃").result()
    tick(room)
    running = room.incidents.get(incident.id)
    assert running is not None
    assert room.reports.may_write(running) == ("follow_up", "final")
    assert send(room, running, "follow_up").number == 1
    room.clock.advance(minutes=10)
    room.incidents.stand_down(incident.id, "灭了").result()
    tick(room)
    finals = [due for due in room.clocks.dues(incident.id) if due.stage == "final"]
    assert [(due.number, due.met_at is None) for due in finals] == [(0, False), (1, True)]
    again = send(room, running, "final")
    assert (again.number, PaperWords("zh").report("final", again.number)) == (1, "终报（第2次）")
    assert all(due.met_at for due in room.clocks.dues(incident.id) if due.stage == "final")


def test_what_a_false_alarm_had_ended_is_owed_from_the_reopening_on(room: Room, incident: Incident) -> None:
    room.incidents.false_alarm(incident.id).result()
    tick(room)
    room.clock.advance(minutes=120)
    room.incidents.reopen(incident.id, "真有火").result()
    tick(room)
    phone = next(due for due in room.clocks.dues(incident.id) if due.stage == "phone")
    assert (phone.is_open, phone.missed_at, room.clocks.left_s(phone)) == (True, None, 900)
    turn_out = next(due for due in room.clocks.dues(incident.id) if due.stage == "turn_out")
    assert turn_out.ended == "closed"


def answered(room: Room, key: str, text: str = "1") -> None:
    """By short message, from the street office's telephone."""
    room.database.write(lambda tx: take_answer(tx, key, "+8613800138130", text, "")).result()


def test_an_answer_by_short_message_is_the_receipt_of_the_newest_report_and_of_no_other(
    room: Room, incident: Incident
) -> None:
    street = replace(STREET_DUTY, phones=("13800138130",))
    room.database.write(lambda tx: (tx.site.save_person(street), tx.touch_quietly("person"))).result()
    first = send(room, incident)
    answered(room, "k1", "几点的事？")
    assert room.reports.receipts(incident.id) == []
    answered(room, "k2")
    answered(room, "k2")
    (receipt,) = room.reports.receipts(incident.id)
    assert (receipt.report_id, receipt.person_id, receipt.whom, receipt.path) == (
        first.id,
        "wang",
        "王芳",
        "message",
    )
    answered(room, "k3", "收到")
    assert len(room.reports.receipts(incident.id)) == 1, "there is nothing more to confirm"
    second = send(room, incident, "follow_up")
    answered(room, "k4", "收到")
    assert [one.report_id for one in room.reports.receipts(incident.id)] == [first.id, second.id]
    entry = next(e.draft for e in room.journal.latest(5) if e.draft.kind == "report_confirmed")
    assert (entry.actor.person_id, entry.data["path"], entry.incident_id) == ("wang", "message", incident.id)


def test_days_later_an_answer_is_no_receipt(room: Room, incident: Incident) -> None:
    street = replace(STREET_DUTY, phones=("13800138130",))
    room.database.write(lambda tx: (tx.site.save_person(street), tx.touch_quietly("person"))).result()
    send(room, incident)
    room.clock.advance(minutes=73 * 60)
    answered(room, "k1")
    assert room.reports.receipts(incident.id) == []
