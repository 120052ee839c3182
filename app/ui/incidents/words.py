"""What is said about an incident: its name, state, times."""

from PySide6.QtCore import QObject

from app.model.incident import FALSE_ALARM, RUNNING, UNKNOWN_KIND, Incident, turned_out_at
from app.ui.code_words import CodeWords
from app.ui.format import clock_time, duration, iso_date, site_zone
from app.ui.language import Worded
from app.ui.names import Names
from app.ui.services import Services


class IncidentWords(Worded):
    """Reads nothing but names; the incident is handed in."""

    def __init__(self, services: Services, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._codes = CodeWords(self)

    def title(self, incident: Incident) -> str:
        return self.titles(incident)[0]

    def titles(self, incident: Incident) -> tuple[str, str]:
        """In full, and one that names the kind where the full one would be cut before it."""
        known = incident.kind != UNKNOWN_KIND
        name = (
            self._names.plan(incident.kind, incident.plan_version)
            if known
            else self.tr("Emergency, kind not yet known")
        )
        whole, brief = self._codes.drill(incident), self._codes.drill_alone(incident)
        return (f"{whole} · {name}", f"{brief} · {name}") if whole else (name, name)

    def place(self, incident: Incident) -> str:
        return self._names.place(incident.place_id) if incident.place_id else self.tr("place not yet known")

    def state(self, incident: Incident) -> str:
        if incident.state == RUNNING:
            return self.tr("running")
        return self.tr("false alarm") if incident.state == FALSE_ALARM else self.tr("stood down")

    def opened(self, incident: Incident) -> str:
        """Date and time to the second, on the site's clock."""
        zone = site_zone(self._services.site.site().timezone)
        return f"{iso_date(incident.opened_at, zone)} {clock_time(incident.opened_at, zone)}"

    def opened_by(self, incident: Incident) -> str:
        if incident.opened_by:
            return self.tr("started by {name}").format(name=self._names.person(incident.opened_by))
        return self.tr("started while nobody was signed in")

    def length(self, incident: Incident) -> str:
        """Running: since the start. Over: how long it was."""
        if incident.closed_at is None:
            return duration(self._services.incidents.elapsed_s(incident))
        return duration((incident.closed_at - incident.opened_at).total_seconds())

    def turn_out(self, incident: Incident) -> str:
        """How soon the first was on scene."""
        first = turned_out_at(incident.calls)
        if first is None:
            return self.tr("nobody on scene")
        took = duration((first - incident.opened_at).total_seconds())
        late = first > incident.turn_out_due_at
        words = self.tr("turn-out {time}, late") if late else self.tr("turn-out {time}")
        return words.format(time=took)

    def ending(self, incident: Incident) -> str:
        """When and why it was closed; empty while it runs."""
        if incident.closed_at is None:
            return ""
        zone = site_zone(self._services.site.site().timezone)
        words = self.tr("{state} {date} {time}").format(
            state=self.state(incident),
            date=iso_date(incident.closed_at, zone),
            time=clock_time(incident.closed_at, zone),
        )
        return f"{words} · {incident.close_reason}" if incident.close_reason else words

    def fault(self, code: str) -> str:
        """What a list must not hide about the reports of an incident."""
        words = {
            "overdue": self.tr("report overdue"),
            "never": self.tr("never reported"),
            "late": self.tr("reported late"),
            "corrected": self.tr("report corrected"),
        }
        return words.get(code, "")
