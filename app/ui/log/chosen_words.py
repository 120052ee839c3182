"""A part of the log in words, as whoever receives it reads it."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QObject

from app.core.clock import stamp
from app.journal.kinds import PEOPLE
from app.model.incident import UNKNOWN_KIND, Incident
from app.model.search import Wanted
from app.ui.code_words import CodeWords
from app.ui.language import CHINESE, Worded, current_language
from app.ui.names import Names


class ChosenWords(Worded):
    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._codes = CodeWords(self)

    def say(self, wanted: Wanted, zone: tzinfo, incident: Incident | None = None) -> str:
        """What the entries have in common."""
        told = [self._time(wanted, zone)]
        if wanted.incident_id:
            about = self.incident(incident, zone) if incident is not None else wanted.incident_id
            told.append(self.tr("of the incident {incident}").format(incident=about))
        if wanted.place_id:
            told.append(self.tr("place {place}").format(place=self._names.place(wanted.place_id)))
        if wanted.camera_id:
            told.append(self.tr("camera {camera}").format(camera=self._names.camera(wanted.camera_id)))
        if wanted.person_id:
            told.append(self.tr("person {person}").format(person=self._names.person(wanted.person_id)))
        if wanted.kinds:
            told.append(self._kinds(wanted.kinds))
        if wanted.without:
            told.append(self.tr("what matters alone"))
        if wanted.words:
            told.append(self.tr('with the words "{words}"').format(words=wanted.words))
        mark = "；" if current_language() == CHINESE else "; "
        return mark.join(part for part in told if part) or self.tr("the whole log")

    def incident(self, incident: Incident, zone: tzinfo) -> str:
        """`11-23 14:02 Fire`"""
        known = incident.kind != UNKNOWN_KIND
        kind = (
            self._names.plan(incident.kind, incident.plan_version) if known else self.tr("kind not yet known")
        )
        return f"{incident.opened_at.astimezone(zone).strftime('%m-%d %H:%M')} {kind}"

    def codes(self, wanted: Wanted) -> dict[str, str]:
        """The same for programs: what is not empty."""
        said = {
            "words": wanted.words,
            "kinds": " ".join(wanted.kinds),
            "without": " ".join(wanted.without),
            "place": wanted.place_id,
            "camera": wanted.camera_id,
            "person": wanted.person_id,
            "incident": wanted.incident_id,
            "since": stamp(wanted.since) if wanted.since else "",
            "until": stamp(wanted.until) if wanted.until else "",
        }
        return {name: value for name, value in said.items() if value}

    def _time(self, wanted: Wanted, zone: tzinfo) -> str:
        if wanted.since is None:
            until = wanted.until
            return self.tr("until {until}").format(until=_moment(until, zone)) if until is not None else ""
        if wanted.until is None:
            return self.tr("from {since}").format(since=_moment(wanted.since, zone))
        return self.tr("{since} to {until}").format(
            since=_moment(wanted.since, zone), until=_moment(wanted.until, zone)
        )

    def _kinds(self, kinds: tuple[str, ...]) -> str:
        if set(kinds) == set(PEOPLE):
            return self.tr("what people wrote")
        mark = "、" if current_language() == CHINESE else ", "
        named = [self._codes.note_kind(kind) for kind in kinds if self._codes.note_kind(kind) != kind]
        others = len(kinds) - len(named)
        if others:
            named.append(self.tr("%n kind(s) that the program writes", "", others))
        return self.tr("kinds: {kinds}").format(kinds=mark.join(named))


def _moment(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
