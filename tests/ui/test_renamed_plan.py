"""An incident is called what the plan was called that it follows, everywhere, whatever is changed meanwhile."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.model.journal import Draft
from app.model.plan import Plan
from app.model.words import Words
from app.shift_review.incidents_then import IncidentHistory
from app.storage.transaction import Transaction
from app.ui.emergency.announcer import Announcer
from app.ui.emergency.folded import FoldedIncident
from app.ui.emergency.situation import Facts
from app.ui.main_window import MainWindow
from app.ui.shift_review.words import ShiftReviewWords
from tests.fakes.room import FIRE
from tests.fakes.services import ScreenRoom
from tests.ui.test_announcer import SilentVoice
from tests.ui.visible_words import visible_words

BLAZE = replace(FIRE, name=Words("大火", "Blaze"), level=1, steps=FIRE.steps[1:])


@pytest.fixture
def incident(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> Incident:
    """Its plan is called otherwise a moment later."""
    incident = room.incidents.press(kind="fire").result()
    qtbot.waitUntil(lambda: incident.id in window.panel.cards)
    _store(room, BLAZE, Plan("flood", Words("内涝", "Flood")))
    kind = window.panel.cards[incident.id].kind
    qtbot.waitUntil(lambda: kind.findData("flood") >= 0)
    return incident


def _store(room: ScreenRoom, *plans: Plan) -> None:
    """The entry does not name them: that may be as they are called now."""

    def change(transaction: Transaction) -> None:
        for plan in plans:
            transaction.site.save_plan(plan)
        transaction.journal.append(Draft("note", text="plans were changed"))
        transaction.touch("plan")

    room.database.write(change).result()


def _saying(words: Iterable[str], name: str) -> list[str]:
    return [said for said in words if name in said]


def test_no_place_names_it_otherwise(
    room: ScreenRoom, window: MainWindow, incident: Incident, qtbot: QtBot
) -> None:
    room.incidents.set_place(incident.id, "lpg").result()
    qtbot.waitUntil(lambda: bool(_saying(visible_words(window.wall), "Fire · LPG station")))
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F4):
        qtbot.keyClick(window, key)
        qtbot.waitUntil(lambda: bool(_saying(visible_words(window.pages.currentWidget()), "Fire")))
        assert not _saying(visible_words(window), "Blaze")
    room.incidents.stand_down(incident.id).result()
    qtbot.waitUntil(lambda: incident.id not in window.panel.cards)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(_saying(visible_words(window.pages.currentWidget()), "Fire · LPG")))
    assert not _saying(visible_words(window), "Blaze")


def test_the_box_keeps_its_kind_where_there_is_no_such_plan_any_more(
    room: ScreenRoom, window: MainWindow, incident: Incident, qtbot: QtBot
) -> None:
    kind = window.panel.cards[incident.id].kind
    assert kind.currentText() == "Fire"
    room.site.remove_plan("fire").result()
    room.site.remove_plan("flood").result()
    qtbot.waitUntil(lambda: kind.findData("flood") < 0)
    assert (kind.currentText(), kind.currentData()) == ("Fire", "fire")


def test_another_kind_chosen_and_back_again_is_todays_plan(
    room: ScreenRoom, window: MainWindow, incident: Incident, qtbot: QtBot
) -> None:
    kind = window.panel.cards[incident.id].kind
    room.incidents.set_kind(incident.id, "flood").result()
    qtbot.waitUntil(lambda: kind.currentText() == "Flood")
    assert kind.itemText(kind.findData("fire")) == "Blaze"
    room.incidents.set_kind(incident.id, "fire").result()
    qtbot.waitUntil(lambda: kind.currentText() == "Blaze")


def test_what_is_folded_said_aloud_and_looked_at_later_has_the_same_name(
    room: ScreenRoom, window: MainWindow, incident: Incident, qtbot: QtBot
) -> None:
    voice = SilentVoice()
    Announcer(room.services, window.names, window.emergency, voice, window).tick()
    assert voice.said == ["Emergency. Fire, place not yet known."]
    facts = Facts(incident, FIRE, room.escalation.of(incident))
    folded = FoldedIncident(facts, room.services, window.names, window)
    assert folded.open.accessibleName() == "Open the card: Fire"
    later = room.incidents.press(kind="fire", place_id="lpg").result()
    named = {one.id: one.name.en for one in room.lines.known() if one.what == "incident"}
    assert (named[incident.id][:5], named[later.id][:5]) == ("Fire ", "Blaze")
    then = IncidentHistory(room.journal.latest(100)).state(incident.id, room.clock.now())
    assert then is not None
    assert ShiftReviewWords(window.names, window).title(then) == "Fire"
