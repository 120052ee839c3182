"""The drafting process as the console sees it: one problem, told as it goes, killed when it must stop."""

import importlib.util
import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from app.core.child_process import start_module
from app.core.errors import DutyRoomError
from app.roster.proposal import Problem

_BEYOND_S = 8.0
"""Building the problem and loading the library come on top of searching."""
SEARCH_S = 24.0
INSTALL_SOLVER = ".venv/bin/python -m pip install --no-deps --require-hashes -r requirements-solver.lock"


class NoSolver(DutyRoomError):
    """The optional library that drafts rosters is not installed."""

    code = "no_solver"


class DraftingFailed(DutyRoomError):
    """The drafting process ended before it had a draft."""

    code = "drafting_failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """A better draft after so many seconds, with so many places still open."""

    seconds: float
    short: int


def is_installed() -> bool:
    return importlib.util.find_spec("ortools") is not None


def propose(
    problem: Problem, told: Callable[[Progress], object], seconds: float = SEARCH_S
) -> list[tuple[str, int]]:
    """Pairs of worker and job. `told` hears of each better draft; what it raises ends the work. Runs on the caller's
    thread. Raises NoSolver or DraftingFailed."""
    child = start_module("app.roster.proposer", silent=True)
    assert child.stdin is not None
    assert child.stdout is not None
    deadline = threading.Timer(seconds + _BEYOND_S, child.kill)
    deadline.daemon = True
    deadline.start()
    chosen: list[tuple[str, int]] | None = None
    with child:
        try:
            child.stdin.write(json.dumps({"problem": _plain(problem), "seconds": seconds}))
            child.stdin.close()
            for line in child.stdout:
                chosen = _take(json.loads(line), told, chosen)
        except BrokenPipeError as error:
            raise DraftingFailed from error
        except BaseException:
            child.kill()
            raise
        finally:
            deadline.cancel()
    if chosen is None:
        raise DraftingFailed
    return chosen


def _plain(problem: Problem) -> dict[str, Any]:
    said = asdict(problem)
    for worker in said["workers"]:
        worker["off"], worker["on"] = sorted(worker["off"]), sorted(worker["on"])
    return said


def _take(
    said: dict[str, Any], told: Callable[[Progress], object], chosen: list[tuple[str, int]] | None
) -> list[tuple[str, int]] | None:
    if said.get("missing"):
        raise NoSolver
    if "progress" in said:
        told(Progress(float(said["progress"]["seconds"]), int(said["progress"]["short"])))
    if "chosen" in said:
        return [(person_id, number) for person_id, number in said["chosen"]]
    return chosen
