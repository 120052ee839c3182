"""The draft as a problem of CP-SAT: limits are kept, strength comes before fairness, fairness before wishes."""

import threading
import time
from collections.abc import Callable

from ortools.sat.python import cp_model

from app.roster.proposal import Job, Problem, Worker
from app.roster.proposer.greedy import first_draft
from app.roster.proposer.shares import even_shares
from app.roster.proposer.stretches import chains_beyond

_SHORT = 10_000
_UNFAIR = {"hours": 1, "night": 8, "weekend": 8, "holiday": 12}
_WORST = 2
_WISH = 40
_STILL_S = 6.0
"""So long without a better draft, and every post manned: what is left is not worth waiting for."""
Told = Callable[[dict[str, float]], object]


def solve(problem: Problem, seconds: float, told: Told) -> list[tuple[str, int]]:
    """Pairs of worker and job. Where nobody may, or limits forbid, jobs stay open: never a limit broken."""
    begun = time.monotonic()
    draft = _Model(problem)
    watch = _Watch(draft.short, told, begun)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(1.0, seconds)
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 1
    stopping = threading.Event()
    watcher = threading.Thread(target=watch.stop_when_still, args=(stopping,), daemon=True)
    watcher.start()
    status = solver.solve(draft.model, watch)
    stopping.set()
    watcher.join()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return list(problem.locked)
    return [pair for pair, chosen in draft.chosen.items() if solver.boolean_value(chosen)]


class _Model:
    def __init__(self, problem: Problem) -> None:
        self.model = cp_model.CpModel()
        self._problem = problem
        self._locked = set(problem.locked)
        self.chosen: dict[tuple[str, int], cp_model.IntVar] = {}
        self.short: list[cp_model.IntVar] = []
        self._costs: list[cp_model.LinearExprT] = []
        for worker in problem.workers:
            self._choices(worker)
            self._rest(worker)
            self._week(worker)
            self._stretch(worker)
            self._wishes(worker)
        self._strength()
        self._fairness()
        first = first_draft(problem)
        for pair, chosen in self.chosen.items():
            self.model.add_hint(chosen, pair in first)
        self.model.minimize(cp_model.LinearExpr.sum(self._costs))

    def _choices(self, worker: Worker) -> None:
        own = {number for person_id, number in self._locked if person_id == worker.id}
        for number in sorted({*worker.jobs, *own}):
            chosen = self.model.new_bool_var(f"{worker.id}:{number}")
            self.chosen[worker.id, number] = chosen
            if number in own:
                self.model.add(chosen == 1)

    def _numbers(self, worker: Worker) -> list[int]:
        return [number for person_id, number in self.chosen if person_id == worker.id]

    def _rest(self, worker: Worker) -> None:
        """No two at once, and rest between them: at each beginning at most one that runs or has just ended.

        What somebody has locked against this stays locked.
        """
        jobs = self._problem.jobs
        numbers = sorted(self._numbers(worker), key=lambda number: jobs[number].begins)
        rest = worker.rest_h * 60
        told: set[tuple[int, ...]] = set()
        for first in numbers:
            at = jobs[first].begins
            group = tuple(n for n in numbers if jobs[n].begins <= at < jobs[n].ends + rest)
            locked = [number for number in group if (worker.id, number) in self._locked]
            if len(group) > 1 and group not in told:
                told.add(group)
                if len(locked) > 1:
                    free = [number for number in group if number not in locked]
                    for number in free:
                        self.model.add(self.chosen[worker.id, number] == 0)
                else:
                    self.model.add_at_most_one(self.chosen[worker.id, number] for number in group)

    def _week(self, worker: Worker) -> None:
        if not worker.week_h:
            return
        jobs, weeks = self._problem.jobs, self._problem.weeks
        by_week: dict[int, list[int]] = {}
        for number in self._numbers(worker):
            by_week.setdefault(weeks[number], []).append(number)
        for numbers in by_week.values():
            locked = sum(_minutes(jobs[n]) for n in numbers if (worker.id, n) in self._locked)
            most = max(worker.week_h * 60 - worker.used.get(weeks[numbers[0]], 0), locked)
            self.model.add(
                sum(_minutes(jobs[number]) * self.chosen[worker.id, number] for number in numbers) <= most
            )

    def _stretch(self, worker: Worker) -> None:
        """No stretch without a break longer than it may be, what stands already counted in."""
        if not worker.stretch_h:
            return
        by_span: dict[tuple[int, int], list[int]] = {}
        for number in self._numbers(worker):
            job = self._problem.jobs[number]
            by_span.setdefault((job.begins, job.ends), []).append(number)
        for row in chains_beyond(worker.stretch_h * 60, by_span, worker.standing):
            numbers = [number for span in row for number in by_span[span]]
            locked = sum((worker.id, number) in self._locked for number in numbers)
            self.model.add(
                sum(self.chosen[worker.id, number] for number in numbers) <= max(len(row) - 1, locked)
            )

    def _wishes(self, worker: Worker) -> None:
        jobs = self._problem.jobs
        by_date: dict[str, list[int]] = {}
        for number in self._numbers(worker):
            by_date.setdefault(jobs[number].date, []).append(number)
        for day in sorted(worker.off & by_date.keys()):
            self._costs += [_WISH * self.chosen[worker.id, number] for number in by_date[day]]
        for day in sorted(worker.on & by_date.keys()):
            free = self.model.new_bool_var(f"{worker.id}:{day}:free")
            self.model.add_bool_or([free, *(self.chosen[worker.id, n] for n in by_date[day])])
            self._costs.append(_WISH * free)

    def _strength(self) -> None:
        by_job: dict[int, list[cp_model.IntVar]] = {}
        locked: dict[int, int] = {}
        for (person_id, number), chosen in self.chosen.items():
            by_job.setdefault(number, []).append(chosen)
            locked[number] = locked.get(number, 0) + ((person_id, number) in self._locked)
        for number, job in enumerate(self._problem.jobs):
            count = max(job.count, locked.get(number, 0))
            short = self.model.new_int_var(0, count, f"short:{number}")
            self.model.add(sum(by_job.get(number, [])) + short == count)
            self.short.append(short)
            self._costs.append(_SHORT * short)

    def _fairness(self) -> None:
        """Hours, nights, weekends and holidays as near to each one's fair share as they can be.

        What the months before leave over of nights, weekends and holidays is evened out.
        """
        jobs = self._problem.jobs
        weights = {
            "hours": [_minutes(job) // 60 for job in jobs],
            "night": [int(job.night) for job in jobs],
            "weekend": [int(job.weekend) for job in jobs],
            "holiday": [int(job.holiday) for job in jobs],
        }
        for what, weight in weights.items():
            over = {worker.id: _left_over(worker, what) for worker in self._problem.workers}
            shares = even_shares(self._problem, weight, over)
            worst = self.model.new_int_var(0, sum(weight), f"worst:{what}")
            for worker in self._problem.workers:
                own = [number for number in self._numbers(worker) if weight[number]]
                if own:
                    self._near(what, worker, own, weight, round(shares[worker.id]), worst)
            self._costs.append(_WORST * _UNFAIR[what] * worst)

    def _near(
        self,
        what: str,
        worker: Worker,
        own: list[int],
        weight: list[int],
        share: int,
        worst: cp_model.IntVar,
    ) -> None:
        total = sum(weight[number] * self.chosen[worker.id, number] for number in own)
        apart = self.model.new_int_var(0, sum(weight), f"apart:{what}:{worker.id}")
        self.model.add(total - share <= apart)
        self.model.add(share - total <= apart)
        self.model.add(apart <= worst)
        self._costs.append(_UNFAIR[what] * apart)


def _left_over(worker: Worker, what: str) -> float:
    balance = worker.balance
    return {"night": balance.nights, "weekend": balance.weekends, "holiday": balance.holidays}.get(what, 0.0)


class _Watch(cp_model.CpSolverSolutionCallback):
    """Tells of each better draft, and ends the search once nothing better comes."""

    def __init__(self, short: list[cp_model.IntVar], told: Told, begun: float) -> None:
        super().__init__()
        self._short = short
        self._told = told
        self._begun = begun
        self._better_at = time.monotonic()
        self._manned = False

    def on_solution_callback(self) -> None:
        self._better_at = time.monotonic()
        short = sum(self.value(one) for one in self._short)
        self._manned = short == 0
        self._told({"seconds": round(self._better_at - self._begun, 2), "short": short})

    def stop_when_still(self, stopping: threading.Event) -> None:
        while not stopping.wait(0.25):
            if self._manned and time.monotonic() - self._better_at > _STILL_S:
                self.stop_search()
                return


def _minutes(job: Job) -> int:
    return job.ends - job.begins
