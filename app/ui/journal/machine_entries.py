"""Sentences of entries about this computer: starts and ends, its clock, its disk."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.model.journal import Draft
from app.ui.code_words import CodeWords
from app.ui.format import duration
from app.ui.language import Worded
from app.ui.names import Names


class MachineEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._codes = CodeWords(self)

    def values(self, draft: Draft) -> Mapping[str, str]:
        data = draft.data
        if draft.kind == "console_crashed":
            return self._crash(data)
        if draft.kind == "clock_set":
            return self._clock(data)
        if draft.kind in ("disk_trouble", "disk_trouble_over"):
            return {
                "trouble": self._codes.disk_trouble(data.get("code", "")),
                "measured": self._measured(data),
            }
        return {}

    def sentences(self) -> dict[str, str]:
        return {
            "console_started": self.tr("Console started"),
            "console_stopped": self.tr("Console closed"),
            "console_crashed": self.tr(
                "▲ The console before this one ended unasked: {how}; last alive about {alive}"
            ),
            "clock_set": self.tr(
                "▲ The clock of this PC was set {way} by {amount}{when}: {was} became {is}. "
                "Times before and after do not compare; the numbers of entries and durations do"
            ),
            "disk_trouble": self.tr("▲ Disk, {moment}: {trouble}{measured}"),
            "disk_trouble_over": self.tr("Disk, over after {lasted}: {trouble}"),
        }

    def _crash(self, data: Mapping[str, str]) -> Mapping[str, str]:
        if data.get("computer") == "restarted":
            how = self.tr("the PC was restarted or lost power")
        else:
            how = self.tr("it crashed or was killed")
        alive = data.get("last_alive", "")
        return {"how": how, "alive": self._moment(alive) if alive else "?"}

    def _clock(self, data: Mapping[str, str]) -> Mapping[str, str]:
        by = float(data.get("by_s") or 0)
        asleep = self.tr(" (or the PC slept)") if by > 0 and data.get("running") == "true" else ""
        away = "" if data.get("running") == "true" else self.tr(" while no console ran")
        return {
            "way": self.tr("ahead") if by > 0 else self.tr("back"),
            "amount": duration(abs(by)),
            "when": asleep or away,
            "was": self._moment(data.get("was", "")),
            "is": self._moment(data.get("is", "")),
        }

    def _moment(self, stamp: str) -> str:
        return f"{self._names.day(stamp)} {self._names.time(stamp)}" if stamp else "?"

    def _measured(self, data: Mapping[str, str]) -> str:
        code = data.get("code", "")
        if code in ("full", "nearly_full"):
            return self.tr(", {megabytes} MB free").format(megabytes=data.get("free_mb", "?"))
        if code == "slow":
            return self.tr(", a small write took {seconds} s").format(seconds=data.get("seconds", "?"))
        return ""
