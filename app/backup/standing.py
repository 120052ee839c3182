"""How backups to one target stand, and what follows from what its process says and from the time. No thread, no disk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.backup.protocol import SILENT_S
from app.backup.rules import GONE, due_at, is_alarm, retry_s
from app.model.backup import HANDOVER, HOURLY, Backup, BackupRule, BackupTarget

_FOUND_BY_BACKUPS = frozenset({"source_damaged", "target_full", "target_failed", "target_slow"})
"""Faults of which only the next backup can tell that they are over."""
_LOG_CHANGED = "log_changed"
"""Told by a backup that was made all the same."""


@dataclass(frozen=True, slots=True)
class Standing:
    """For screens."""

    target: BackupTarget
    there: bool | None = None
    """None: not known yet."""
    making: str = ""
    """Why the backup is made that is being made."""
    code: str = ""
    alarm: bool = False
    newest: Backup | None = None
    spilled: int = 0
    """Number of the last entry on the target."""
    next_at: datetime | None = None
    """When the next regular backup is due."""


class Course:
    """Decides for one target; `rule` is what stands. Times come from outside: `now` by the wall clock, `at` in monotonic seconds."""

    def __init__(self, target: BackupTarget, rule: BackupRule) -> None:
        self.rule = rule
        self._state = Standing(target)
        self._wished: str = ""
        self._handed_over = 0
        self._failures = 0
        self._again_at: float | None = None
        self._heard_at: float | None = None

    def standing(self, now: datetime) -> Standing:
        state = self._state
        return replace(
            state,
            alarm=is_alarm(state.code, state.target, state.newest.made_at if state.newest else None, now),
            next_at=due_at(state.newest.made_at if state.newest else None, self.rule, now),
        )

    def follow(self, target: BackupTarget, rule: BackupRule) -> None:
        """The settings have changed, but not its folder."""
        self.rule, self._state = rule, replace(self._state, target=target)

    def wish(self, why: str) -> None:
        """A backup is wanted as soon as the target takes one."""
        self._wished = why
        self._again_at = None

    def handed_over(self, number: int) -> None:
        """The shift changed with the entry of this number: a backup has to hold it."""
        self._handed_over = number

    def hear(self, said: Mapping[str, Any], backup: Backup | None, at: float) -> None:
        """`backup`: what the manifest says that came with it."""
        self._heard_at = at
        if "there" in said and self._state.code == "crashed":
            self._state = replace(self._state, code="")
        if "there" in said:
            self._hear_look(said, backup)
        elif "making" in said:
            self._state = replace(self._state, making=str(said["making"]))
        elif "failed" in said:
            self._fail(str(said["failed"]), at)
        elif "made" in said and backup is not None:
            self._failures, self._again_at, self._wished = 0, None, ""
            code = _LOG_CHANGED if backup.log_fault else ""
            self._state = replace(self._state, making="", code=code, newest=backup)

    def ended(self, at: float) -> None:
        """Its process has."""
        self._heard_at = None
        self._fail("target_slow" if self._state.code == "target_slow" else "crashed", at)

    def is_silent(self, at: float) -> bool:
        """Whether its process stands still."""
        return self._heard_at is not None and at - self._heard_at > SILENT_S

    def silent(self, at: float) -> None:
        self._state = replace(self._state, code="target_slow")
        self._heard_at = at

    def may_begin(self, at: float) -> bool:
        """Whether a process that has ended is started again."""
        return self._again_at is None or at >= self._again_at

    def next_wish(self, now: datetime, at: float) -> str:
        """Why a backup is to be begun now; empty: none is."""
        state = self._state
        if not state.there or state.making:
            return ""
        if self._again_at is not None and at < self._again_at:
            return ""
        if self._wished:
            return self._wished
        if self._handed_over > (state.newest.number if state.newest else 0):
            return HANDOVER
        if state.code in _FOUND_BY_BACKUPS:
            return HOURLY
        newest = state.newest.made_at if state.newest else None
        return HOURLY if due_at(newest, self.rule, now) <= now else ""

    def begun(self, why: str, at: float) -> None:
        """A backup was asked for."""
        self._state, self._heard_at = replace(self._state, making=why), at

    def _hear_look(self, said: Mapping[str, Any], newest: Backup | None) -> None:
        there, code, state = bool(said["there"]), str(said["code"]), self._state
        if there and state.there is False:
            # It has come back: what is overdue is made at once.
            self._again_at = None
        if there and not code and state.code in (*_FOUND_BY_BACKUPS, _LOG_CHANGED):
            code = state.code
        self._state = replace(
            state,
            there=there,
            code=code,
            spilled=int(said.get("spilled", 0)) or state.spilled,
            newest=newest if "newest" in said else state.newest,
        )

    def _fail(self, code: str, at: float) -> None:
        self._failures += 1
        self._again_at = at + retry_s(self._failures)
        there = False if code == GONE else self._state.there
        self._state = replace(self._state, making="", code=code, there=there)
