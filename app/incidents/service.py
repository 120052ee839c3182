"""Opens incidents and carries out what the operator decides about them. State, journal and outbox change together."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta

from app.core.clock import Clock, moment_of
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.core.ids import new_id
from app.escalation.engine import Engine
from app.escalation.events import Acknowledge, Arrive, End, Follow, Reopen
from app.incidents.call_codes import call_with_code, is_code
from app.incidents.existing import existing
from app.incidents.messages import leave_to_hand, send_to
from app.incidents.plans import plan_of, plan_today
from app.incidents.rules import Press, elapsed_s, is_same_press, refuse_if_closed
from app.incidents.wording import NO_LINKS, LinkMaker, Wording
from app.model.incident import (
    FALSE_ALARM,
    RUNNING,
    STOOD_DOWN,
    TURN_OUT_S,
    UNKNOWN_KIND,
    Incident,
    Source,
    StepDone,
)
from app.model.journal import SYSTEM, Actor, Draft, Entry
from app.model.plan import Plan
from app.notify.rules import has_news, topic_of
from app.storage.database import Database
from app.storage.transaction import Transaction


class IncidentService:
    """The emergency button's other side.

    Args:
        opened: called after the commit that opened an incident, off the UI thread (pictures are kept from there).
        links: makes the link that goes into a call's message.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        actor: Callable[[], Actor],
        opened: Callable[[Incident], None],
        links: LinkMaker = NO_LINKS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self._opened = opened
        self._wording = Wording(links)
        self._engine = Engine(clock, self._wording)
        self._last_press: tuple[Press, str] | None = None
        self._announced = ""

    def press(
        self,
        *,
        origin: str = "button",
        kind: str = UNKNOWN_KIND,
        place_id: str = "",
        drill: bool = False,
        simulated: bool = False,
    ) -> "Future[Incident]":
        """Opens an incident, calls tier 1 and queues its messages in one transaction.

        A repeated press (`is_same_press`) gives the incident that is already open. `simulated`: a drill whose messages
        stay on this computer; a real emergency never is.
        """
        # A script is not the person who happens to be signed in.
        actor = SYSTEM if origin == "command" else self._actor()
        press = Press(self._clock.monotonic(), origin, kind, place_id, drill, drill and simulated)
        change = self._database.write_urgently(lambda tx: self._open(tx, actor, press))
        change.add_done_callback(self._announce)
        return change

    def running(self) -> list[Incident]:
        """Real ones before drills, then the newest first."""
        running = self._database.read(lambda reader: reader.incidents.running())
        return sorted(running, key=lambda incident: incident.drill)

    def recent(self, limit: int = 50) -> list[Incident]:
        return self._database.read(lambda reader: reader.incidents.recent(limit))

    def is_drill(self, incident_id: str) -> bool:
        return self._database.read(lambda reader: reader.incidents.is_drill(incident_id))

    def get(self, incident_id: str) -> Incident | None:
        return self._database.read(lambda reader: reader.incidents.get(incident_id))

    def elapsed_s(self, incident: Incident) -> float:
        """Seconds since the click, crash or not."""
        return elapsed_s(incident, moment_of(self._clock))

    def plan_of(self, incident: Incident) -> Plan:
        """The version of the plan that the incident follows, whatever has been changed since."""
        return self._database.read(lambda reader: plan_of(incident, reader))

    def set_kind(self, incident_id: str, kind: str) -> "Future[None]":
        """Names what it is. From then on it follows today's plan of that kind, which may call more people; those called
        are told."""

        def change(transaction: Transaction, incident: Incident, actor: Actor) -> None:
            plan = transaction.site.plan(kind)
            if plan is None:
                raise InvalidInput(field="kind", reason="unknown_kind", value=kind)
            if kind == incident.kind:
                return
            told = replace(incident, kind=kind, plan_version=plan.version)
            transaction.incidents.save(told)
            version = str(plan.version)
            entry = _note(
                transaction, told, actor, "incident_kind", was=incident.kind, kind=kind, version=version
            )
            self._engine.apply(transaction, incident, Follow(plan.tiers), actor, told=told)
            self._tell_called(transaction, told, f"update:{entry.number}")

        return self._on_running(incident_id, change)

    def set_place(self, incident_id: str, place_id: str) -> "Future[None]":
        """Names where it is; those called are told."""

        def change(transaction: Transaction, incident: Incident, actor: Actor) -> None:
            if place_id not in {place.id for place in transaction.site.places()}:
                raise InvalidInput(field="place", reason="unknown_place", value=place_id)
            if place_id == incident.place_id:
                return
            told = replace(incident, place_id=place_id)
            transaction.incidents.save(told)
            entry = _note(transaction, told, actor, "incident_place", was=incident.place_id, place=place_id)
            self._tell_called(transaction, told, f"update:{entry.number}")

        return self._on_running(incident_id, change)

    def tick_step(self, incident_id: str, step: int, source: Source | None = None) -> "Future[None]":
        """Marks a step of the plan done, by number from 0; a step already done stays as it is."""

        def change(transaction: Transaction, incident: Incident, actor: Actor) -> None:
            plan = plan_of(incident, transaction)
            if not 0 <= step < len(plan.steps):
                raise InvalidInput(field="step", reason="unknown_step", value=str(step))
            if any(done.step == step for done in incident.steps_done):
                return
            done = StepDone(step, transaction.clock.now(), actor.person_id)
            transaction.incidents.save_step(incident, done)
            words = plan.steps[step].text
            told = {"step": str(step + 1), "zh": words.zh, "en": words.en, **_path(source)}
            _note(transaction, incident, actor, "step_done", **told)

        return self._on_running(incident_id, change, source)

    def acknowledge(self, call_id: str, source: Source | None = None) -> "Future[None]":
        """Records that a called person has confirmed; a second time changes nothing.

        With a `source` it is the person's own answer: it stands beside a mark of the desk, and stays when that is taken
        back.
        """
        return self._on_call(call_id, Acknowledge, source)

    def acknowledge_code(self, incident_id: str, typed: str) -> "Future[None]":
        """Records that the person confirmed whose message had this code and who read it out by telephone.

        Raises InvalidInput: code_form for what is no code, unknown_code where nobody of this incident has it.
        """
        if not is_code(typed):
            raise InvalidInput(field="code", reason="code_form")
        incident = self.get(incident_id)
        call = call_with_code(incident.calls if incident else (), typed)
        if call is None:
            raise InvalidInput(field="code", reason="unknown_code")
        return self.acknowledge(call.id, Source(self._actor(), "code"))

    def arrive(self, call_id: str, source: Source | None = None) -> "Future[None]":
        """Records that a called person is on scene (and so has confirmed)."""
        return self._on_call(call_id, Arrive, source)

    def stand_down(self, incident_id: str, reason: str = "") -> "Future[None]":
        return self._close(incident_id, STOOD_DOWN, "incident_stood_down", reason)

    def false_alarm(self, incident_id: str, reason: str = "") -> "Future[None]":
        """Closes as a false alarm; everybody called is told."""
        return self._close(incident_id, FALSE_ALARM, "incident_false_alarm", reason)

    def reopen(self, incident_id: str, reason: str = "") -> "Future[None]":
        """It was not over: its tiers go on where they were, and everybody called is told to turn out again."""
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            closed = existing(transaction, incident_id)
            if closed.state == RUNNING:
                raise NotAllowed("incident_running", id=incident_id)
            running = replace(closed, state=RUNNING, closed_at=None, close_reason="")
            transaction.incidents.save(running)
            _note(transaction, running, actor, "incident_reopened", reason=reason.strip(), was=closed.state)
            self._engine.apply(transaction, closed, Reopen(), actor, told=running)
            transaction.touch("incident")

        return self._database.write_urgently(change)

    def _open(self, transaction: Transaction, actor: Actor, press: Press) -> Incident:
        self._refuse_unknown(transaction, press.kind, press.place_id)
        # Presses are compared here, on the one writer thread, so that two of them cannot pass side by side.
        if self._last_press is not None and is_same_press(self._last_press[0], press):
            same = transaction.incidents.get(self._last_press[1])
            if same is not None and same.state == RUNNING:
                return same
        now = transaction.clock.now()
        incident = Incident(
            id=new_id(now),
            opened_at=now,
            opened_monotonic=press.at,
            boot_id=self._clock.boot_id(),
            turn_out_due_at=now + timedelta(seconds=TURN_OUT_S),
            kind=press.kind,
            plan_version=plan_today(press.kind, transaction).version,
            place_id=press.place_id,
            drill=press.drill,
            simulated=press.simulated,
            opened_by=actor.person_id,
            origin=press.origin,
        )
        transaction.incidents.save(incident)
        _note(
            transaction,
            incident,
            actor,
            "incident_opened",
            kind=press.kind,
            origin=press.origin,
            drill=str(press.drill).lower(),
            **({"simulated": "true"} if press.simulated else {}),
            version=str(incident.plan_version),
        )
        self._engine.open(transaction, incident, actor)
        transaction.touch("incident")
        self._last_press = (press, incident.id)
        return transaction.incidents.get(incident.id) or incident

    def _refuse_unknown(self, transaction: Transaction, kind: str, place_id: str) -> None:
        if kind != UNKNOWN_KIND and transaction.site.plan(kind) is None:
            raise InvalidInput(field="kind", reason="unknown_kind", value=kind)
        if place_id and place_id not in {place.id for place in transaction.site.places()}:
            raise InvalidInput(field="place", reason="unknown_place", value=place_id)

    def _announce(self, change: "Future[Incident]") -> None:
        if change.cancelled() or change.exception() is not None:
            return
        incident = change.result()
        if incident.id != self._announced:
            self._announced = incident.id
            self._opened(incident)

    def _tell_called(self, transaction: Transaction, incident: Incident, purpose: str) -> None:
        people = {person.id: person for person in transaction.site.people()}
        stored = transaction.incidents.get(incident.id) or incident
        before = {call.person_id for call in incident.calls}
        called = [
            people[c.person_id] for c in stored.calls if c.person_id in people and c.person_id in before
        ]
        send_to(transaction, incident, called, purpose, self._wording)

    def _dial_untold(self, transaction: Transaction, incident: Incident, purpose: str) -> None:
        """Who has turned out on a telephone call and has no channel must be told by telephone, too."""
        people = {person.id: person for person in transaction.site.people()}
        for call in incident.calls:
            messages = transaction.outbox.to_person(incident.id, call.person_id)
            told = any(topic_of(one) == purpose for one in messages)
            knows = call.acknowledged_at is not None or has_news(messages)
            if call.person_id in people and knows and not told:
                leave_to_hand(transaction, incident, people[call.person_id], purpose, self._wording)

    def _on_call(
        self, call_id: str, event: type[Acknowledge] | type[Arrive], source: Source | None
    ) -> "Future[None]":
        actor = source.actor if source is not None else self._actor()

        def change(transaction: Transaction) -> None:
            call = transaction.incidents.call(call_id)
            if call is None:
                raise NotFound("no_call", id=call_id)
            incident = existing(transaction, call.incident_id)
            refuse_if_closed(incident)
            said = event(call.person_id, own=source is not None)
            self._engine.apply(transaction, incident, said, actor, source)

        return self._database.write(change)

    def _on_running(
        self,
        incident_id: str,
        apply: Callable[[Transaction, Incident, Actor], None],
        source: Source | None = None,
    ) -> "Future[None]":
        actor = source.actor if source is not None else self._actor()

        def change(transaction: Transaction) -> None:
            incident = existing(transaction, incident_id)
            refuse_if_closed(incident)
            before = transaction.journal.appended
            apply(transaction, incident, actor)
            if transaction.journal.appended > before:
                transaction.touch("incident")

        return self._database.write(change)

    def _close(self, incident_id: str, state: str, entry: str, reason: str) -> "Future[None]":
        def change(transaction: Transaction, incident: Incident, actor: Actor) -> None:
            closed = replace(
                incident, state=state, closed_at=transaction.clock.now(), close_reason=reason.strip()
            )
            self._engine.apply(transaction, incident, End(), actor)
            transaction.incidents.save(closed)
            noted = _note(transaction, closed, actor, entry, reason=reason.strip())
            # By the entry's number: one that was opened again ends a second time, and that is news.
            self._tell_called(transaction, closed, f"{state}:{noted.number}")
            self._dial_untold(transaction, closed, f"{state}:{noted.number}")

        return self._on_running(incident_id, change)


def _path(source: Source | None) -> dict[str, str]:
    return source.data() if source is not None else {}


def _note(transaction: Transaction, incident: Incident, actor: Actor, kind: str, /, **data: str) -> Entry:
    return transaction.journal.append(
        Draft(kind, actor=actor, data=data, incident_id=incident.id, place_id=incident.place_id)
    )
