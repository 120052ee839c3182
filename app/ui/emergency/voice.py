"""The voice of this computer, in a process of its own: on a thread its engine held up the window for three seconds."""

import json
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.health.sounds import FAILED, NO_LOUDSPEAKER, NO_VOICE, NOT_LOADED, READY

log = logging.getLogger(__name__)
_READY_WITHIN_MS = 30_000
_SAID_WITHIN_MS = 20_000
"""An engine without a working sound system says for ever that it speaks."""
_AGAIN_AFTER_MS = 60_000
_ENDS_WITHIN_MS = 1000


class Voice(QObject):
    """`prepare` once the window stands; `say` does nothing on a machine that cannot speak, and `state` says so.

    Attributes:
        changed: `state`, `languages` or `speaking` is another.
        state: ready, no_engine, no_voice, no_loudspeaker, failed; not_loaded before `prepare` and while it lasts.
        languages: those it can speak.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, engine: str = "") -> None:
        super().__init__(parent)
        self.state = NOT_LOADED
        self.languages: list[str] = []
        self.speaking = False
        self._closing = False
        self._words = ["-m", "app.ui.speech", *([engine] if engine else [])]
        self._process = QProcess(self)
        self._process.setWorkingDirectory(str(Path(__file__).resolve().parents[3]))
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._hear)
        self._process.finished.connect(self._died)
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.timeout.connect(self._give_up)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._start)

    def prepare(self, *, loudspeaker: bool) -> None:
        """Without a loudspeaker no engine is asked: it would speak into nothing."""
        if loudspeaker:
            self._start()
        else:
            self._become(NO_LOUDSPEAKER, [])

    def say(self, text: str, language: str) -> bool:
        """Whether it is being said."""
        if self.state_for(language) != READY or self.speaking:
            return False
        self.speaking = True
        self._tell(say=text, language=language)
        self._deadline.start(_SAID_WITHIN_MS)
        self.changed.emit()
        return True

    def state_for(self, language: str) -> str:
        """The state, with no_voice where it speaks other languages alone."""
        return NO_VOICE if self.state == READY and language not in self.languages else self.state

    def stop(self) -> None:
        if self.speaking:
            self._tell(hush=True)

    def close(self) -> None:
        self._again.stop()
        self._deadline.stop()
        self._closing = True
        self._process.closeWriteChannel()
        if self._process.state() != QProcess.ProcessState.NotRunning and not self._process.waitForFinished(
            _ENDS_WITHIN_MS
        ):
            self._process.kill()
            self._process.waitForFinished(_ENDS_WITHIN_MS)

    def _start(self) -> None:
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._process.start(sys.executable, self._words)
            self._deadline.start(_READY_WITHIN_MS)

    def _tell(self, **values: object) -> None:
        self._process.write((json.dumps(values) + "\n").encode())

    def _hear(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                values = json.loads(line)
            except ValueError:
                log.warning("the speech engine printed something of its own")
                continue
            if "state" in values:
                self._deadline.stop()
                self._become(values["state"], values["languages"])
            elif values.get("speaking") is False:
                self._end_speaking()

    def _end_speaking(self) -> None:
        self._deadline.stop()
        if self.speaking:
            self.speaking = False
            self.changed.emit()

    def _give_up(self) -> None:
        log.warning("the speech engine does not answer; it is ended")
        self._process.kill()

    def _died(self) -> None:
        """Killed by us or by itself: it is tried again, in case somebody mends it."""
        if self._closing:
            return
        self._deadline.stop()
        self._become(FAILED, [])
        self._again.start(_AGAIN_AFTER_MS)

    def _become(self, state: str, languages: list[str]) -> None:
        self.state, self.languages, self.speaking = state, languages, False
        self.changed.emit()
