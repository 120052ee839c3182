"""A first draft without search: each duty to whoever has had least and may. The search begins with it."""

from app.roster.proposal import Problem, Worker
from app.roster.proposer.stretches import merged


def first_draft(problem: Problem) -> set[tuple[str, int]]:
    """Keeps every limit; leaves open what nobody it looks at may take."""
    state = _State(problem)
    for person_id, number in problem.locked:
        state.give(person_id, number)
    # In time, and of those that begin together first what fewest may do.
    numbers = range(len(problem.jobs))
    for number in sorted(numbers, key=lambda one: (problem.jobs[one].begins, state.who_may(one))):
        for _ in range(problem.jobs[number].count - state.there(number)):
            worker = state.next_for(number)
            if worker is None:
                break
            state.give(worker.id, number)
    return state.chosen


class _State:
    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.chosen: set[tuple[str, int]] = set()
        self._own: dict[str, list[int]] = {worker.id: [] for worker in problem.workers}
        self._may: dict[int, list[Worker]] = {}
        for worker in problem.workers:
            for number in worker.jobs:
                self._may.setdefault(number, []).append(worker)
        self._there: dict[int, int] = {}

    def who_may(self, number: int) -> int:
        return len(self._may.get(number, ()))

    def there(self, number: int) -> int:
        return self._there.get(number, 0)

    def give(self, person_id: str, number: int) -> None:
        self.chosen.add((person_id, number))
        self._own[person_id].append(number)
        self._there[number] = self.there(number) + 1

    def next_for(self, number: int) -> Worker | None:
        able = [worker for worker in self._may.get(number, ()) if self._is_free(worker, number)]
        return min(able, key=lambda worker: self._burden(worker, number), default=None)

    def _is_free(self, worker: Worker, number: int) -> bool:
        jobs, rest = self._problem.jobs, worker.rest_h * 60
        job = jobs[number]
        for own in self._own[worker.id]:
            if jobs[own].begins - rest < job.ends and jobs[own].ends + rest > job.begins:
                return False
        return self._fits_week(worker, number) and self._fits_stretch(worker, number)

    def _fits_week(self, worker: Worker, number: int) -> bool:
        if not worker.week_h:
            return True
        jobs, weeks = self._problem.jobs, self._problem.weeks
        same = sum(jobs[own].hours for own in self._own[worker.id] if weeks[own] == weeks[number])
        return same + jobs[number].hours + worker.used.get(weeks[number], 0) / 60 <= worker.week_h

    def _fits_stretch(self, worker: Worker, number: int) -> bool:
        if not worker.stretch_h:
            return True
        jobs = self._problem.jobs
        spans = [(jobs[one].begins, jobs[one].ends) for one in (*self._own[worker.id], number)]
        stretches = merged((*spans, *worker.standing))
        return all(
            ends - begins <= worker.stretch_h * 60
            for begins, ends in stretches
            if begins <= jobs[number].begins < ends
        )

    def _burden(self, worker: Worker, number: int) -> tuple[float, ...]:
        jobs = self._problem.jobs
        job, own = jobs[number], self._own[worker.id]
        alike: float = sum(
            (jobs[one].night and job.night)
            + (jobs[one].weekend and job.weekend)
            + (jobs[one].holiday and job.holiday)
            for one in own
        )
        over = worker.balance
        alike += job.night * over.nights + job.weekend * over.weekends + job.holiday * over.holidays
        return (job.date in worker.off, sum(jobs[one].hours for one in own) + 6 * alike, len(worker.jobs))
