"""Names of people, places, cameras and plans by id, in the language shown, and times of the site."""

from collections.abc import Iterable
from typing import Protocol

from app.core.clock import parse_stamp
from app.model.plan import PlanNames
from app.model.site import Channel
from app.model.words import Words
from app.notify.modem_address import VOICE
from app.ui.format import clock_time, iso_date, site_zone
from app.ui.language import current_language
from app.ui.services import Services


class Named(Protocol):
    """A record with a name."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Words: ...


class Names:
    """Reads the site once and again after `forget`, so that a list of entries asks the database once."""

    KINDS = frozenset({"site", "person", "place", "camera", "plan", "channel", "relay", "roster", "post"})

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: dict[str, dict[str, Words]] = {}
        self._plans: PlanNames | None = None
        self._drills: dict[str, bool] = {}
        self._calling: set[str] = set()

    def is_drill(self, incident_id: str) -> bool:
        """Whether an incident is an exercise; that never changes."""
        if incident_id not in self._drills:
            self._drills[incident_id] = self._services.incidents.is_drill(incident_id)
        return self._drills[incident_id]

    def forget(self) -> None:
        """After a change of any of `KINDS`."""
        self._known.clear()
        self._plans = None

    def person(self, person_id: str, otherwise: str = "") -> str:
        return self._name("person", person_id, otherwise)

    def place(self, place_id: str) -> str:
        return self._name("place", place_id)

    def camera(self, camera_id: str) -> str:
        return self._name("camera", camera_id)

    def plan(self, kind: str, version: int = 0) -> str:
        """As that version was called: an incident has the name of the plan that it follows. 0: of the newest."""
        if self._plans is None:
            self._plans = self._services.site.plan_names()
        words = self._plans.of(kind, version)
        return words.in_language(current_language()) if words else kind

    def channel(self, channel_id: str) -> str:
        return self._name("channel", channel_id)

    def rings(self, channel_id: str) -> bool:
        """Whether a channel calls by telephone instead of sending something."""
        self._name("channel", channel_id)
        return channel_id in self._calling

    def time(self, stamp: str) -> str:
        """The time of a stored moment, on the site's clock; empty for none."""
        if not stamp:
            return ""
        return clock_time(parse_stamp(stamp), site_zone(self._services.site.site().timezone))

    def day(self, stamp: str) -> str:
        """The date of a stored moment, on the site's calendar."""
        return iso_date(parse_stamp(stamp), site_zone(self._services.site.site().timezone))

    def of(self, what: str, record_id: str) -> str:
        """The name of a record of any kind; the id for kinds that have no names."""
        if what == "plan":
            return self.plan(record_id)
        named = ("person", "place", "camera", "channel", "relay", "post")
        return self._name(what, record_id) if what in named else record_id

    def _name(self, what: str, record_id: str, otherwise: str = "") -> str:
        if what not in self._known:
            records = list(self._records(what))
            self._known[what] = {record.id: record.name for record in records}
            if what == "channel":
                self._calling = {
                    one.id for one in records if isinstance(one, Channel) and one.service == VOICE
                }
        words = self._known[what].get(record_id)
        return words.in_language(current_language()) if words else (otherwise or record_id)

    def _records(self, what: str) -> Iterable[Named]:
        site = self._services.site
        if what == "person":
            return self._services.roster.everybody()
        if what == "post":
            return self._services.roster.posts()
        if what == "place":
            return site.places()
        if what == "relay":
            return self._services.relays.all()
        if what == "camera":
            return site.cameras()
        return site.channels()
