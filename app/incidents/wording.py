"""Fills the message templates of `resources/messages.toml` in the site's language."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.paths import resource
from app.model.incident import Incident, Plan
from app.model.site import Person, Place, Site


@dataclass(frozen=True, slots=True)
class Scene:
    """What a message about an incident needs to know."""

    site: Site
    incident: Incident
    plan: Plan
    place: Place | None


class Wording:
    """Titles and bodies of messages; `purpose` is emergency, update, stood_down or false_alarm."""

    def __init__(self) -> None:
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
        return title.format(**values).strip(), body.format(**values).strip()
