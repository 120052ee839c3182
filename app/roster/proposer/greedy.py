"""A first draft without search: each duty to whoever has had least and may. The search begins with it."""

from app.roster.proposal import Problem, Worker


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
        if not worker.week_h:
            return True
        week = self._problem.weeks[number]
        same = sum(jobs[own].hours for own in self._own[worker.id] if self._problem.weeks[own] == week)
        return same + job.hours <= worker.week_h

    def _burden(self, worker: Worker, number: int) -> tuple[float, ...]:
        jobs = self._problem.jobs
        job, own = jobs[number], self._own[worker.id]
        alike = sum(
            (jobs[one].night and job.night)
            + (jobs[one].weekend and job.weekend)
            + (jobs[one].holiday and job.holiday)
            for one in own
        )
        return (job.date in worker.off, sum(jobs[one].hours for one in own) + 6 * alike, len(worker.jobs))
