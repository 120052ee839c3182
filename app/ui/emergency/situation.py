"""All that the cards of running incidents show, read in one go and off the window's thread."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.pinyin import readings
from app.incidents.nearby import NearPost, nearest_posts
from app.journal.completion import Completion
from app.model.deadline import Due
from app.model.escalation import Escalation
from app.model.incident import UNKNOWN_KIND, Call, Incident
from app.model.line import WHAT, WHERE, Named
from app.model.message import Message
from app.model.plan import Plan
from app.model.relay import Relay, RelayState
from app.model.roster import Duty
from app.model.site import Person, Place, Post
from app.notify.rules import needs_hand, purpose_of
from app.relays.rules import concerns
from app.ui.services import Services

OWED_SHOWN = 2
OPEN_AT_ONCE = 2
"""Cards that show everything. Nobody works on more, and ten of them would hold the window up for seconds."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the site has to choose from; it changes seldom. `read_at` is a monotonic second."""

    kinds: tuple[Plan, ...] = ()
    places: tuple[Place, ...] = ()
    posts: tuple[Post, ...] = ()
    people: tuple[Person, ...] = ()
    duties: tuple[Duty, ...] = ()
    completion: Completion = field(default_factory=lambda: Completion((), readings))
    """What letters mean among kinds, places and people."""
    read_at: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Facts:
    """One incident. What was sent and what is owed are there for those whose card is open.

    `by_hand`: calls that somebody has to dial.
    """

    incident: Incident
    plan: Plan
    state: Escalation
    near: tuple[NearPost, ...] = ()
    messages: tuple[Message, ...] = ()
    by_person: Mapping[str, list[Message]] = field(default_factory=dict)
    by_hand: frozenset[str] = frozenset()
    dues: tuple[Due, ...] = ()
    relays: tuple[tuple[Relay, RelayState], ...] = ()
    """Those it switches while it runs."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What an incident that is over still owes above."""

    incident: Incident
    dues: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """`facts` of all that run: real ones before drills, then the newest first. `opened`: whose cards show everything.

    `owed` by those that are over, the most urgent first; `owing` more of them are not shown.
    """

    offered: Offered = field(default_factory=Offered)
    facts: tuple[Facts, ...] = ()
    opened: tuple[str, ...] = ()
    owed: tuple[Owed, ...] = ()
    owing: int = 0


def opened_cards(running: Sequence[Incident], before: Sequence[str], chosen: str) -> tuple[str, ...]:
    """Which incidents are shown in full: what somebody chose, then real ones before drills.

    One that is open stays so when another begins: nobody's work is taken away. A drill gives way to what is real.
    """
    ids = [incident.id for incident in running]
    drills = {incident.id for incident in running if incident.drill}
    stays = [one for one in before if one in ids]
    by_rank = sorted((*stays, *ids), key=lambda one: (one != chosen, one in drills))
    return tuple(dict.fromkeys(by_rank))[:OPEN_AT_ONCE]


def read_offered(services: Services) -> Offered:
    site, roster = services.site, services.roster
    kinds = tuple(plan for plan in site.plans() if plan.id != UNKNOWN_KIND)
    places = tuple(site.places())
    people = tuple(roster.people())
    named = (
        *(Named(WHAT, "kind", kind.id, kind.name) for kind in kinds),
        *(Named(WHERE, "place", place.id, place.name) for place in places),
        *(Named(WHERE, "person", person.id, person.name) for person in people),
    )
    return Offered(
        kinds=kinds,
        places=places,
        posts=tuple(roster.posts()),
        people=people,
        duties=tuple(roster.on_duty().now),
        completion=Completion(named, readings),
        read_at=services.clock.monotonic(),
    )


def read_facts(services: Services, incident: Incident, offered: Offered) -> Facts:
    """Everything about one incident."""
    near = (
        nearest_posts(incident.place_id, offered.places, offered.posts, offered.duties, offered.people)
        if incident.place_id
        else ()
    )
    messages = tuple(services.outbox.for_incident(incident.id))
    sent = by_person(messages)
    return Facts(
        incident,
        services.incidents.plan_of(incident),
        services.escalation.of(incident),
        near,
        messages,
        sent,
        frozenset(call.id for call in incident.calls if _needs_hand(call, sent.get(call.person_id, ()))),
        tuple(services.clocks.dues(incident.id)),
        _relays_of(services, incident),
    )


def _relays_of(services: Services, incident: Incident) -> tuple[tuple[Relay, RelayState], ...]:
    switched = [relay for relay in services.relays.all() if concerns(relay, incident)]
    states = services.relays.states() if switched else {}
    return tuple((relay, states.get(relay.id, RelayState(relay.id))) for relay in switched)


def read_situation(
    services: Services, offered: Offered | None, before: Sequence[str] = (), chosen: str = ""
) -> Situation:
    """`offered`: as it was read before; None to read it anew."""
    running = services.incidents.running()
    after, owing = services.clocks.still_owed(OWED_SHOWN)
    owed = tuple(Owed(incident, tuple(dues)) for incident, dues in after)
    if not running:
        return Situation(offered or Offered(), owed=owed, owing=owing)
    known = offered or read_offered(services)
    opened = opened_cards(running, before, chosen)
    facts = (
        read_facts(services, incident, known)
        if incident.id in opened
        else Facts(incident, services.incidents.plan_of(incident), services.escalation.of(incident))
        for incident in running
    )
    return Situation(known, tuple(facts), opened, owed, owing)


def by_person(messages: Iterable[Message]) -> dict[str, list[Message]]:
    """In the order they were written; reports call nobody and stand on a page of their own."""
    found: dict[str, list[Message]] = {}
    calls = (message for message in messages if purpose_of(message) != "report")
    for message in sorted(calls, key=lambda message: message.created_at):
        found.setdefault(message.person_id, []).append(message)
    return found


def _needs_hand(call: Call, messages: Iterable[Message]) -> bool:
    return call.acknowledged_at is None and (not call.reachable or any(map(needs_hand, messages)))
