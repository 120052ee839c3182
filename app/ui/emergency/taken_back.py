"""That something was marked by mistake and taken back: when, and by whom."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QObject

from app.ui.format import clock_time, short_time
from app.ui.names import Names


class TakenBackWords(QObject):
    def __init__(self, names: Names, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._zone = zone

    def said(self, at: datetime, by: str, *, exact: bool = False) -> str:
        """`exact`: to the second."""
        who = self._names.person(by) if by else self.tr("nobody signed in")
        time = clock_time(at, self._zone) if exact else short_time(at, self._zone)
        return self.tr("taken back {time}, {who}").format(time=time, who=who)
