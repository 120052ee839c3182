"""What a phone is shown of an incident: codes and words of the site in both languages, times on the site's clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.model.incident import RUNNING, UNKNOWN_KIND, Call, Incident
from app.model.lan_page import LanPage, Link
from app.model.plan import Plan
from app.model.site import Person, Place, Site
from app.model.words import Words

Both = dict[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident as one called person may see it, at one moment."""

    site: Site
    incident: Incident
    plan: Plan
    place: Place | None
    call: Call
    people: tuple[Person, ...]
    phone: str
    """Of the operator on duty; empty where none is known."""
    elapsed_s: float
    now: datetime

    def head(self) -> dict[str, Any]:
        """What the person's message said as well: shown before a phone has opened the link."""
        incident = self.incident
        known = incident.kind != UNKNOWN_KIND
        return {
            "drill": incident.drill,
            "site": _both(self.site.name),
            "kind": _both(self.plan.name) if known else {},
            "level": self.plan.level if known else 0,
            "place": _both(self.place.name) if self.place else {},
            "opened": self._time(incident.opened_at),
            "elapsed_s": int(self.elapsed_s),
            "ended": "" if incident.state == RUNNING else incident.state,
            "ended_at": self._time(incident.closed_at),
            "name": _both(self.call.name),
            "role": self.call.role,
            "phone": self.phone,
            "time": self._time(self.now, seconds=True),
        }

    def whole(self, page: LanPage, link: Link) -> dict[str, Any]:
        """The head, what the person has answered, the steps, and how many photos may still come."""
        return {
            **self.head(),
            "acknowledged": self._time(self.call.answered_at or self.call.acknowledged_at),
            "answered": self.call.has_answered,
            "arrived": self._time(self.call.arrived_at),
            "steps": self._steps(),
            "photos": link.photos,
            "photos_left": max(0, page.photos - link.photos),
        }

    def _steps(self) -> list[dict[str, Any]]:
        done = {done.step: done for done in self.incident.steps_done}
        names = {person.id: person.name for person in self.people}
        return [
            {
                "number": number,
                "text": _both(step.text),
                "who": step.who,
                "within_s": step.within_s,
                "mine": bool(step.who) and step.who == self.call.role,
                "done": self._time(done[number].at) if number in done else "",
                "by": _both(names.get(done[number].by, Words())) if number in done else {},
            }
            for number, step in enumerate(self.plan.steps)
        ]

    def _time(self, moment: datetime | None, *, seconds: bool = False) -> str:
        if moment is None:
            return ""
        local = moment.astimezone(ZoneInfo(self.site.timezone))
        return local.strftime("%H:%M:%S" if seconds else "%H:%M")


def _both(words: Words) -> Both:
    return {"zh": words.zh, "en": words.en}
