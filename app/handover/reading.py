"""Looks at the duty room once, for a draft: everything that the database knows of the shift."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.handover.drafting import NOTICES
from app.handover.seen import Equipped, Notice, Seen
from app.incidents.plans import plan_of
from app.model.deadline import Due
from app.model.handover import Handover, HandoverDue
from app.model.incident import Incident
from app.model.journal import Entry
from app.model.words import Words
from app.roster.sheet_service import known
from app.roster.sheets import Findings
from app.storage.transaction import Reader, Transaction

AHEAD = timedelta(days=3)
"""So far ahead changes of the roster and gaps in it are told."""
_MOST_HAZARDS = 50
_MOST_ENTRIES = 60
_MOST_INCIDENTS = 50
_MOST_FAULTS = 20
_TOURS = ("tour_not_begun", "tour_finished", "tour_stopped")


def seen(store: Reader | Transaction, since: datetime, after: int, equipped: Equipped, now: datetime) -> Seen:
    """`after`: number of the last entry that belongs to the shift before."""
    people = {person.id: person.name for person in store.site.people()}
    places = {place.id: place.name for place in store.site.places()}
    running = tuple(store.incidents.running())
    closed, dues = _closed(store, since, running)
    hazards = store.handovers.open_hazards(_MOST_HAZARDS)
    tours = _entries(store, _TOURS, after)
    tours_missed = _entries(store, ("tour_missed",), after)
    counts, numbers = store.handovers.entries_after(after)
    until = now + AHEAD
    ahead = _ahead(store, now, until)
    return Seen(
        now=now,
        since=since,
        equipped=equipped,
        running=running,
        closed=closed,
        dues=dues,
        kinds={incident.id: plan_of(incident, store).name for incident in (*running, *closed)},
        places=places,
        people=people,
        posts={post.id: post.name for post in store.site.posts()},
        cameras=tuple(store.site.cameras()),
        hazards=_worded(store, [entry for number in hazards if (entry := store.journal.get(number))], places),
        hazards_in_all=store.handovers.count_open_hazards(),
        hazard_days=store.handovers.settings().hazard_days,
        notices=_worded(store, list(reversed(_entries(store, NOTICES, after))), places),
        tours=tuple(reversed([entry for entry in tours if _is_short(entry)])),
        tours_walked=len(tours),
        tours_missed=tuple(tours_missed),
        faults=tuple(store.journal.latest(_MOST_FAULTS, kinds=("system_fault",), after=after)),
        counts=counts,
        numbers=numbers,
        published=tuple(_entries(store, ("roster_published", "roster_withdrawn"), after)),
        missed=tuple(missed_since(store)),
        exchanges=tuple(store.roster.exchanges_in_force(now, until)),
        leaves=tuple(leave for leave in store.roster.leaves(now, until) if leave.ends > now),
        gaps=ahead.gaps,
        conflicts=len(ahead.conflicts),
    )


def missed_since(store: Reader | Transaction) -> list[HandoverDue]:
    """Handovers that nobody made since the last one that was signed."""
    last = store.handovers.last_accepted()
    return [due for due in store.handovers.missed_dues() if last is None or _is_later(due, last)]


def first_entry(store: Reader | Transaction, since: datetime, last: Handover | None) -> int:
    """Number of the last entry before the shift: the acceptance of the last handover, else by the time."""
    if last is not None:
        return last.entry
    return store.handovers.last_entry_before(since)


def _is_later(due: HandoverDue, last: Handover) -> bool:
    noticed = due.missed_at or due.due_at
    return last.accepted_at is None or noticed > last.accepted_at


def _entries(store: Reader | Transaction, kinds: Sequence[str], after: int) -> list[Entry]:
    """The newest first."""
    return store.journal.latest(_MOST_ENTRIES, kinds=kinds, after=after)


def _is_short(entry: Entry) -> bool:
    """Whether somebody did not look where they should have."""
    if entry.draft.kind == "tour_finished":
        return entry.draft.data.get("missed", "0") not in ("", "0")
    return True


def _worded(
    store: Reader | Transaction, entries: Iterable[Entry], places: dict[str, Words]
) -> tuple[Notice, ...]:
    found = list(entries)
    corrected = store.journal.amendments([entry.number for entry in found])
    return tuple(
        Notice(
            entry,
            corrected.get(entry.number, [entry])[-1].draft.text,
            places.get(entry.draft.place_id, Words()),
        )
        for entry in found
    )


def _closed(
    store: Reader | Transaction, since: datetime, running: Sequence[Incident]
) -> tuple[tuple[Incident, ...], dict[str, tuple[Due, ...]]]:
    """Incidents closed in the shift and those that still owe a report; and what each incident owes."""
    live = {incident.id for incident in running}
    recent = [one for one in store.incidents.recent(_MOST_INCIDENTS) if one.id not in live]
    found = {one.id: one for one in recent if one.closed_at is not None and one.closed_at >= since}
    for incident_id in store.dues.unsettled():
        if incident_id not in live and incident_id not in found:
            incident = store.incidents.get(incident_id)
            if incident is not None:
                found[incident_id] = incident
    rows = store.dues.of_incidents([*live, *found])
    dues = {one: tuple(due for due in owed if due.is_open) for one, owed in rows.items()}
    return tuple(found.values()), dues


def _ahead(store: Reader | Transaction, now: datetime, until: datetime) -> Findings:
    zone = ZoneInfo(store.site.site().timezone)
    days = (moment.astimezone(zone).date() for moment in (now, until))
    found = known(store, *days).findings()
    return Findings(
        tuple(gap for gap in found.gaps if gap.ends > now and gap.starts < until),
        tuple(one for one in found.conflicts if one.ends > now and one.starts < until),
    )
