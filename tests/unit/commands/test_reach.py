"""Verbs that write find their way while a console comes or goes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.commands.reach import PATIENCE_S, through_console
from app.control.client import ask_console
from app.core.errors import AlreadyRunning, ConsoleUnreachable, InvalidInput
from app.core.instance_lock import InstanceLock


class _Time:
    def __init__(self) -> None:
        self.now, self.pauses, self.told = 100.0, 0, 0

    def monotonic(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds
        self.pauses += 1

    def waiting(self) -> None:
        self.told += 1

    def reach(self, ask: Callable[[], str], alone: Callable[[], str]) -> str:
        return through_console(ask, alone, self.waiting, monotonic=self.monotonic, pause=self.pause)


def _nobody() -> str:
    raise ConsoleUnreachable(folder="x")


def _held() -> str:
    raise AlreadyRunning(path="x")


def test_the_console_is_asked_first() -> None:
    time = _Time()
    assert time.reach(lambda: "console", lambda: "alone") == "console"
    assert (time.pauses, time.told) == (0, 0)


def test_without_a_console_nothing_is_waited_for() -> None:
    time = _Time()
    assert time.reach(_nobody, lambda: "alone") == "alone"
    assert (time.pauses, time.told) == (0, 0)


def test_a_console_that_starts_is_asked_again_and_that_is_told_once() -> None:
    time = _Time()

    def starting() -> str:
        return "console" if time.pauses == 5 else _nobody()

    assert time.reach(starting, _held) == "console"
    assert time.told == 1


def test_a_console_that_closes_leaves_the_folder(tmp_path: Path) -> None:
    time, lock = _Time(), InstanceLock(tmp_path / "lock")
    lock.__enter__()

    def alone() -> str:
        if time.pauses == 3:
            lock.__exit__(None, None, None)
        with InstanceLock(tmp_path / "lock"):
            return "alone"

    def ask() -> str:
        return str(ask_console(tmp_path / "console.address", "note"))

    assert time.reach(ask, alone) == "alone"
    assert time.told == 1


def test_one_that_never_answers_is_given_up_in_the_end() -> None:
    time = _Time()
    with pytest.raises(ConsoleUnreachable):
        time.reach(_nobody, _held)
    assert time.now == pytest.approx(100 + PATIENCE_S, abs=1)


def test_what_was_refused_is_not_asked_again() -> None:
    time = _Time()

    def refused() -> str:
        raise InvalidInput(field="kind", reason="unknown_kind")

    with pytest.raises(InvalidInput):
        time.reach(refused, lambda: "alone")
    with pytest.raises(InvalidInput):
        time.reach(_nobody, refused)
