"""The computer's own announcement, with Qt's engine for tests: it takes its time and is never heard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.health.sounds import FAILED, NO_ENGINE, NO_LOUDSPEAKER, NO_VOICE, READY
from app.ui.emergency import voice as voice_module
from app.ui.emergency.announcer import Announcer
from app.ui.emergency.voice import Voice
from app.ui.health.page import HealthPage
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


class SilentVoice(Voice):
    """Speaks English at once; `end` is what an engine tells when it has finished."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._become(READY, ["en"])

    def say(self, text: str, language: str) -> bool:
        taken = super().say(text, language)
        if taken:
            self.said.append(text)
        return taken

    def _tell(self, **values: object) -> None:
        """No process hears it."""

    def end(self) -> None:
        self._end_speaking()


@pytest.fixture
def voice() -> SilentVoice:
    return SilentVoice()


@pytest.fixture
def announcer(room: ScreenRoom, window: MainWindow, voice: SilentVoice) -> Announcer:
    """In place of the window's own, which has no engine on a machine for tests."""
    window.voice = voice
    window.announcer = Announcer(room.services, window.names, window.emergency, voice, window)
    window.panel.alarm._announcer = window.announcer
    return window.announcer


def test_kind_and_place_are_said_every_half_minute_until_somebody_confirms(
    room: ScreenRoom, window: MainWindow, announcer: Announcer, voice: SilentVoice, qtbot: QtBot
) -> None:
    fire = room.incidents.press(kind="fire", place_id="lpg").result()
    qtbot.waitUntil(lambda: bool(window.emergency.running))
    announcer.tick()
    assert voice.said == ["Emergency. Fire, LPG station."]
    room.clock.advance(seconds=40)
    announcer.tick()
    assert len(voice.said) == 1, "it is still speaking"
    voice.end()
    announcer.tick()
    assert len(voice.said) == 2
    voice.end()
    room.incidents.acknowledge(fire.calls[0].id).result()
    qtbot.waitUntil(lambda: window.emergency.running[0].calls[0].acknowledged_at is not None)
    room.clock.advance(seconds=40)
    announcer.tick()
    assert len(voice.said) == 2


def test_a_correction_is_said_at_once_and_a_drill_says_so(
    room: ScreenRoom, window: MainWindow, announcer: Announcer, voice: SilentVoice, qtbot: QtBot
) -> None:
    drill = room.incidents.press(drill=True).result()
    qtbot.waitUntil(lambda: bool(window.emergency.running))
    announcer.tick()
    voice.end()
    room.incidents.set_kind(drill.id, "fire").result()
    qtbot.waitUntil(lambda: window.emergency.running[0].kind == "fire")
    announcer.tick()
    assert voice.said == [
        "Drill. kind not yet known, place not yet known.",
        "Drill. Fire, place not yet known.",
    ]


def test_f8_mutes_what_runs_and_nothing_that_comes_later(
    room: ScreenRoom, window: MainWindow, announcer: Announcer, voice: SilentVoice, qtbot: QtBot
) -> None:
    room.incidents.press(drill=True).result()
    qtbot.waitUntil(lambda: window.panel.alarm.mute.isVisible())
    announcer.tick()
    voice.end()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert not window.panel.alarm.mute.isVisible()
    room.clock.advance(seconds=40)
    announcer.tick()
    assert len(voice.said) == 1
    room.incidents.press(kind="fire").result()
    qtbot.waitUntil(lambda: len(window.emergency.running) == 2)
    announcer.tick()
    assert len(voice.said) == 2


def test_many_at_once_are_counted(
    room: ScreenRoom, window: MainWindow, announcer: Announcer, voice: SilentVoice, qtbot: QtBot
) -> None:
    for _ in range(4):
        room.incidents.press(kind="fire").result()
        room.clock.advance(seconds=5)
    qtbot.waitUntil(lambda: len(window.emergency.running) == 4)
    announcer.tick()
    assert voice.said == ["There are 4 emergencies nobody has confirmed."]


def test_the_siren_is_softer_while_something_is_said(
    window: MainWindow, announcer: Announcer, voice: SilentVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    volumes: list[bool] = []
    monkeypatch.setattr(window.siren, "quieten", lambda *, quiet: volumes.append(quiet))
    voice.say("x", "en")
    voice.end()
    assert volumes == [True, False]


@pytest.fixture
def mock_engine() -> Iterator[Voice]:
    made = Voice(engine="mock")
    yield made
    made.close()


def test_a_real_engine_speaks_in_its_own_process_and_says_when_it_has_ended(
    mock_engine: Voice, qtbot: QtBot
) -> None:
    mock_engine.prepare(loudspeaker=True)
    qtbot.waitUntil(lambda: mock_engine.state == READY, timeout=20_000)
    assert mock_engine.languages == ["en"]
    assert mock_engine.state_for("zh") == NO_VOICE
    assert not mock_engine.say("紧急情况", "zh")
    assert mock_engine.say("two words", "en")
    assert not mock_engine.say("at the same time", "en")
    qtbot.waitUntil(lambda: not mock_engine.speaking, timeout=10_000)


def test_without_engine_or_loudspeaker_it_says_why(qtbot: QtBot) -> None:
    none, deaf = Voice(engine="no such engine"), Voice()
    none.prepare(loudspeaker=True)
    qtbot.waitUntil(lambda: none.state == NO_ENGINE, timeout=20_000)
    deaf.prepare(loudspeaker=False)
    assert deaf.state == NO_LOUDSPEAKER
    for voice in (none, deaf):
        voice.close()


def test_an_engine_that_says_for_ever_that_it_speaks_is_ended_and_tried_again(
    mock_engine: Voice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_module, "_SAID_WITHIN_MS", 50)
    monkeypatch.setattr(voice_module, "_AGAIN_AFTER_MS", 50)
    mock_engine.prepare(loudspeaker=True)
    qtbot.waitUntil(lambda: mock_engine.state == READY, timeout=20_000)
    states: list[str] = []
    mock_engine.changed.connect(lambda: states.append(mock_engine.state))
    mock_engine.say("many words " * 50, "en")
    qtbot.waitUntil(lambda: FAILED in states and mock_engine.state == READY, timeout=20_000)
    assert not mock_engine.speaking


def test_a_process_that_dies_while_it_speaks_leaves_the_siren_loud(mock_engine: Voice, qtbot: QtBot) -> None:
    mock_engine.prepare(loudspeaker=True)
    qtbot.waitUntil(lambda: mock_engine.state == READY, timeout=20_000)
    mock_engine.say("many words " * 50, "en")
    mock_engine._process.kill()
    qtbot.waitUntil(lambda: mock_engine.state == FAILED)
    assert not mock_engine.speaking
    assert not mock_engine.say("again", "en")


def test_a_silent_machine_stands_on_the_health_page(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    window.prepare()
    room.services.sounds.siren, room.services.sounds.voice = NO_LOUDSPEAKER, NO_ENGINE
    page = HealthPage(room.services, window.ops)
    qtbot.addWidget(page)
    page.show()
    assert page.troubles.text() == (
        "▲ The siren of this computer cannot be heard: no loudspeaker\n"
        "▲ The voice of this computer cannot be heard: no speech program is installed"
    )
    assert page.troubles.isVisible()
    room.services.sounds.siren = room.services.sounds.voice = READY
    page.refresh()
    assert not page.troubles.isVisible()
