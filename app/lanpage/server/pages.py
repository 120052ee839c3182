"""Makes pages out of what the console says."""

import hashlib
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.core.paths import resource
from app.lanpage.server.words import either, tables

FILES = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}


class Pages:
    """Templates and the files that belong to them; everything filled in is escaped."""

    def __init__(self) -> None:
        self.files = {name: resource("lanpage", name).read_bytes() for name in FILES}
        marks = {name: hashlib.sha256(content).hexdigest()[:12] for name, content in self.files.items()}
        self._templates = Environment(
            loader=FileSystemLoader(resource("lanpage")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["marks"] = marks

    def sheet(self, token: str, sheet: Mapping[str, Any], notice: str, language: str, *, part: bool) -> str:
        """The incident with its buttons: the whole page, or the part that changes."""
        return self._render("sheet.html", language, part, token=token, sheet=sheet, notice=notice)

    def door(self, token: str, sheet: Mapping[str, Any], language: str, *, part: bool) -> str:
        """What stands before the first opening: opening binds the link to this phone, so it takes a press."""
        return self._render("door.html", language, part, token=token, sheet=sheet, notice="")

    def clock(self, token: str, sheet: Mapping[str, Any], notice: str, language: str, *, part: bool) -> str:
        """Where one person clocks on and off."""
        return self._render("clock.html", language, part, token=token, sheet=sheet, notice=notice)

    def report(self, token: str, report: Mapping[str, Any], notice: str, language: str, *, part: bool) -> str:
        """A report whole, with the key of its receipt."""
        return self._render("report.html", language, part, token=token, report=report, notice=notice)

    def report_door(self, token: str, report: Mapping[str, Any], language: str, *, part: bool) -> str:
        """What stands before the first opening, as with a call."""
        return self._render("report_door.html", language, part, token=token, report=report, notice="")

    def check(self, token: str, check: Mapping[str, Any], notice: str, language: str, *, part: bool) -> str:
        """One key that says: reachable."""
        return self._render("check.html", language, part, token=token, check=check, notice=notice)

    def message(self, code: str, language: str, *, part: bool, phone: str = "", again: str = "") -> str:
        """One sentence: why there is nothing to see. `again`: where to go to try once more."""
        return self._render("message.html", language, part, code=code, phone=phone, again=again, notice="")

    def _render(self, name: str, language: str, part: bool, **values: Any) -> str:
        words = tables()[language]

        def say(key: str, **filled: object) -> Markup:
            return Markup.escape(words[key].format(**filled))

        def name_of(both: Mapping[str, str]) -> str:
            return either(both, language)

        return self._templates.get_template(name).render(
            words=words, say=say, name_of=name_of, language=language, part=part, **values
        )
