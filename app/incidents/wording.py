"""Fills the message templates of `resources/messages.toml` in the site's language."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfo

from app.core.filling import filled
from app.core.paths import resource
from app.incidents.call_codes import call_codes
from app.model.incident import Call, Incident
from app.model.plan import Plan
from app.model.site import Person, Place, Site

_CALLS = ("emergency", "again")
"""Who gets these is asked to answer."""


class LinkMaker(Protocol):
    """Makes the link by which the called person answers."""

    def message_link(self, call: Call) -> str:
        """Empty while there is no page to open."""
        ...


class _NoLinks:
    def message_link(self, call: Call) -> str:
        return ""


NO_LINKS: LinkMaker = _NoLinks()


@dataclass(frozen=True)
class Scene:
    """What a message about an incident needs to know."""

    site: Site
    incident: Incident
    plan: Plan
    place: Place | None

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each call, by the call's id."""
        return call_codes(call.id for call in self.incident.calls)


class Wording:
    """Titles and bodies of messages; `purpose` is emergency, update, stood_down or false_alarm."""

    def __init__(self, links: LinkMaker = NO_LINKS) -> None:
        self._links = links
        with resource("messages.toml").open("rb") as file:
            self._templates: dict[str, dict[str, str]] = tomllib.load(file)

    def message(self, purpose: str, scene: Scene, person: Person, now: datetime) -> tuple[str, str]:
        """Title and body for one person."""
        language = "zh" if scene.site.language.startswith("zh") else "en"
        words = self._templates[language]
        place = scene.place.name.in_language(language) if scene.place else words["unknown_place"]
        values = {
            "drill": words["drill"] if scene.incident.drill else "",
            "site": scene.site.name.in_language(language),
            "kind": scene.plan.name.in_language(language),
            "place": place,
            "time": now.astimezone(ZoneInfo(scene.site.timezone)).strftime("%H:%M"),
            "name": person.name.in_language(language),
        }
        title, body = words[f"{purpose}_title"], words[f"{purpose}_body"]
        parts = [filled(body, values).strip()]
        if purpose in _CALLS:
            parts += self._answers(scene, person, words)
        return filled(title, values).strip(), words["between"].join(parts)

    def _answers(self, scene: Scene, person: Person, words: dict[str, str]) -> list[str]:
        """How the person may answer. A link stands last: no sign that follows can be taken for a part of it."""
        call = next((call for call in scene.incident.calls if call.person_id == person.id), None)
        if call is None:
            return []
        link = self._links.message_link(call)
        code = words["code"].format(code=scene.codes[call.id])
        return [code, words["link"].format(link=link)] if link else [code]
