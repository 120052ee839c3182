"""The ways to people on the health page and in the strip: amber before anybody needs them."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.proof import ChannelProof
from app.model.site import Channel
from app.model.words import Words
from app.notify.proof import judged
from app.notify.proving import ProvenChannel
from app.ui.health.channels import ChannelHealth
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


def known(room: ScreenRoom, name: str, service: str = "mailto", **proof: object) -> ProvenChannel:
    channel = Channel(name, Words(name, name), service)
    found = ChannelProof(name, **proof)
    return ProvenChannel(channel, found, judged(channel, found, room.clock.now()))


@pytest.fixture
def ways(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> ChannelHealth:
    now = room.clock.now()
    room.outbox.proven = [
        known(room, "Mail", proven_at=now - timedelta(hours=4)),
        known(room, "Short", proven_at=now - timedelta(hours=30), failed_at=now, error="no_network"),
        known(room, "Phone", proven_at=now - timedelta(hours=40)),
        known(room, "New"),
        known(room, "Training", "training"),
    ]
    page = ChannelHealth(room.services, window.ops)
    qtbot.addWidget(page)
    page.show()
    return page


def test_each_way_says_whether_it_works_and_the_bad_ones_stand_on_top(ways: ChannelHealth) -> None:
    assert [row.cells for row in ways.table.rows.rows] == [
        ("Short", "▲ failed 14:00: no mobile network"),
        ("Phone", "▲ too long ago: 11-21 22:00"),
        ("New", "▲ never proven"),
        ("Mail", "last 11-23 10:00"),
        ("Training", "not tested, by its setting"),
    ]


def test_a_test_is_sent_through_the_marked_one_alone(
    ways: ChannelHealth, room: ScreenRoom, qtbot: QtBot
) -> None:
    ways.retranslate()
    qtbot.keyClick(ways.test, Qt.Key.Key_Space)
    ways.table.selectRow(1)
    qtbot.mouseClick(ways.test, Qt.MouseButton.LeftButton)
    assert room.outbox.tested == ["Short", "Phone"], "the first of the bad ones is marked at the beginning"


def test_the_strip_counts_what_is_not_proven(ways: ChannelHealth, window: MainWindow, qtbot: QtBot) -> None:
    window.strip.refresh(frozenset({"proof"}))
    qtbot.waitUntil(lambda: "3 channels not proven" in window.strip.trouble.text())
