"""Guard tours: begun by hand or by their times, carried on by a tick, every look a journal entry."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from types import MappingProxyType
from zoneinfo import ZoneInfo

from app.core.clock import Clock, moment_of
from app.core.errors import NotAllowed, NotFound
from app.core.ids import new_id
from app.core.moment import Moment
from app.core.ticking import Ticker
from app.model.journal import SYSTEM, Actor
from app.model.tour import Run, Tour
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction
from app.tours import rules
from app.tours.missed import watch
from app.tours.rules import Attention, Outcome
from app.tours.telling import tell_of_run, tell_of_tour

_TICK_S = 0.5
_NOTHING: Mapping[str, str] = MappingProxyType({})


class TourService:
    """One tour is under way at most. `start` begins the ticking, `tick` is one of them."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        actor: Callable[[], Actor],
        gate: Callable[[], None] = lambda: None,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self._gate = gate
        self._ticker = Ticker("tours", _TICK_S, self.tick, fault)

    def start(self) -> None:
        self._ticker.start()

    def stop(self) -> None:
        self._ticker.stop()

    def all(self) -> list[Tour]:
        return self._database.read(lambda reader: reader.tours.all())

    def running(self) -> Run | None:
        """The tour that is under way."""
        return self._database.read(lambda reader: reader.tours.running())

    def remaining_s(self, run: Run) -> float:
        """Until its step counts as missed."""
        return rules.remaining_s(run, self._moment())

    def save(self, tour: Tour) -> "Future[None]":
        """Fails with InvalidInput for a tour nobody could walk."""
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            cameras = {camera.id for camera in transaction.site.cameras()}
            tidy = rules.tidy_tour(tour, cameras, {view.id for view in transaction.views.all()})
            # Times that are already past are not made up for.
            transaction.tours.save(tidy, self._clock.now())
            tell_of_tour(transaction, "tour_saved", tidy, actor)

        return self._database.write(change)

    def remove(self, tour_id: str) -> "Future[None]":
        """Fails with NotFound. A tour that is under way goes on to its end."""
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            tour = _existing(transaction, tour_id)
            transaction.tours.remove(tour_id)
            tell_of_tour(transaction, "tour_removed", tour, actor)

        return self._database.write(change)

    def begin(self, tour_id: str) -> "Future[Run]":
        """Fails with NotFound, or NotAllowed (tour_running, tour_held) while another or an incident runs."""
        self._gate()
        actor = self._actor()

        def change(transaction: Transaction) -> Run:
            if transaction.tours.running() is not None:
                raise NotAllowed("tour_running")
            if transaction.incidents.any_running():
                raise NotAllowed("tour_held")
            return self._begin(transaction, _existing(transaction, tour_id), "button", actor)

        return self._database.write(change)

    def acknowledge(self, run_id: str, step: int, *, wrong: bool, picture: str) -> "Future[None]":
        """Somebody has looked; `picture` is what the tile claimed then (live, late, lost, connecting).

        Fails with NotAllowed: tour_step_over, tour_held, no_live_picture. Raises it where nobody is signed in.
        """
        self._gate()
        live = picture in ("live", "late")

        def move(run: Run) -> Outcome:
            return rules.acknowledge(run, step, self._moment(), wrong=wrong, live=live)

        return self._move(run_id, move, {"result": "wrong" if wrong else "well", "picture": picture})

    def go_on(self, run_id: str) -> "Future[None]":
        """What was wrong is written down; the next step asks."""
        return self._move(run_id, lambda run: Outcome(rules.go_on(run, self._moment())))

    def end(self, run_id: str) -> "Future[None]":
        """Broken off by hand."""
        self._gate()
        return self._move(run_id, rules.stop)

    def tick(self) -> "Future[None] | None":
        """Asks what time has brought; None where that is nothing."""
        if not self._database.read(self._is_due):
            return None
        return self._database.write(self._turn)

    def _is_due(self, reader: Reader) -> bool:
        run = reader.tours.running()
        busy = reader.incidents.any_running()
        if run is not None and rules.advance(run, self._moment(), incident=busy).run != run:
            return True
        free = run is None and not busy
        return any(self._attention(reader, tour, free=free) != Attention() for tour in _timed(reader))

    def _turn(self, transaction: Transaction) -> None:
        busy = transaction.incidents.any_running()
        run = transaction.tours.running()
        if run is not None:
            moment = self._moment()
            outcome = rules.advance(run, moment, incident=busy)
            missed = any(effect.kind == "tour_step_missed" for effect in outcome.effects)
            whose = watch(transaction, self._actor(), moment.now) if missed else {}
            self._store(transaction, run, outcome, SYSTEM, whose)
        for tour in _timed(transaction):
            free = not busy and transaction.tours.running() is None
            self._attend(transaction, tour, self._attention(transaction, tour, free=free))

    def _attention(self, reader: Reader | Transaction, tour: Tour, *, free: bool) -> Attention:
        now = self._clock.now()
        starts = rules.starts_between(tour, reader.tours.checked_until()[tour.id], now, _zone(reader))
        return rules.attend(starts, now, free=free)

    def _attend(self, transaction: Transaction, tour: Tour, attention: Attention) -> None:
        for start in attention.missed:
            transaction.tours.check(tour.id, start)
            due = start.astimezone(_zone(transaction)).strftime("%Y-%m-%d %H:%M")
            tell_of_tour(transaction, "tour_not_begun", tour, SYSTEM, due=due)
        if attention.begin is not None:
            transaction.tours.check(tour.id, attention.begin)
            self._begin(transaction, tour, "schedule", SYSTEM)

    def _begin(self, transaction: Transaction, tour: Tour, origin: str, actor: Actor) -> Run:
        moment = self._moment()
        run = Run(
            id=new_id(moment.now),
            tour_id=tour.id,
            name=tour.name,
            stops=tour.stops,
            grace_s=tour.grace_s,
            started_at=moment.now,
            asked_at=moment.now,
            asked_monotonic=moment.monotonic,
            boot_id=moment.boot_id,
            origin=origin,
        )
        transaction.tours.save_run(run)
        tell_of_tour(transaction, "tour_begun", tour, actor, origin=origin, count=str(len(run.stops)))
        return run

    def _move(
        self, run_id: str, move: Callable[[Run], Outcome], data: Mapping[str, str] = _NOTHING
    ) -> "Future[None]":
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            run = transaction.tours.running()
            if run is None or run.id != run_id:
                raise NotAllowed("tour_step_over")
            self._store(transaction, run, move(run), actor, data)

        return self._database.write(change)

    def _store(
        self,
        transaction: Transaction,
        before: Run,
        outcome: Outcome,
        actor: Actor,
        data: Mapping[str, str],
    ) -> None:
        transaction.tours.save_run(outcome.run)
        # Going on after a note is a step on the way; whatever has effects is told in the journal.
        transaction.touch_quietly("tour")
        for effect in outcome.effects:
            tell_of_run(transaction, before, outcome.run, effect, actor, data)

    def _moment(self) -> Moment:
        return moment_of(self._clock)


def _timed(reader: Reader | Transaction) -> list[Tour]:
    return [tour for tour in reader.tours.all() if tour.times]


def _zone(reader: Reader | Transaction) -> ZoneInfo:
    return ZoneInfo(reader.site.site().timezone)


def _existing(transaction: Transaction, tour_id: str) -> Tour:
    found = next((tour for tour in transaction.tours.all() if tour.id == tour_id), None)
    if found is None:
        raise NotFound("no_tour", id=tour_id)
    return found
