"""Sentences of entries about messages: sent, failed and why, the daily tests of channels, checks of who is reachable."""

from PySide6.QtCore import QObject

from app.ui.code_words import CodeWords
from app.ui.language import Worded


class MessageEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes = CodeWords(self)

    def unsent(self, error: str) -> str:
        """Why it did not go out, behind the channel; empty where that is not known."""
        return self.tr(", {why}").format(why=self._codes.message_cause(error)) if error else ""

    def sentences(self) -> dict[str, str]:
        return {
            "message_sent": self.tr("Message to {name} sent ({channel})"),
            "message_delivered": self.tr("Message to {name} arrived ({channel})"),
            "message_failed": self.tr("Message to {name} failed ({channel}{unsent}): dial by hand"),
            "message_stuck": self.tr(
                "Message to {name} does not get through ({channel}{unsent}): dial by hand"
            ),
            "message_replaced": self.tr("Message to {name} not sent ({channel}): told in another way"),
            "message_expired": self.tr("Message to {name} not sent ({channel}), {why}"),
            "sms_received": self.tr("Short message from {sender}: {text}"),
            "modem_lost": self.tr("Modem {port} cannot be used: {why}"),
            "modem_back": self.tr("Modem {port} can be used again"),
            "proof_passed": self.tr("Daily test: {channel} works"),
            "proof_failed": self.tr("Daily test: {channel} does NOT work: {why}"),
            "proof_wanted": self.tr("Test of {channel} sent by hand"),
            "reach_settings": self.tr(
                "Reachability: checks a week: {per_week}, time to answer: {within_min} min{changes}"
            ),
            "reach_asked": self.tr("Reachability: {name} ({role}) asked, time to answer: {within_min} min"),
            "reach_answered": self.tr("Reachability: {name} answered after {lasted}"),
            "reach_missed": self.tr("Reachability: {name} ({role}) did NOT answer"),
            "reach_nobody": self.tr("Reachability: nobody on duty can be asked"),
            "called_reached": self.tr("{name} dialled by hand ({phone}): reached"),
            "called_not_reached": self.tr("{name} dialled by hand ({phone}): not reached"),
            "message_unknown": self.tr(
                "Message to {name} may not have gone out ({channel}{unsent}): dial by hand"
            ),
            "message_delayed": self.tr(
                "Message to {name} not sent yet ({channel}{unsent}), try {attempts} failed"
            ),
            "message_interrupted": self.tr("Message to {name} was interrupted ({channel}), is sent again"),
            "message_retried": self.tr("Message to {name} is sent again ({channel})"),
        }
