"""Asks people on duty at random times whether they answer, and keeps what came of it."""

import logging
import random
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from app.core.clock import Clock
from app.core.errors import NotAllowed, NotFound, StorageUnavailable
from app.core.ids import new_id
from app.journal.differences import differences
from app.model.journal import SYSTEM, Actor, Draft
from app.model.message import Message, queued
from app.model.reach import ReachCheck, ReachSettings
from app.model.roster import Duty
from app.model.site import Person
from app.reach.answers import note_answer
from app.reach.rules import Asked, by_person, check_settings, chosen, is_far_off, next_due, overdue
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

log = logging.getLogger(__name__)
_TICK_S = 5.0


class CheckLinks(Protocol):
    """Makes the link by which somebody answers a check."""

    def check_link(self, message_id: str, check_id: str, person_id: str) -> str:
        """Empty while there is no page to open."""
        ...


class _NoLinks:
    def check_link(self, message_id: str, check_id: str, person_id: str) -> str:
        return ""


NO_CHECK_LINKS: CheckLinks = _NoLinks()


class ReachService:
    """`start` begins the ticking, `tick` is one of them.

    Args:
        on_duty: the duties of this moment.
        gate: raises NotAllowed where somebody has to be signed in and nobody is.
        chance: a number from 0 to 1, another one at each call.
        links: makes the link that goes into a check's message.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        on_duty: Callable[[], tuple[Duty, ...]],
        actor: Callable[[], Actor],
        gate: Callable[[], None],
        fault: Callable[[BaseException], None],
        chance: Callable[[], float] = random.random,
        links: CheckLinks = NO_CHECK_LINKS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._on_duty = on_duty
        self._actor = actor
        self._gate = gate
        self._fault = fault
        self._chance = chance
        self._links = links
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reach", daemon=True)

    def settings(self) -> ReachSettings:
        return self._database.read(lambda reader: reader.reach.settings())

    def month(self, year: int, month: int) -> tuple[list[ReachCheck], list[Asked]]:
        """The checks of a month by the site's calendar, newest first, and a line for each person."""

        def question(reader: Reader) -> list[ReachCheck]:
            zone = ZoneInfo(reader.site.site().timezone)
            after = (year + month // 12, month % 12 + 1)
            since, until = (datetime(*day, 1, tzinfo=zone).astimezone(UTC) for day in ((year, month), after))
            return reader.reach.between(since, until)

        checks = self._database.read(question)
        return checks, by_person(checks)

    def save_settings(self, settings: ReachSettings) -> "Future[None]":
        """Raises InvalidInput, NotAllowed."""
        check_settings(settings)
        self._gate()
        actor, chance = self._actor(), self._chance()

        def change(transaction: Transaction) -> None:
            due_at = next_due(settings, transaction.clock.now(), chance)
            before = transaction.reach.settings()
            transaction.reach.save_settings(settings, due_at)
            data = differences(before, settings) | {
                "per_week": str(settings.per_week),
                "within_min": str(settings.within_min),
            }
            transaction.journal.append(Draft("reach_settings", actor=actor, data=data))
            transaction.touch("reach")

        return self._database.write(change)

    def check_now(self) -> "Future[None]":
        """Asks somebody on duty at once. Fails with NotAllowed (nobody_to_ask) where nobody there has a channel."""
        self._gate()
        actor, chance, duties = self._actor(), self._chance(), self._on_duty()

        def change(transaction: Transaction) -> None:
            if not _ask(transaction, duties, chance, actor, self._links):
                raise NotAllowed("nobody_to_ask")

        return self._database.write(change)

    def answered_by_hand(self, check_id: str) -> "Future[None]":
        """The person has called back, or was seen. Fails with NotFound."""
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            check = transaction.reach.check(check_id)
            if check is None:
                raise NotFound("no_check", id=check_id)
            note_answer(transaction, check, "hand", actor)

        return self._database.write(change)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def tick(self) -> None:
        """Closes checks whose time is over; asks somebody when a check is due and nobody is being called."""
        now = self._clock.now()
        settings, due_at, still_open, calling = self._database.read(
            lambda reader: (
                reader.reach.settings(),
                reader.reach.due_at(),
                reader.reach.open(),
                reader.incidents.any_running(drills=False),
            )
        )
        missed = [after for check in still_open if (after := overdue(check, now)) != check]
        if missed:
            self._database.write(lambda transaction: _note_missed(transaction, missed)).result()
        if due_at is None or settings.per_week == 0 or calling:
            return
        if is_far_off(due_at, settings, now):
            self._database.write(lambda tx: self._set_due(tx, settings)).result()
        elif due_at <= now:
            duties, chance = self._on_duty(), self._chance()

            def change(transaction: Transaction) -> None:
                self._set_due(transaction, settings)
                if not _ask(transaction, duties, chance, SYSTEM, self._links):
                    transaction.journal.append(Draft("reach_nobody"))

            self._database.write(change).result()

    def _set_due(self, transaction: Transaction, settings: ReachSettings) -> None:
        due_at = next_due(settings, transaction.clock.now(), self._chance())
        transaction.reach.save_settings(settings, due_at)
        transaction.touch_quietly("reach")

    def _run(self) -> None:
        try:
            while not self._stopping.wait(_TICK_S):
                try:
                    self.tick()
                except StorageUnavailable as error:
                    # The disk is watched and shown elsewhere; the next tick tries again.
                    log.warning("no look at reachability: %s", error)
        except BaseException as error:
            log.exception("the thread of the reachability checks died")
            self._fault(error)
            raise


def _ask(
    transaction: Transaction, duties: tuple[Duty, ...], chance: float, actor: Actor, links: CheckLinks
) -> bool:
    """Asks one of those on duty who can be messaged; False where there is none."""
    known = {channel.id for channel in transaction.site.channels()}
    people = {
        person.id: person
        for person in transaction.site.people()
        if person.active and any(channel in known for channel in person.channels)
    }
    roles = {duty.shift.person_id: duty.shift.role for duty in duties if duty.shift.person_id in people}
    newest = transaction.reach.newest()
    person_id = chosen(list(roles), newest.person_id if newest else "", chance)
    if not person_id:
        return False
    now = transaction.clock.now()
    person, settings = people[person_id], transaction.reach.settings()
    due_at = now + timedelta(minutes=settings.within_min)
    check = ReachCheck(new_id(now), person_id, person.name, roles[person_id], now, due_at)
    transaction.reach.save(check)
    channel_id = next(channel for channel in person.channels if channel in known)
    transaction.outbox.add(_message(transaction, check, person, channel_id, settings, links))
    data = {"person": person_id, "role": check.role, "within_min": str(settings.within_min)}
    transaction.journal.append(Draft("reach_asked", actor=actor, data=data))
    transaction.touch("reach", "message")
    return True


def _note_missed(transaction: Transaction, missed: list[ReachCheck]) -> None:
    for check in missed:
        transaction.reach.save(check)
        transaction.journal.append(
            Draft("reach_missed", data={"person": check.person_id, "role": check.role})
        )
    transaction.touch("reach")


def _message(
    transaction: Transaction,
    check: ReachCheck,
    person: Person,
    channel_id: str,
    settings: ReachSettings,
    links: CheckLinks,
) -> Message:
    now, site = check.asked_at, transaction.site.site()
    time = now.astimezone(ZoneInfo(site.timezone)).strftime("%H:%M")
    if site.language.startswith("zh"):
        title = "【抽查】通讯畅通抽查"
        body = (
            f"【抽查】{site.name.in_language('zh')} {time} 通讯畅通抽查，并非险情。{person.name.in_language('zh')}，"
            f"请在{settings.within_min}分钟内回复1或致电指挥中心。"
        )
    else:
        title = "[CHECK] Are you reachable?"
        body = (
            f"[CHECK] {site.name.in_language('en')}, {time}: a check, no emergency. {person.name.in_language('en')}, "
            f"reply 1 or call the command centre within {settings.within_min} minutes."
        )
    message_id = new_id(now)
    link = links.check_link(message_id, check.id, person.id)
    if link:
        body += f"点此回复：{link}" if site.language.startswith("zh") else f" Answer here: {link}"
    key = f":{person.id}:{channel_id}:reach:{check.id}"
    return queued(message_id, key, channel_id, person.id, (title, body), now)
