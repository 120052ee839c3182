"""What the log says of handovers, in both languages."""

import pytest

from app.model.handover import HandoverSettings, Item
from app.model.words import Words
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, Language
from app.ui.names import Names
from tests.fakes.services import ScreenRoom
from tests.unit.handover.shift import EVENING, PIN, agreed, counted, now, offered, tick, until


@pytest.fixture
def busy(room: ScreenRoom) -> ScreenRoom:
    """Every kind of entry once."""
    for person_id in ("night", "chen", "zhou"):
        room.access.set_pin(person_id, PIN).result()
        room.access.sign_in(person_id, PIN).result()
    for item in (Item("keys", Words("钥匙", "Keys"), 6), Item("radios", Words("对讲机", "Radios"), 4)):
        room.handovers.lists.save_item(item).result()
    room.handovers.lists.save_settings(HandoverSettings(10, 5, 7)).result()
    tick(room)
    hazard = room.journal.add("oil", "hazard").result()
    until(room, EVENING)
    tick(room)
    room.clock.advance(minutes=6)
    tick(room)
    offered(room)
    room.handovers.signing.refuse("night", PIN, "unclear").result()
    room.handovers.lists.close_hazard(hazard.number, "sand").result()
    room.incidents.press(kind="fire").result()
    room.handovers.signing.offer("zhou", PIN, now(room).revision, "ill", "chen").result()
    room.handovers.signing.take_back("zhou", PIN, "forgot").result()
    room.handovers.signing.offer("zhou", PIN, now(room).revision).result()
    agreed(room)
    counted(room, "incoming", radios=3)
    room.handovers.check(now(room).points[0].key, "refused", "no").result()
    shown = room.handovers.explain("radios", "repair").result()
    handover = room.handovers.signing.accept("night", PIN, shown.revision).result()
    room.handovers.signing.countersign(handover.id, "chen", PIN).result()
    room.handovers.papers.pdf(handover.id, "zh")
    room.clock.advance(minutes=720)
    tick(room)
    room.clock.advance(minutes=720)
    tick(room)
    return room


EXPECTED = {
    "handover_settings": (
        "Handovers: reminder 10 min before, alarm 5 min after; days until a hazard is overdue: 7",
        "交接班：提前 10 分钟提醒，超过 5 分钟告警；隐患超过 7 天为逾期",
    ),
    "handover_due": (
        "Handover soon, 2026-11-23 20:00: Zhou Min, Chen Guoping → Li Jun",
        "即将交接班，2026-11-23 20:00：周敏、陈国平 → 李军",
    ),
    "handover_late": (
        "▲ Handover is late, 2026-11-23 20:00: Zhou Min, Chen Guoping → Li Jun",
        "▲ 交接班逾时，2026-11-23 20:00：周敏、陈国平 → 李军",
    ),
    "handover_offered": ("Handover signed by the outgoing shift", "交班人已签名"),
    "handover_refused": ("Handover refused by the incoming shift: unclear", "接班人退回交接班：unclear"),
    "handover_taken_back": ("Handover taken back by the outgoing shift: forgot", "交班人撤回重填：forgot"),
    "hazard_closed": ("Hazard no. {hazard} closed: sand", "第 {hazard} 号隐患已消除：sand"),
    "handover_accepted": (
        "Handover 2026-001 taken over, 1 point not confirmed, 1 difference in the list, while an incident runs: ill"
        " (approved by Chen Guoping)",
        "交接班第 2026-001 号已接班，1 项未确认，清点有 1 处差异，事件处置期间交接：ill（陈国平同意）",
    ),
    "handover_countersigned": ("Handover 2026-001 countersigned", "交接班第 2026-001 号带班领导已签名"),
    "handover_printed": ("Handover 2026-001 printed in Chinese", "交接班第 2026-001 号已打印（中文）"),
    "handover_missed": (
        "▲ Handover did not take place, 2026-11-24 08:00: Li Jun → Zhou Min, Chen Guoping",
        "▲ 未交接班，2026-11-24 08:00：李军 → 周敏、陈国平",
    ),
}


def test_every_kind_has_its_sentence_in_both_languages(busy: ScreenRoom, language: Language) -> None:
    words = EntryWords(Names(busy.services))
    for kind, (english, chinese) in EXPECTED.items():
        # The first of its kind, but of what both sides did in the incident the last.
        entry = busy.journal.latest(100, kinds=(kind,))[-1]
        hazard = entry.draft.data.get("hazard", "")
        assert words.sentence(entry) == english.replace("{hazard}", hazard), kind
        language.switch(CHINESE)
        assert words.sentence(entry) == chinese.replace("{hazard}", hazard), kind
        language.switch("en")
