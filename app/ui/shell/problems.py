"""What is broken, in one line for the strip: nothing when all is well."""

from PySide6.QtCore import QObject

from app.ui.code_words import CodeWords
from app.ui.services import Services


class Problems(QObject):
    """Counts what needs a hand; an operator reads the line and presses it to see more.

    Attributes:
        unreachable: other programs cannot reach this console.
    """

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._codes = CodeWords(self)
        self.unreachable = False
        self._messages = 0
        self._waiting = 0
        self.count_messages()

    def count_messages(self) -> None:
        """Asks the outbox again; after a change of messages, and each minute."""
        self._messages, self._waiting = self._services.outbox.in_trouble()

    def parts(self) -> list[str]:
        """For example `3 cameras not live` and `1 message failed`; failed messages first: people wait for those."""
        statuses = self._services.wall.statuses()
        dark = sum(1 for status in statuses if status.state in ("late", "lost"))
        spoilt = sum(1 for status in statuses if status.state == "live" and status.health)
        without_host = sum(1 for status in statuses if status.cause == "host_down")
        parts = []
        if self._messages:
            parts.append(self.tr("%n message(s) failed", "", self._messages))
        if self.unreachable:
            parts.append(self.tr("panic button cut off"))
        for code in sorted(set(self._services.recording.faults().values())):
            why = self._codes.recording_fault(code)
            parts.append(self.tr("recording stopped: {why}").format(why=why))
        scarce = self._services.recording.scarcity()
        if scarce:
            parts.append(self._codes.scarcity(scarce))
        if dark:
            parts.append(self.tr("%n camera(s) not live", "", dark))
        if spoilt:
            parts.append(self.tr("%n camera(s) covered or moved", "", spoilt))
        if without_host:
            parts.append(self.tr("decoder is being restarted"))
        if self._waiting:
            parts.append(self.tr("%n message(s) waiting", "", self._waiting))
        return parts
