"""Reviews: conclusions, measures, and all that is known of an incident in order."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date

from app.core.clock import Clock
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.core.ids import new_id
from app.incidents.plans import plan_of
from app.model.incident import Incident
from app.model.journal import Actor, Draft, Entry
from app.model.review import Measure, Review
from app.reports.findings import Finding, Result, findings, results
from app.reports.making import existing
from app.reports.noted import noted
from app.reports.timeline import Item, timeline
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

LONGEST = 8000
_MOST_ENTRIES = 5000


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything a review shows."""

    incident: Incident
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]
    results: tuple[Result, ...]
    review: Review
    measures: tuple[Measure, ...]


class ReviewService:
    """Reviews as screens see them. Only somebody signed in writes one."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        actor: Callable[[], Actor],
        gate: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self._gate = gate

    def look(self, incident_id: str) -> Looked:
        """Reads up to thousands of entries: not for the UI thread. Raises NotFound."""
        return self._database.read(lambda reader: _looked(reader, incident_id))

    def results(self, incident: Incident) -> list[Result]:
        return self._database.read(lambda reader: results(incident, reader.dues.of_incident(incident.id)))

    def last_drills(self, incident: Incident, limit: int = 8) -> list[tuple[Incident, list[Result]]]:
        """This drill and those before it with their results, the oldest first."""

        def read(reader: Reader) -> list[tuple[Incident, list[Result]]]:
            drills = reader.incidents.drills_until(incident.opened_at, limit)
            dues = reader.dues.of_incidents([drill.id for drill in drills])
            return [(drill, results(drill, dues.get(drill.id, ()))) for drill in reversed(drills)]

        return self._database.read(read)

    def open_measures(self) -> list[Measure]:
        """Of all incidents, the most urgent first."""
        return self._database.read(lambda reader: reader.reviews.open_measures())

    def keep_draft(self, incident_id: str, text: str) -> "Future[None]":
        """What is being typed survives whatever happens to the program."""

        def change(transaction: Transaction) -> None:
            before = transaction.reviews.get(incident_id)
            transaction.reviews.save(replace(before, draft=text[:LONGEST]))
            transaction.touch_quietly("review_draft")

        return self._database.write(change)

    def conclude(self, incident_id: str, text: str) -> "Future[None]":
        """Writes the conclusions down; what they said before stays in the log.

        Raises NotAllowed where nobody is signed in, InvalidInput (text_empty, text_too_long).
        """
        self._gate()
        said, actor = text.strip(), self._actor()
        if not said or len(said) > LONGEST:
            raise InvalidInput(field="conclusions", reason="text_too_long" if said else "text_empty")

        def change(transaction: Transaction) -> None:
            existing(transaction, incident_id)
            transaction.reviews.save(Review(incident_id, said, said))
            transaction.journal.append(Draft("review_saved", said, actor, incident_id=incident_id))
            transaction.touch("review")

        return self._database.write(change)

    def decide(self, incident_id: str, text: str, owner_id: str, due: str) -> "Future[None]":
        """A measure with its owner and day.

        Fails with InvalidInput (text_empty, no_person, date_form), raises NotAllowed where nobody is signed in.
        """
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            existing(transaction, incident_id)
            now = transaction.clock.now()
            measure = Measure(new_id(now), incident_id, text.strip(), owner_id, due, now, actor.person_id)
            _check(measure, {person.id for person in transaction.site.people() if person.active})
            transaction.reviews.save_measure(measure)
            data = {"owner": owner_id, "due": due, "measure": measure.id}
            transaction.journal.append(
                Draft("measure_decided", measure.text, actor, data, incident_id=incident_id)
            )
            transaction.touch("measure")

        return self._database.write(change)

    def finish(self, measure_id: str, outcome: str = "") -> "Future[None]":
        """Somebody says that it is done. Fails with NotFound or NotAllowed (measure_done)."""
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            measure = transaction.reviews.measure(measure_id)
            if measure is None:
                raise NotFound("no_measure", id=measure_id)
            if measure.done_at is not None:
                raise NotAllowed("measure_done")
            now = transaction.clock.now()
            done = replace(measure, done_at=now, done_by=actor.person_id, outcome=outcome.strip()[:LONGEST])
            transaction.reviews.save_measure(done)
            data = {"owner": done.owner_id, "due": done.due, "measure": done.id, "outcome": done.outcome}
            transaction.journal.append(
                Draft("measure_done", done.text, actor, data, incident_id=done.incident_id)
            )
            transaction.touch("measure")

        return self._database.write(change)


def _looked(reader: Reader, incident_id: str) -> Looked:
    incident = existing(reader, incident_id)
    messages = reader.outbox.for_incident(incident_id)
    dues = reader.dues.of_incident(incident_id)
    entries = _entries(reader, incident)
    corrections = reader.journal.amendments([entry.number for entry in entries])
    clips = reader.recordings.of_clip(incident_id)
    return Looked(
        incident=incident,
        items=tuple(timeline(entries, messages, clips, corrections)),
        findings=tuple(findings(incident, plan_of(incident, reader), dues, messages)),
        results=tuple(results(incident, dues)),
        review=reader.reviews.get(incident_id),
        measures=tuple(reader.reviews.measures(incident_id)),
    )


def _entries(reader: Reader, incident: Incident) -> list[Entry]:
    """Its own, and what people wrote meanwhile without saying that it belonged to it."""
    own = reader.journal.latest(_MOST_ENTRIES, incident_id=incident.id)
    found = {entry.number: entry for entry in (*own, *noted(reader, incident, _MOST_ENTRIES))}
    return [found[number] for number in sorted(found)]


def _check(measure: Measure, people: set[str]) -> None:
    if not measure.text or len(measure.text) > LONGEST:
        raise InvalidInput(field="text", reason="text_too_long" if measure.text else "text_empty")
    if measure.owner_id not in people:
        raise InvalidInput(field="owner", reason="no_person")
    try:
        good = date.fromisoformat(measure.due).isoformat() == measure.due
    except ValueError:
        good = False
    if not good:
        raise InvalidInput(field="due", reason="date_form")
