"""`python -m app.roster.proposer`: a problem as JSON on standard input; lines of JSON about it on standard output."""

import json
import sys
from typing import Any

from app.model.rota import Line
from app.roster.burden import Balance
from app.roster.proposal import Job, Problem, Worker


def main() -> int:
    asked = json.loads(sys.stdin.read())
    try:
        from app.roster.proposer.solve import solve
    except ModuleNotFoundError:
        _say({"missing": True})
        return 0
    chosen = solve(_problem(asked["problem"]), asked["seconds"], lambda said: _say({"progress": said}))
    _say({"chosen": chosen})
    return 0


def _problem(said: dict[str, Any]) -> Problem:
    jobs = tuple(Job(**{**job, "line": Line(**job["line"])}) for job in said["jobs"])
    workers = tuple(
        Worker(
            worker["id"],
            tuple(worker["jobs"]),
            worker["week_h"],
            worker["rest_h"],
            worker["stretch_h"],
            frozenset(worker["off"]),
            frozenset(worker["on"]),
            tuple((begins, ends) for begins, ends in worker["standing"]),
            {int(week): minutes for week, minutes in worker["used"].items()},
            Balance(**worker["balance"]),
        )
        for worker in said["workers"]
    )
    locked = tuple((person_id, number) for person_id, number in said["locked"])
    return Problem(jobs, workers, locked, tuple(said["weeks"]))


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
