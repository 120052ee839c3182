"""Reads `{"say": text, "language": zh|en}` or `{"hush": true}` a line, tells `{"state": …}` and `{"speaking": …}` a line.

Argument: an engine's name, for tests; else the first the machine has. Ends when stdin ends.
"""

import json
import sys
import threading

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from app.ui.speech.speaker import Speaker


class _Lines(QObject):
    """What comes on stdin, handed to the thread of the engine."""

    came = Signal(str)
    ended = Signal()

    def read(self) -> None:
        for line in sys.stdin:
            self.came.emit(line)
        self.ended.emit()


def main() -> int:
    application = QCoreApplication(sys.argv)
    speaker = Speaker(sys.argv[1] if len(sys.argv) > 1 else "", _tell)
    lines = _Lines()
    lines.came.connect(lambda line: _obey(speaker, json.loads(line)), Qt.ConnectionType.QueuedConnection)
    lines.ended.connect(application.quit, Qt.ConnectionType.QueuedConnection)
    speaker.prepare()
    threading.Thread(target=lines.read, daemon=True).start()
    return application.exec()


def _obey(speaker: Speaker, values: dict[str, str]) -> None:
    if "say" in values:
        speaker.say(values["say"], values["language"])
    else:
        speaker.hush()


def _tell(**values: object) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
