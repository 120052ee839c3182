"""When each console of `bench crash` is killed, and whether an incident still runs at that moment."""

import math
import random
from dataclasses import dataclass

FIRST_START = "first_start"
"""While it makes a data folder that was not there before."""
STARTING = "starting"
"""At any moment from the start of its process on, ready or not, work coming in as soon as it answers."""
WORKING = "working"
"""While it logs and escalates."""
_FIRST_STARTS = 1 / 10
_STARTS = 1 / 3
_LEAVE_RUNNING = 1 / 2
_ANSWERED = 1 / 2


@dataclass(frozen=True, slots=True)
class Life:
    """One console from its start to `kill -9`."""

    dies: str
    share: float
    """The moment: 0 is the start (of the process, or of the work), 1 the longest such a life may be."""
    leaves_running: bool
    """Whether its last incident is not stood down."""
    answered: bool = True
    """Whether anybody acknowledges there; else one tier after the other comes due, whatever dies meanwhile."""


def lives(kills: int, seed: int) -> list[Life]:
    """So many lives, in an order of chance: the same seed gives the same ones."""
    chance = random.Random(seed)  # moments of kills, not secrets
    first = math.ceil(kills * _FIRST_STARTS)
    starting = round(kills * _STARTS)
    ends = [FIRST_START] * first + [STARTING] * starting + [WORKING] * (kills - first - starting)
    chance.shuffle(ends)
    return [
        Life(dies, chance.random(), chance.random() < _LEAVE_RUNNING, chance.random() < _ANSWERED)
        for dies in ends
    ]
