"""Words of reports and printed sheets in both languages, from `resources/reports.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from app.core.filling import filled
from app.core.paths import resource
from app.model.incident import Incident
from app.model.plan import Plan
from app.model.report import Report, ReportKind
from app.model.site import Place, Site

_NUMERALS = "零一二三四五六七八九"


@cache
def _tables() -> dict[str, Any]:
    with resource("reports.toml").open("rb") as file:
        return tomllib.load(file)


def chinese_number(number: int) -> str:
    """`续报一`, `续报十二`: as reports are numbered, up to 99."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


class PaperWords:
    """The words of one language; `say("title", kind=…)` fills one in."""

    def __init__(self, language: str) -> None:
        self.language = "zh" if language.startswith("zh") else "en"
        self._words: dict[str, Any] = _tables()[self.language]

    def say(self, name: str, /, **values: object) -> str:
        text: str = self._words[name]
        return filled(text, values) if values else text

    def prefill(self, name: str, /, **values: object) -> str:
        text: str = self._words["prefill"][name]
        return filled(text, values).strip()

    def item(self, name: str) -> str:
        """The label of an item of a report."""
        labels: Mapping[str, str] = self._words["field"]
        return labels.get(name, name)

    def role(self, code: str) -> str:
        """A role; a code it does not know is shown as it is."""
        return str(self._words["role"].get(code, code))

    def group(self, code: str) -> str:
        """The leader of a working group."""
        return str(self._words["group"].get(code, code))

    def sheet(self, name: str, /, **values: object) -> str:
        """Words of sheets that lie on the desk."""
        text: str = self._words["sheet"][name]
        return filled(text, values)

    def office(self, site: Site) -> str:
        """The body that issues: the command centre of the site."""
        return self.say("office", site=site.name.in_language(self.language))

    def kind(self, plan: Plan) -> str:
        return plan.name.in_language(self.language)

    def place(self, place: Place | None) -> str:
        return place.name.in_language(self.language) if place else self.say("unknown_place")

    def level(self, level: int) -> str:
        return self.say(f"level_{level}") if 1 <= level <= 4 else ""

    def report(self, kind: ReportKind, number: int) -> str:
        """`首报`, `续报一`, `终报`."""
        if kind == "final" and number:
            return self.say("final_again", number=number + 1)
        counted = chinese_number(number) if self.language == "zh" else str(number)
        return self.say(kind, number=counted)

    def serial(self, report: Report) -> str:
        year, _, number = report.serial.partition("-")
        name = "drill_serial" if number.startswith("D") else "serial"
        return self.say(name, year=year, number=number.removeprefix("D"))

    def drill(self, incident: Incident) -> str:
        """Before everything that is said in an exercise."""
        if not incident.drill:
            return ""
        return f"【{self.say('drill')}】" if self.language == "zh" else f"[{self.say('drill')}] "

    def moment(self, at: datetime, site: Site) -> str:
        # Not by the pattern's own year and month names: a C library without Chinese would spoil 年.
        local = at.astimezone(ZoneInfo(site.timezone))
        return _formatted(local, self.say("moment"))

    def day(self, at: datetime, site: Site) -> str:
        return _formatted(at.astimezone(ZoneInfo(site.timezone)), self.say("day"))

    def join(self, texts: list[str]) -> str:
        return self.say("separator").join(texts)


def _formatted(local: datetime, pattern: str) -> str:
    for code in ("%Y", "%m", "%d", "%H", "%M"):
        pattern = pattern.replace(code, local.strftime(code))
    return pattern
