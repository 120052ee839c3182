"""What the log says about tiers, in both languages: every kind the escalation writes, with names and reasons."""

import re

import pytest

from app.model.journal import Actor, Draft
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, ENGLISH, Language
from app.ui.log.filters import GROUPS
from app.ui.names import Names
from tests.fakes.services import ScreenRoom

TWO = {"count": "2", "names": "周敏、陈国平", "people": "zhou,chen"}
SAID = [
    (
        "message_failed",
        {"person": "zhou", "channel": "phones", "error": "line_busy"},
        "Message to Zhou Min failed (Duty phones, busy): dial by hand",
        "发给周敏的消息失败（值班手机，占线），请人工拨打",
    ),
    (
        "message_delayed",
        {"person": "zhou", "channel": "phones", "error": "", "attempts": "1"},
        "Message to Zhou Min not sent yet (Duty phones), try 1 failed",
        "发给周敏的消息尚未发出（值班手机），第 1 次失败",
    ),
    (
        "tier_called",
        {"tier": "1", **TWO, "roles": "operator,leader", "why": "on_duty:weekly,on_duty:stand_in"},
        "Tier 1, 2 called: Zhou Min (operator on duty), Chen Guoping (duty leader, standing in)",
        "第 1 层呼叫 2 人：周敏（当班值班员）、陈国平（替班带班领导）",
    ),
    (
        "tier_called",
        {
            "tier": "2",
            "by_hand": "true",
            **TWO,
            "roles": "post,group_leader",
            "why": "at_post:gate,leads:health",
        },
        "Tier 2, 2 called, by hand: Zhou Min (at East gate), Chen Guoping (health group)",
        "第 2 层呼叫 2 人（人工升级）：周敏（东门在岗）、陈国平（卫生健康安全组）",
    ),
    (
        "tier_called",
        {"tier": "1", **TWO},
        "Tier 1, 2 called: Zhou Min, Chen Guoping",
        "第 1 层呼叫 2 人：周敏、陈国平",
    ),
    (
        "people_added",
        {"tier": "1", **TWO, "roles": "operator,patrol", "why": "added,off_duty"},
        "Called besides: Zhou Min (by hand), Chen Guoping (patrol, off duty)",
        "增加呼叫：周敏（人工）、陈国平（巡逻队员，未当班）",
    ),
    (
        "nobody_on_duty",
        {"target": "group", "role": "road_safety", "tier": "2"},
        "▲ Nobody leads the road safety group",
        "▲ 道路安全组没有组长",
    ),
    (
        "nobody_on_duty",
        {"role": "leader", "tier": "2"},
        "▲ Nobody on duty as duty leader",
        "▲ 带班领导岗位无人在岗",
    ),
    (
        "nobody_on_duty",
        {"target": "post", "role": "gate", "tier": "2"},
        "▲ Nobody on duty at East gate",
        "▲ 东门无人在岗",
    ),
    (
        "tier_empty",
        {"tier": "2", "why": "nobody"},
        "▲ Tier 2 has nobody on duty, the next tier follows",
        "▲ 第 2 层无人当班，转下一层",
    ),
    (
        "tier_empty",
        {"tier": "3", "why": "nobody", "final": "true"},
        "▲ Tier 3, the last, has nobody on duty. Dial by hand",
        "▲ 第 3 层（最后一层）无人当班，请人工拨打",
    ),
    (
        "tier_empty",
        {"tier": "3", "why": "known", "final": "true"},
        "▲ Tier 3, the last: all of its people were called before. Dial by hand",
        "▲ 第 3 层（最后一层）人员此前均已呼叫，请人工拨打",
    ),
    ("tier_empty", {"tier": "2"}, "Tier 2 has nobody to call: dial by hand", "第 2 层无人可通知，请人工拨打"),
    ("tier_missed", {"tier": "1"}, "▲ Tier 1 has not confirmed in time", "▲ 第 1 层逾时未确认"),
    (
        "tier_acknowledged",
        {"tier": "1", "person": "chen", "name": "陈国平", "late": "true"},
        "Tier 1 has confirmed, late: Chen Guoping",
        "第 1 层已确认（迟）：陈国平",
    ),
    (
        "turned_out",
        {"person": "liu", "name": "刘志强", "after_s": "206"},
        "First on scene: Liu Zhiqiang, 3:26 after the start",
        "最先到场：刘志强，启动后 3:26",
    ),
    ("tier_held", {"tier": "2", "reason": "误报"}, "Tier 2 held back: 误报", "第 2 层暂缓呼叫：误报"),
    (
        "incident_handed_over",
        {"person": "night", "name": "李军", "was": "zhou"},
        "Incident handed over to Li Jun (before: Zhou Min)",
        "事件移交给李军（原为周敏）",
    ),
    (
        "incident_handed_over",
        {"person": "night", "was": ""},
        "Incident handed over to Li Jun",
        "事件移交给李军",
    ),
    (
        "incident_reopened",
        {"reason": "复燃", "was": "stood_down"},
        "Incident reopened: 复燃",
        "事件重新启动：复燃",
    ),
]


@pytest.mark.parametrize(("kind", "data", "english", "chinese"), SAID)
def test_it_is_told_in_both_languages(
    room: ScreenRoom, language: Language, kind: str, data: dict[str, str], english: str, chinese: str
) -> None:
    room.incidents.press(kind="fire").result()
    entry = room.database.write(lambda tx: tx.journal.append(Draft(kind, actor=Actor(), data=data))).result()
    language.switch(ENGLISH)
    assert EntryWords(Names(room.services)).sentence(entry) == english
    language.switch(CHINESE)
    told = EntryWords(Names(room.services)).sentence(entry)
    language.switch(ENGLISH)
    assert told == chinese


KINDS = (
    "tier_called", "tier_joined", "people_added", "tier_called_again", "dial_again", "tier_empty", "tier_missed",
    "tier_acknowledged", "acknowledgement_reminded", "acknowledgement_expired", "turned_out", "tier_held",
    "tier_released", "incident_handed_over", "incident_reopened", "nobody_on_duty",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_and_a_place_in_the_filters(
    room: ScreenRoom, language: Language, kind: str
) -> None:
    data = {
        "tier": "1",
        "number": "1",
        "person": "chen",
        "name": "陈国平",
        "reason": "1",
        "role": "leader",
        **TWO,
    }
    entry = room.database.write(lambda tx: tx.journal.append(Draft(kind, data=data))).result()
    language.switch(CHINESE)
    told = EntryWords(Names(room.services)).sentence(entry)
    language.switch(ENGLISH)
    assert re.search("[\u4e00-\u9fff]", told)
    assert not re.search("[A-Za-z{}=]", told), told
    assert any(kind in kinds for kinds in GROUPS.values())
