"""What is said above the line: what was refused and why, what is not settled, what a time means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject

from app.core.clock import stamp
from app.core.errors import InvalidInput
from app.ui.error_words import ErrorWords
from app.ui.names import Names


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A piece of the line that is not what was meant, or not yet: as `Token.id` says it."""

    reason: str
    said: str


class Notices(QObject):
    """Sentences; the line decides which is told."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._errors = ErrorWords(self)

    def error(self, error: BaseException, now: datetime) -> str:
        values = error.values if isinstance(error, InvalidInput) else {}
        if values.get("reason") in ("time_future", "time_wrong"):
            return self.unsettled([Unsettled(values["reason"], values.get("value", ""))], now)
        return self._errors.explain(error).text

    def unsettled(self, pieces: Sequence[Unsettled], now: datetime) -> str:
        """The first is told; where more wait, that is said."""
        first = pieces[0]
        time = self._names.time(stamp(now))[:5]
        sentences = {
            "no_name": self.tr(
                '"{said}" names nothing known: choose from the list, or press Enter again to keep it as words.'
            ),
            "several_names": self.tr(
                '"{said}" may be several: choose from the list, or press Enter again to keep it as words.'
            ),
            "second_kind": self.tr(
                'An entry has one kind: take "{said}" out, or press Enter again to keep it as words.'
            ),
            "second_incident": self.tr(
                'An entry belongs to one incident: take "{said}" out, or press Enter again to keep it as words.'
            ),
            "second_time": self.tr(
                'An entry has one time: take "{said}" out, or press Enter again to keep it as words.'
            ),
            "time_future": self.tr(
                '"{said}" has not come yet, it is {time}. Write another day before the time (@11-25 23:50), or take the @ away.'
            ),
            "time_wrong": self.tr('"{said}" is no time. Write it like @03:12, or take the @ away.'),
            "fields": self.tr('Open: {said}. Tab goes there; Enter again stores "—" in its place.'),
        }
        words = sentences[first.reason].format(said=first.said, time=time)
        others = len({piece.said for piece in pieces}) - 1
        return words + self.tr(" ({others} more)").format(others=others) if others > 0 else words

    def time(self, happened: datetime, now: datetime) -> str:
        """What a time in the line will say, before it is stored."""
        at = stamp(happened)
        time = self._names.time(at)[:5]
        if self._names.day(at) != self._names.day(stamp(now)):
            time = f"{self._names.day(at)} {time}"
        minutes = max(0, int((now - happened).total_seconds() // 60))
        ago = self.tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
        if minutes < 60:
            ago = self.tr("{minutes} min").format(minutes=minutes)
        return self.tr("Happened {time}, {ago} ago").format(time=time, ago=ago)

    def restored(self, kept_at: datetime | None) -> str:
        time = self._names.time(stamp(kept_at))[:5] if kept_at else ""
        return self.tr("Unfinished line of {time} is back. Enter stores it.").format(time=time)

    def recording(self, seconds: float, loudness: float) -> str:
        bars = "▮" * min(8, round(loudness * 10)) or "▯"
        return self.tr("● Recording {seconds} s {bars}  Alt+V ends it").format(
            seconds=int(seconds), bars=bars
        )

    def storing_files(self) -> str:
        return self.tr("Copying …")
