"""Sheets for the desk: everybody who can be called, in order, and every step, in both languages."""

from dataclasses import replace

import pytest

from app.core.errors import NotFound
from app.model.incident import Incident
from app.model.paper import Grid, Paper, Text
from app.model.plan import WORKING_GROUPS, Phone
from app.model.site import ROLES
from app.model.words import Words
from app.reports.sheet_service import SHEETS
from app.reports.wording import PaperWords
from tests.fakes.room import FIRE, Room


def texts(paper: Paper) -> list[str]:
    found = []
    for block in paper.blocks:
        if isinstance(block, Text):
            found.append(block.text)
        elif isinstance(block, Grid):
            found += [cell.text for row in block.rows for cell in row.cells if cell.text]
    return found


def test_a_call_sheet_has_those_on_duty_first_then_the_others_then_the_posts(room: Room) -> None:
    room.sheets.of_plan("call_sheet", "fire", "zh")
    said = texts(room.papers[-1])
    assert said[0] == "紧急呼叫单：火警"
    names = [
        "周敏（值班员、在岗）",
        "陈国平（带班领导、在岗）",
        "刘志强（巡逻队员、在岗）",
        "赵云（社区警务室）",
        "李军（值班员、备用）",
        "东门",
    ]
    assert [text for text in said if text in names] == names
    assert said[said.index(names[0]) + 1] == "8555 0101"
    assert {"公安报警\n110", "消防救援\n119", "医疗急救\n120", "交通事故\n122"} <= set(said)


def test_the_numbers_of_the_plan_stand_beside_the_public_ones(room: Room) -> None:
    phones = (Phone(Words("燃气公司", "Gas company"), "96777"), Phone(Words("火警", "Fire"), "119"))
    room.database.write(lambda tx: tx.site.save_plan(replace(FIRE, phones=phones))).result()
    room.sheets.of_plan("plan_card", "fire", "en")
    said = texts(room.papers[-1])
    assert "Gas company\n96777" in said
    assert "Fire\n119" in said, "the plan's own word for a number goes first"
    assert sum(text.endswith("\n119") for text in said) == 1


def test_there_is_room_to_write_when_somebody_was_called_and_reached(room: Room) -> None:
    room.sheets.of_plan("call_sheet", "fire", "zh")
    rows = [
        row for block in room.papers[-1].blocks if isinstance(block, Grid) for row in block.rows[block.head :]
    ]
    written = [row for row in rows if any(cell.text == "□是 □否" for cell in row.cells)]
    assert len(written) == 6
    assert all(row.least_mm >= 9 and any(not cell.text for cell in row.cells) for row in written)


def test_a_plan_card_has_every_step_with_who_and_until_when(room: Room) -> None:
    steps = (replace(FIRE.steps[0], within_s=90), replace(FIRE.steps[1], within_s=300, who=""))
    room.database.write(lambda tx: tx.site.save_plan(replace(FIRE, steps=steps))).result()
    room.sheets.of_plan("plan_card", "fire", "zh")
    said = texts(room.papers[-1])
    at = said.index("拨打119")
    assert said[at - 1 : at + 7] == ["□ 1", "拨打119", "值班员", "90秒", "□ 2", "疏散", "任何人", "5分钟"]


def test_an_incident_prints_the_plan_it_follows_not_a_newer_one(room: Room, incident: Incident) -> None:
    newer = replace(FIRE, steps=FIRE.steps[:1])
    room.database.write(lambda tx: tx.site.save_plan(newer)).result()
    room.sheets.of_incident("plan_card", incident.id, "zh")
    assert "疏散" in texts(room.papers[-1])
    room.sheets.of_plan("plan_card", "fire", "zh")
    assert "疏散" not in texts(room.papers[-1])


@pytest.mark.parametrize(("drill", "stamp"), [(True, "演练"), (False, "")])
def test_the_sheets_of_a_drill_are_marked_on_every_page(room: Room, drill: bool, stamp: str) -> None:
    incident = room.incidents.press(kind="fire", drill=drill).result()
    for what in SHEETS:
        room.sheets.of_incident(what, incident.id, "zh")
        assert room.papers[-1].stamp == stamp


def test_what_does_not_exist_is_not_printed(room: Room) -> None:
    with pytest.raises(NotFound):
        room.sheets.of_plan("call_sheet", "flood", "zh")
    with pytest.raises(NotFound):
        room.sheets.of_incident("call_sheet", "x", "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_role_and_group_has_a_word(language: str) -> None:
    words = PaperWords(language)
    assert [role for role in ROLES if words.role(role) == role and language == "zh"] == []
    assert all(words.group(group) != group for group in WORKING_GROUPS)
