"""Words of reports over a time in both languages, from `resources/period_reports.toml`, and the names of the site."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any

from app.core.filling import filled
from app.core.paths import resource
from app.model.incident import UNKNOWN_KIND
from app.model.plan import PlanNames


@cache
def _tables() -> dict[str, Any]:
    with resource("period_reports.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True, slots=True)
class SiteNames:
    """By id, in the language of the report; plans in both."""

    plans: PlanNames = field(default_factory=PlanNames)
    places: Mapping[str, str] = field(default_factory=dict)
    cameras: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    said_places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """In every language: an entry is written in its writer's."""


class PeriodWords:
    """`say("covers", since=…)`; words of a table of the file as `say("text.quiet")`."""

    def __init__(self, language: str, names: SiteNames, zone: tzinfo) -> None:
        self.language = "zh" if language.startswith("zh") else "en"
        self._words: dict[str, Any] = _tables()[self.language]
        self._names = names
        self._zone = zone

    def say(self, name: str, /, **values: object) -> str:
        table, _, word = name.rpartition(".")
        text: str = (self._words[table] if table else self._words)[word]
        return filled(text, values) if values else text

    def kind(self, code: str, version: int = 0) -> str:
        """As the plan was called that one incident follows; of several, without a version, as it is called now."""
        if code == UNKNOWN_KIND:
            return self.say("kind_unknown")
        name = self._names.plans.of(code, version)
        return name.in_language(self.language) if name is not None else code

    def place(self, place_id: str) -> str:
        return self._names.places.get(place_id, place_id) if place_id else self.say("place_unknown")

    def at_place(self, place_id: str, text: str) -> str:
        """Before an entry's text; nothing where it has no place, or names it itself."""
        name = self._names.places.get(place_id, place_id)
        said = any(one in text for one in self._names.said_places.get(place_id, ()) if one)
        return f"{name} " if place_id and not said else ""

    def camera(self, camera_id: str) -> str:
        return self._names.cameras.get(camera_id, camera_id)

    def person(self, person_id: str, signed: str) -> str:
        """In the language of the report; whoever is no longer known as they signed then."""
        return self._names.people.get(person_id, "") or signed

    def time(self, at: datetime) -> str:
        return _formatted(at.astimezone(self._zone), self.say("time"))

    def month(self, first: date) -> str:
        return self._written(first, "month")

    def day(self, day: date) -> str:
        return self._written(day, "day")

    def _written(self, day: date, pattern: str) -> str:
        return _formatted(datetime(day.year, day.month, day.day, tzinfo=self._zone), self.say(pattern))

    def numeral(self, number: int) -> str:
        """Of a heading, from 1 on."""
        return self.say("numerals").split()[number - 1]

    def joined(self, texts: Iterable[str]) -> str:
        return self.say("separator").join(texts)


def _formatted(local: datetime, pattern: str) -> str:
    # Not by the pattern's own names: a C library without Chinese would spoil 年.
    for code in ("%Y", "%m", "%d", "%H", "%M"):
        pattern = pattern.replace(code, local.strftime(code))
    return pattern
