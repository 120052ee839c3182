"""Words of handovers in either language, for the screen and for paper alike, from `resources/handover.toml`."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from app.core.clock import parse_stamp
from app.core.filling import filled
from app.core.paths import resource
from app.model.handover import Fact, Member
from app.model.words import Words
from app.reports.wording import PaperWords

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_VALUE = re.compile(r"\{(\w+)\}")
_MOMENTS = ("at", "closed", "starts", "ends")


@cache
def _tables() -> dict[str, Any]:
    with resource("handover.toml").open("rb") as file:
        return tomllib.load(file)


class HandoverWords:
    """The words of one language, with times of one zone."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language = "zh" if language.startswith("zh") else "en"
        self._zone = zone
        self._words: dict[str, Any] = _tables()[self.language]
        self._paper = PaperWords(self.language)

    def sheet(self, name: str, /, **values: object) -> str:
        """Words around the points."""
        return _filled(self._words["sheet"][name], {key: str(value) for key, value in values.items()})

    def section(self, name: str) -> str:
        return str(self._words["section"][name])

    def sentence(self, fact: Fact) -> str:
        """What a point says. A code it does not know still shows its values."""
        template = self._words["point"].get(fact.code)
        values = self._values(fact.data)
        if template is None:
            return " ".join((fact.code, *fact.data.values()))
        return _filled(template, values)

    def member(self, member: Member) -> str:
        """`Zhou Min (operator, not there)`."""
        more = [self._paper.role(member.role)] if member.role else []
        if not member.present:
            more.append(self.sheet("absent"))
        if not member.planned:
            more.append(self.sheet("unplanned"))
        name = self.name(member.name)
        if not more:
            return name
        told = self.join(more)
        return f"{name}（{told}）" if self.language == "zh" else f"{name} ({told})"

    def name(self, words: Words) -> str:
        return words.in_language(self.language)

    def moment(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        month = str(local.month) if self.language == "zh" else self._words["months"][local.month - 1]
        return _filled(
            self._words["moment"], {"month": month, "day": str(local.day), "time": f"{local:%H:%M}"}
        )

    def full(self, at: datetime) -> str:
        """With the year, to the second: as signatures are dated."""
        return f"{at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"

    def join(self, texts: list[str]) -> str:
        return str(self._words["comma"]).join(texts)

    def _values(self, data: Mapping[str, str]) -> dict[str, str]:
        """Codes become words, stamps become times, of names the language's own; else the other one."""
        values = dict(data)
        for name in {key[:-3] for key in data if key.endswith(("_zh", "_en"))}:
            values[name] = Words(data.get(f"{name}_zh", ""), data.get(f"{name}_en", "")).in_language(
                self.language
            )
        for name in _MOMENTS:
            if name in values:
                values[name] = self.moment(parse_stamp(values[name]))
        for name in ("condition", "cause", "exchange"):
            if name in values:
                values[name] = str(self._words[name].get(values[name], values[name]))
        if "role" in values:
            values["role"] = self._paper.role(values["role"])
        if "drill" in values:
            values["drill"] = str(self._words["drill"])
        values.setdefault("kind", str(self._words["unknown_kind"]))
        if "owed" in values:
            values["owed"] = self.join([self._owed(one) for one in values["owed"].split()])
        if "kinds" in values:
            values["kinds"] = self.join([self._counted(one) for one in values["kinds"].split()])
        return values

    def _owed(self, text: str) -> str:
        stage, _, until = text.partition("@")
        what = str(self._words["stage"].get(stage, stage))
        return _filled(self._words["owed"], {"what": what, "at": self.moment(parse_stamp(until))})

    def _counted(self, text: str) -> str:
        kind, _, count = text.partition("=")
        return _filled(
            self._words["counted"], {"kind": str(self._words["kind"].get(kind, kind)), "count": count}
        )


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Fills in the values; a part in brackets goes where one of its values is missing. Values are never looked into:
    what somebody typed may hold brackets."""

    def part(match: re.Match[str]) -> str:
        wanted = _VALUE.findall(match.group(1))
        return match.group(1) if all(values.get(name) for name in wanted) else ""

    return filled(_OPTIONAL.sub(part, template), defaultdict(str, values))
