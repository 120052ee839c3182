"""Sentences of entries about the roster and about who came and went."""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from app.model.journal import Draft
from app.ui.code_words import CodeWords
from app.ui.language import CHINESE, Worded, current_language
from app.ui.names import Names
from app.ui.roster.words import RosterWords


class RosterEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._codes = CodeWords(self)
        self._words = RosterWords(self)

    def values(self, draft: Draft) -> Mapping[str, str]:
        data = draft.data
        if draft.kind in ("clocked_on", "clocked_off"):
            return {"where": self._line(data), "apart": self._apart(data) + self._by_phone(data)}
        if draft.kind != "roster_changed" or not ("before" in data or "after" in data):
            return {}
        return {"id": self._record(data)} if data.get("what") in _TOLD_WHOLE else {}

    def sentences(self) -> dict[str, str]:
        return {
            "roster_published": self.tr(
                "Roster published: {title}, {from} to {to}, shifts: {shifts} ({added} new, {gone} gone)"
            ),
            "roster_withdrawn": self.tr("Roster taken back: {title}, {from} to {to}"),
            "clocked_on": self.tr("{name} has clocked on{where}{apart}"),
            "clocked_off": self.tr("{name} has clocked off{where}{apart}"),
        }

    def _record(self, data: Mapping[str, str]) -> str:
        after = json.loads(data.get("after") or data.get("before") or "{}")
        if data["what"] == "exchange":
            return self._exchange(after)
        if data["what"] == "leave":
            days = self.tr("{first} to {last}").format(
                first=self._moment(after["starts"]), last=self._moment(after["ends"])
            )
            parts = (self._names.person(after["person_id"]), self._words.leave(after["kind"]), days)
            return _mark().join(parts)
        if data["what"] == "day":
            return str(after.get("date", data.get("id", "")))
        if data["what"] == "need":
            return self._line({"role": after["role"], "post": after["post_id"]}).lstrip(", ，")
        if data["what"] == "roster_settings":
            return ""
        person = self._names.person(data.get("person", ""), data.get("id", ""))
        return person if data["what"] == "terms" else f"{person}{self._shift_change(data)}"

    def _shift_change(self, data: Mapping[str, str]) -> str:
        """`08:00–20:00 → 08:00–21:00`, or the one of the two there is."""
        told = [self._shift(json.loads(data[key])) for key in ("before", "after") if data.get(key)]
        return _mark() + " → ".join(dict.fromkeys(told)) if told else ""

    def _shift(self, shift: Mapping[str, Any]) -> str:
        parts = [
            str(shift.get("date", "")),
            f"{shift['start']}–{shift['end']}",
            self._line({"role": shift["role"], "post": shift["post_id"]}).lstrip(", ，"),
        ]
        return " ".join(part for part in parts if part)

    def _exchange(self, exchange: Mapping[str, Any]) -> str:
        legs = [self._leg(leg) for leg in exchange["legs"]]
        mark = "；" if current_language() == CHINESE else "; "
        reason = self.tr(" ({reason})").format(reason=exchange["reason"]) if exchange.get("reason") else ""
        kind, state = self._words.exchange(exchange["kind"]), self._words.state(exchange["state"])
        told = self.tr("{kind}, {state}: {legs}").format(kind=kind, state=state, legs=mark.join(legs))
        return told + reason

    def _leg(self, leg: Mapping[str, Any]) -> str:
        nobody = self.tr("nobody", "instead of a person in an exchange")
        out = self._names.person(leg["person_out"]) if leg["person_out"] else nobody
        into = self._names.person(leg["person_in"]) if leg["person_in"] else nobody
        line = self._line({"role": leg["role"], "post": leg["post_id"]}).lstrip(", ，")
        return (
            f"{self._moment(leg['starts'])}–{self._names.time(leg['ends'])[:5]} {line}{_mark()}{out} → {into}"
        )

    def _moment(self, stamp: str) -> str:
        return f"{self._names.day(stamp)} {self._names.time(stamp)[:5]}"

    def _line(self, data: Mapping[str, str]) -> str:
        role = self._codes.role(data["role"]) if data.get("role") else ""
        post = self._names.of("post", data["post"]) if data.get("post") else ""
        return "".join(f"{_mark()}{part}" for part in (role, post) if part)

    def _apart(self, data: Mapping[str, str]) -> str:
        if data.get("unrelieved"):
            return self.tr(" ▲ before the next shift has signed for the handover")
        late, early = (int(data.get(key) or 0) for key in ("late_min", "early_min"))
        if late:
            return self.tr(", %n minute(s) late", "", late)
        if early:
            return self.tr(", %n minute(s) early", "", early)
        return self.tr(", not planned") if data.get("planned") == "false" else ""

    def _by_phone(self, data: Mapping[str, str]) -> str:
        if data.get("path") != "link":
            return ""
        return self.tr(", by phone from {address}").format(address=data.get("address", "?"))


def _mark() -> str:
    return "，" if current_language() == CHINESE else ", "


_TOLD_WHOLE = ("exchange", "leave", "day", "need", "terms", "roster", "roster_settings")
