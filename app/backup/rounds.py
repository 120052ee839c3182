"""The thread that keeps the process of each target going, has backups made when they are due, and tells the log."""

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any

from app.backup import safety_copy
from app.backup.layout import backup_of
from app.backup.places import note_targets
from app.backup.process import WorkerProcess
from app.backup.protocol import Start, Wish
from app.backup.rules import GONE
from app.backup.standing import Course, Standing
from app.backup.tidings import Tidings
from app.core.changes import Changed, Changes
from app.core.clock import Clock
from app.core.errors import StorageUnavailable
from app.core.ids import new_id
from app.core.paths import DataFolder
from app.model.backup import SAFETY_COPY
from app.storage.database import Database

log = logging.getLogger(__name__)
_TICK_S = 1.0
_SHIFT_CHANGED = "handover_accepted"
"""Both shifts have signed."""
Said = Mapping[str, Any] | None
BeginProcess = Callable[[Start, Callable[[Said], None]], WorkerProcess]


class Rounds:
    """`standings`, `is_missing` and `wish` may be used from any thread.

    Args:
        fault: told when the thread dies of something unexpected.
        process: begins the process that works on a target.
        safety_after_s: how long after the start copies are made beside the database where there is no other target.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        changes: Changes,
        folder: DataFolder,
        fault: Callable[[BaseException], None],
        process: BeginProcess = WorkerProcess,
        safety_after_s: float = safety_copy.AFTER_S,
    ) -> None:
        self._database = database
        self._clock = clock
        self._changes = changes
        self._folder = folder
        self._fault = fault
        self._process = process
        self._tidings = Tidings(database)
        self._courses: dict[str, Course] = {}
        self._processes: dict[str, WorkerProcess] = {}
        self._begun: dict[str, tuple[str, Start]] = {}
        self._said: queue.SimpleQueue[tuple[str, Said]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._settings_changed = True
        self._news = False
        self._told_at = float("-inf")
        self._handover = True
        self._unanswered: set[str] = set()
        """Targets whose process was told of news and has said nothing since: a pipe that nobody reads would fill up."""
        self._stopping = self._known = False
        self._safety_at = clock.monotonic() + safety_after_s
        self._refused = ""
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        self._unsubscribe = self._changes.subscribe(self._on_change)
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._unsubscribe()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def standings(self) -> list[Standing]:
        """In the order of the targets; empty before the first look."""
        now = self._clock.now()
        with self._lock:
            return [course.standing(now) for course in self._courses.values()]

    def is_missing(self) -> bool:
        """It has looked, and there is no target but the disk of the console itself."""
        with self._lock:
            return self._known and not any(each != SAFETY_COPY for each in self._courses)

    def wish(self, why: str) -> None:
        """A backup to every target, or as soon as it is there."""
        with self._lock:
            for course in self._courses.values():
                course.wish(why)
        self._wake.set()

    def _on_change(self, changed: Changed) -> None:
        """On the thread that has committed, which must not wait. In a storm of commits the news is told once a second."""
        fresh = not self._news and self._clock.monotonic() - self._told_at >= _TICK_S
        self._news |= "journal" in changed.kinds
        self._settings_changed |= bool(changed.kinds & {"backup", "site"})
        self._handover |= "handover_accepted" in changed.kinds
        if (self._news and fresh) or self._settings_changed or self._handover:
            self._wake.set()

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._turn()
                self._wake.wait(_TICK_S)
                self._wake.clear()
        except Exception as error:  # noqa: BLE001 - a thread that dies is told, whatever it died of
            self._fault(error)
        finally:
            for process in self._processes.values():
                process.end()

    def _turn(self) -> None:
        try:
            if self._settings_changed or self._is_safety_copy_due():
                self._settings_changed = False
                self._follow_settings()
            if self._handover:
                self._handover = False
                self._look_for_handover()
            self._listen()
            self._keep_going()
            self._tell_news()
            self._tidings.tell(self.standings())
            self._refused = ""
        except StorageUnavailable as error:
            # A full disk, or a damaged database: it stays to be told, and the next turn tries again.
            if error.code != self._refused:
                log.warning("backups stand still: %s", error)
            self._refused = error.code
            self._settings_changed = self._handover = True

    def _follow_settings(self) -> None:
        targets, rule, first, site = self._database.read(
            lambda reader: (
                reader.backups.targets(),
                reader.backups.rule(),
                reader.journal.get(1),
                reader.site.site(),
            )
        )
        log_name = first.hash if first is not None else ""
        if not targets and log_name and self._clock.monotonic() >= self._safety_at:
            if safety_copy.prepare(self._folder, log_name):
                targets, rule = [safety_copy.target_of(self._folder, log_name)], safety_copy.rule_of(rule)
            else:
                self._safety_at = self._clock.monotonic() + safety_copy.AGAIN_S
        wanted = {
            target.id: (
                target,
                Start(
                    str(self._database.path),
                    str(self._folder.media),
                    str(self._folder.logs),
                    target.folder,
                    target.id,
                    log_name,
                    site.timezone,
                    target.is_safety_copy,
                ),
            )
            for target in targets
        }
        for target_id in [each for each in self._begun if each not in wanted]:
            self._forget(target_id)
        for target_id, (target, start) in wanted.items():
            with self._lock:
                course = self._courses.get(target_id)
                if course is None:
                    self._courses[target_id] = Course(target, rule)
                    self._handover = True
                else:
                    course.follow(target, rule)
            if self._begun.get(target_id, ("", None))[1] != start:
                self._begin(target_id, start)
        with self._lock:
            self._known = True
        if targets or self._folder.backup_targets.exists():
            try:
                note_targets(self._folder, targets, log_name)
            except OSError as error:
                log.warning("the targets are not noted beside the database: %s", error)

    def _is_safety_copy_due(self) -> bool:
        """Where there is no other target; again, where somebody has removed its folder."""
        if not self._known or self._clock.monotonic() < self._safety_at:
            return False
        course = self._courses.get(SAFETY_COPY)
        return not self._courses or (course is not None and course.standing(self._clock.now()).code == GONE)

    def _look_for_handover(self) -> None:
        found = self._database.read(lambda reader: reader.journal.latest(1, kinds=(_SHIFT_CHANGED,)))
        with self._lock:
            for course in self._courses.values():
                course.handed_over(found[0].number if found else 0)

    def _begin(self, target_id: str, start: Start) -> None:
        self._end_process(target_id)
        turn = new_id(self._clock.now())
        self._begun[target_id] = (turn, start)
        self._processes[target_id] = self._process(start, lambda said: self._hear(turn, said))

    def _forget(self, target_id: str) -> None:
        self._end_process(target_id)
        del self._begun[target_id]
        with self._lock:
            del self._courses[target_id]

    def _end_process(self, target_id: str) -> None:
        process = self._processes.pop(target_id, None)
        if process is not None:
            process.end()

    def _hear(self, turn: str, said: Said) -> None:
        self._said.put((turn, said))
        self._wake.set()

    def _listen(self) -> None:
        turns = {turn: target_id for target_id, (turn, _) in self._begun.items()}
        while True:
            try:
                turn, said = self._said.get_nowait()
            except queue.Empty:
                return
            target_id = turns.get(turn)
            if target_id is not None:
                self._take(target_id, said)

    def _take(self, target_id: str, said: Said) -> None:
        course, at = self._courses[target_id], self._clock.monotonic()
        self._unanswered.discard(target_id)
        if said is None:
            self._end_process(target_id)
            with self._lock:
                course.ended(at)
            return
        backup = backup_of(said.get("made") or said.get("newest"))
        with self._lock:
            course.hear(said, backup, at)
        target = course.standing(self._clock.now()).target
        if "apart" in said:
            self._tidings.tell_apart(target, int(said["apart"]))
        if "made" in said and backup is not None:
            self._tidings.tell_made(target, backup)
            if not target.is_safety_copy and not backup.log_fault:
                safety_copy.clear(self._folder, backup.log)

    def _keep_going(self) -> None:
        now, at = self._clock.now(), self._clock.monotonic()
        for target_id, course in list(self._courses.items()):
            if course.is_silent(at):
                log.warning("the process of a target stands still and is ended")
                with self._lock:
                    course.silent(at)
                # Its end is told here: what it may still say belongs to no turn any more.
                self._begun[target_id] = ("", self._begun[target_id][1])
                self._end_process(target_id)
                with self._lock:
                    course.ended(at)
            process = self._processes.get(target_id)
            if process is None:
                if course.may_begin(at):
                    self._begin(target_id, self._begun[target_id][1])
                continue
            why = course.next_wish(now, at)
            if why:
                with self._lock:
                    course.begun(why, at)
                process.wish(Wish(why, course.rule))

    def _tell_news(self) -> None:
        waiting = set(self._processes) - self._unanswered
        if not self._news or not waiting:
            return
        self._news = bool(self._unanswered & set(self._processes))
        self._told_at = self._clock.monotonic()
        for target_id in waiting:
            self._unanswered.add(target_id)
            self._processes[target_id].news()
