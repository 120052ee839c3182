"""By which ways somebody was called, and what came of each."""

from collections.abc import Iterable
from datetime import tzinfo

from PySide6.QtCore import QObject

from app.model.message import BY_HAND, DELIVERED, EXPIRED, FAILED, Message
from app.notify.restoring import is_withdrawn
from app.notify.rules import is_call
from app.ui.code_words import CodeWords
from app.ui.emergency.taken_back import TakenBackWords
from app.ui.format import clock_time
from app.ui.names import Names


class Ways(QObject):
    def __init__(self, names: Names, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.zone = zone
        self.taken_back = TakenBackWords(names, zone, self)
        self._codes = CodeWords(self)

    def name(self, channel_id: str) -> str:
        if channel_id == BY_HAND:
            return self.tr("by hand")
        return self._names.channel(channel_id) if channel_id else self.tr("no channel")

    def way(self, message: Message) -> str:
        """The channel, and whether it was only played."""
        name = self.name(message.channel_id)
        return self.tr("{channel} (simulated)").format(channel=name) if message.simulated else name

    def rings(self, message: Message) -> bool:
        """Whether a telephone rings for it, and somebody takes it or does not."""
        return self._names.rings(message.channel_id)

    def told(self, messages: Iterable[Message]) -> str:
        """`Short messages sent 14:02:05 · Phone calls failed 14:02:30 (nobody answered)`, in the order they were tried."""
        return " · ".join(
            self._told(message) for message in messages if is_call(message) or _by_hand(message)
        )

    def _told(self, message: Message) -> str:
        time = clock_time(message.updated_at, self.zone)
        state = self._call_state(message) if self.rings(message) else self._state(message)
        words = self.tr("{channel} {state} {time}").format(channel=self.way(message), state=state, time=time)
        why = self._codes.message_cause(message.error) if message.error and not is_withdrawn(message) else ""
        return self.tr("{words} ({why})").format(words=words, why=why) if why else words

    def _call_state(self, message: Message) -> str:
        words = {
            "queued": self.tr("to be called"),
            "sending": self.tr("ringing"),
            "delivered": self.tr("call taken"),
        }
        return words.get(message.state) or self._state(message)

    def _state(self, message: Message) -> str:
        if _by_hand(message):
            words = {
                DELIVERED: self.tr("reached"),
                FAILED: self.tr("not reached"),
                EXPIRED: self.tr("marked as reached by mistake"),
            }
            return words.get(message.state, self.tr("confirmed"))
        return {
            "queued": self.tr("waiting"),
            "sending": self.tr("being sent"),
            "sent": self.tr("sent"),
            "delivered": self.tr("delivered"),
            "acknowledged": self.tr("confirmed"),
            "failed": self.tr("failed"),
            "unknown": self.tr("unsure"),
            "replaced": self.tr("not this way"),
            "expired": self.tr("no longer sent"),
        }.get(message.state, message.state)


def _by_hand(message: Message) -> bool:
    return message.channel_id == BY_HAND
