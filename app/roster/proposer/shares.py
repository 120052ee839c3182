"""What would be fair: each job's burden divided among those who may do it, so that totals are as equal as can be."""

from collections.abc import Mapping, Sequence

from app.roster.proposal import Problem

_ROUNDS = 60


def fair_shares(problem: Problem, weight: Sequence[int]) -> dict[str, float]:
    """The burden that each should bear, by worker; who may do little is asked for little, and shares it alike."""
    able: dict[int, list[str]] = {}
    for worker in problem.workers:
        for number in worker.jobs:
            able.setdefault(number, []).append(worker.id)
    demands: dict[tuple[str, ...], float] = {}
    for number, may in able.items():
        key = tuple(may)
        demands[key] = demands.get(key, 0.0) + weight[number] * problem.jobs[number].count
    pull = {worker.id: 1.0 for worker in problem.workers}
    shares = dict.fromkeys(pull, 0.0)
    for _ in range(_ROUNDS):
        shares = dict.fromkeys(pull, 0.0)
        for people, demand in demands.items():
            together = sum(pull[one] for one in people)
            for one in people:
                shares[one] += demand * pull[one] / together
        mean = sum(shares.values()) / max(1, len(shares))
        for one, share in shares.items():
            # Whoever bears more than the mean pulls less the next time, where others can.
            pull[one] = (
                min(1e6, max(1e-6, pull[one] * (mean / share) ** 0.5)) if share > 0 and mean > 0 else 1.0
            )
    return shares


def even_shares(problem: Problem, weight: Sequence[int], over: Mapping[str, float]) -> dict[str, float]:
    """The fair shares, less for whoever has borne more than theirs before and more for others.

    Nobody is asked for more than twice a share: what is left over is evened out in the months that follow.
    """
    shares = fair_shares(problem, weight)
    return {one: share - max(-share, min(share, over.get(one, 0.0))) for one, share in shares.items()}
