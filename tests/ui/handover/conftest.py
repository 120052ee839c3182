"""F5 a quarter of an hour before the shift changes."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.model.handover import Item
from app.model.words import Words
from app.ui.handover.page import HandoverPage
from app.ui.handover.screen import HandoverScreen
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom
from tests.unit.handover.shift import EVENING, PIN, until


@pytest.fixture
def room(room: ScreenRoom) -> ScreenRoom:
    """A quarter of an hour before the shift changes."""
    for item in (
        Item("keys", Words("门禁钥匙", "Gate keys"), 6, 0),
        Item("radios", Words("对讲机", "Radios"), 4, 1),
    ):
        room.handovers.lists.save_item(item).result()
    for person_id in ("night", "chen", "zhou"):
        room.access.set_pin(person_id, PIN).result()
        room.access.sign_in(person_id, PIN).result()
    room.handovers.watch.tick()
    room.journal.add("check the pump at 22:00", "order").result()
    room.journal.add("oil on the ramp", "hazard").result()
    until(room, EVENING - timedelta(minutes=15))
    change = room.handovers.watch.tick()
    assert change is not None
    change.result()
    return room


@pytest.fixture
def page(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> HandoverPage:
    window.go("handover")
    screen = window._screens["handover"]
    assert isinstance(screen, HandoverScreen)
    return screen.page
