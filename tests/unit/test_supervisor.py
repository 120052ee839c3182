"""When a crashed console starts again."""

import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import supervisor
from app.core.exit_codes import DONE, REFUSED, RESTART, USAGE
from app.supervisor import Restarts, is_crash


def test_the_first_crashes_cost_no_time() -> None:
    restarts = Restarts()
    assert [restarts.pause_s(now) for now in (0, 1, 2, 3)] == [0, 0, 0, 0]


def test_a_fifth_crash_within_a_minute_waits() -> None:
    restarts = Restarts()
    pauses = [restarts.pause_s(now) for now in (0, 1, 2, 3, 4, 15)]
    assert pauses == [0, 0, 0, 0, 10, 10]


def test_it_recovers_after_a_quiet_minute() -> None:
    restarts = Restarts()
    for now in range(5):
        restarts.pause_s(now)
    assert restarts.pause_s(100) == 0


@given(st.lists(st.floats(0.01, 300), max_size=60))
def test_never_more_than_five_starts_without_a_pause_in_a_minute(gaps: list[float]) -> None:
    restarts, now = Restarts(), 0.0
    free: list[float] = []
    for gap in gaps:
        now += gap
        if restarts.pause_s(now) == 0:
            free.append(now)
    assert all(later - earlier >= 60 - 1e-6 for earlier, later in zip(free, free[4:], strict=False))


@pytest.mark.parametrize("code", [DONE, REFUSED, RESTART, USAGE, -signal.SIGTERM, -signal.SIGINT])
def test_what_somebody_wanted_is_no_crash(code: int) -> None:
    assert not is_crash(code)


@pytest.mark.parametrize("code", [1, 139, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGABRT])
def test_everything_else_is_a_crash(code: int) -> None:
    assert is_crash(code)


def test_a_console_that_asks_for_it_is_started_anew_at_once_and_not_as_after_a_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes, commands = [RESTART, RESTART, DONE], list[list[str]]()

    class Keeper:
        ending = False

        def run(self, command: list[str]) -> int:
            commands.append(list(command))
            return codes[len(commands) - 1]

    monkeypatch.setattr(supervisor, "_Keeper", Keeper)
    assert supervisor.supervise(["--lang", "zh"]) == DONE
    assert len(commands) == 3
    assert commands[0] == commands[1] == commands[2]
    assert supervisor.AFTER_CRASH_WORD not in commands[1]
