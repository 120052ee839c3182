"""Sentences of entries about settings: what was and what is."""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from app.model.journal import Draft
from app.model.words import Words
from app.ui.language import CHINESE, Worded, current_language
from app.ui.names import Names

_LONGEST = 60
_NAMED = {"place_id": "place", "proof_person": "person", "person": "person"}


class SettingsEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._fields: dict[str, dict[str, str]] = {}

    def values(self, draft: Draft) -> Mapping[str, str]:
        data = draft.data
        if draft.kind == "roster_changed":
            return {}
        told = self._told(data)
        # A record that is new has its secret from the beginning.
        if data.get("secret") and data.get("action") != "added":
            told.append(self._secret(data["secret"]))
        mark = "；" if current_language() == CHINESE else "; "
        return {"changes": "".join(f"{mark}{part}" for part in told)}

    def _told(self, data: Mapping[str, str]) -> list[str]:
        if draft_days := data.get("was_days"):
            pairs = [
                ("days", draft_days, data.get("days")),
                ("gigabytes", data.get("was_gigabytes"), data.get("gigabytes")),
            ]
            return [self._change(name, was, now) for name, was, now in pairs if was != now]
        if not (data.get("before", "").startswith("{") and data.get("after", "").startswith("{")):
            return []
        was, now = json.loads(data["before"]), json.loads(data["after"])
        return [self._change(name, was.get(name), now[name]) for name in now]

    def _change(self, name: str, was: Any, now: Any) -> str:
        field = self._field(name)
        before, after = self._value(name, was), self._value(name, now)
        # Lists of steps or zones would be pages: the log keeps them, the sentence says that they are others.
        if before is None or after is None:
            return field
        mark = "：" if current_language() == CHINESE else " "
        return f"{field}{mark}{before} → {after}"

    def _value(self, name: str, value: Any) -> str | None:
        if isinstance(value, dict) and set(value) == {"zh", "en"}:
            value = Words(value["zh"], value["en"]).in_language(current_language())
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if value in ("", None, []):
            return "—"
        if isinstance(value, (list, dict)):
            return None
        text = self._names.of(_NAMED[name], str(value)) if name in _NAMED else str(value)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

    def _secret(self, what: str) -> str:
        words = {
            "login": self.tr("login changed"),
            "address": self.tr("secret address changed"),
            "pin": self.tr("PIN of the SIM card changed"),
        }
        return words.get(what, what)

    def _field(self, name: str) -> str:
        language = current_language()
        if language not in self._fields:
            self._fields[language] = {**self._of_site(), **self._of_cameras(), **self._of_others()}
        return self._fields[language].get(name, name)

    def _of_site(self) -> dict[str, str]:
        return {
            "name": self.tr("name"),
            "timezone": self.tr("time zone"),
            "language": self.tr("language"),
            "acknowledge_s": self.tr("seconds to confirm"),
            "remind_after_s": self.tr("reminded after s"),
            "expire_after_s": self.tr("expires after s"),
            "near": self.tr("neighbours"),
            "recipient": self.tr("recipient"),
            "role": self.tr("role"),
            "person": self.tr("person"),
            "level": self.tr("level"),
            "phone_min": self.tr("minutes by phone"),
            "written_min": self.tr("minutes in writing"),
            "follow_up_h": self.tr("hours of follow-ups"),
        }

    def _of_cameras(self) -> dict[str, str]:
        return {
            "kind": self.tr("kind"),
            "address": self.tr("address"),
            "sub_address": self.tr("address of the sub stream"),
            "place_id": self.tr("place"),
            "position": self.tr("order"),
            "enabled": self.tr("in use"),
            "watched": self.tr("watched"),
            "sensitivity": self.tr("sensitivity"),
            "zones": self.tr("zones"),
            "record": self.tr("recording"),
            "record_from": self.tr("recorded from"),
            "record_to": self.tr("recorded to"),
            "pre_roll_s": self.tr("seconds before"),
            "hardware": self.tr("graphics card"),
            "onvif": self.tr("ONVIF address"),
            "days": self.tr("days"),
            "gigabytes": self.tr("GB"),
        }

    def _of_others(self) -> dict[str, str]:
        return {
            "service": self.tr("way"),
            "proof_at": self.tr("time of the test"),
            "proof_person": self.tr("test goes to"),
            "steps": self.tr("steps"),
            "tiers": self.tr("tiers"),
            "phones": self.tr("telephones"),
            "cameras": self.tr("cameras"),
            "places": self.tr("places"),
            "documents": self.tr("documents"),
            "kinds": self.tr("kinds of incident"),
            "drills": self.tr("also in drills"),
            "ends": self.tr("off at the end"),
            "pulse_s": self.tr("pulse in s"),
            "per_week": self.tr("checks a week"),
            "within_min": self.tr("minutes to answer"),
            "port": self.tr("port"),
            "hours": self.tr("hours"),
            "offered": self.tr("offered"),
        }
