"""One speech engine with the voices this program needs."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject

from app.health.sounds import FAILED, NO_ENGINE, NO_VOICE, READY
from app.ui.language import CHINESE, ENGLISH

log = logging.getLogger(__name__)
_MOCK = "mock"
"""Qt's engine for tests: it says nothing aloud."""
_LANGUAGES = {CHINESE: QLocale.Language.Chinese, ENGLISH: QLocale.Language.English}
_MANDARIN = "Mandarin"
"""espeak-ng calls its Chinese by a code that Qt does not know: such a voice is found by its name (measured, Qt 6.11)."""


class Speaker(QObject):
    """`tell` takes `state` with `languages`, and `speaking`."""

    def __init__(self, engine: str, tell: Callable[..., None]) -> None:
        super().__init__()
        self._wanted = engine
        self._tell = tell

    def prepare(self) -> None:
        """May take seconds."""
        try:
            from PySide6.QtTextToSpeech import QTextToSpeech
        except ImportError:
            self._tell(state=NO_ENGINE, languages=[])
            return
        engines = [one for one in QTextToSpeech.availableEngines() if one == (self._wanted or one)]
        name = next((one for one in engines if one != _MOCK or self._wanted), "")
        if not name:
            self._tell(state=NO_ENGINE, languages=[])
            return
        self._states = QTextToSpeech.State
        self._engine = QTextToSpeech(name, self)
        if self._engine.state() == self._states.Error:
            self._tell(state=NO_ENGINE, languages=[])
            return
        self._engine.stateChanged.connect(self._tell_state)
        spoken = [language for language in _LANGUAGES if self._choose(language)]
        self._tell(state=READY if spoken else NO_VOICE, languages=spoken)

    def say(self, text: str, language: str) -> None:
        if not self._choose(language):
            self._tell(speaking=False)
            return
        self._engine.setVolume(1.0)
        self._engine.say(text)

    def hush(self) -> None:
        self._engine.stop()

    def _choose(self, language: str) -> bool:
        """Whether the engine has a voice for the language; from then on it speaks with it."""
        locales = self._engine.availableLocales()
        own = next((locale for locale in locales if locale.language() == _LANGUAGES[language]), None)
        if own is not None:
            self._engine.setLocale(own)
            return True
        if language != CHINESE or QLocale.c() not in locales:
            return False
        self._engine.setLocale(QLocale.c())
        voice = next((voice for voice in self._engine.availableVoices() if _MANDARIN in voice.name()), None)
        if voice is None:
            return False
        self._engine.setVoice(voice)
        return True

    def _tell_state(self) -> None:
        state = self._engine.state()
        if state == self._states.Error:
            self._tell(state=FAILED, languages=[])
        self._tell(speaking=state == self._states.Speaking)
