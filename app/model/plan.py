"""Response plans: what is to be done by whom, and who is called in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.model.words import Words

ROLE = "role"
POST = "post"
GROUP = "group"
PERSON = "person"
TARGET_KINDS = (ROLE, POST, GROUP, PERSON)
WORKING_GROUPS = (
    "safety_education", "social_stability", "fire_safety", "home_safety", "health", "production_safety",
    "environment", "road_safety",
)  # fmt: skip
TIERS = (1, 2, 3)
LIMIT_S = 300
"""How long a tier has to answer where the plan does not say; the community's own five minutes."""

LEAST_REPEAT_S = 15
MOST_REPEATS = 20


@dataclass(frozen=True, slots=True)
class Step:
    text: Words
    who: str = ""
    """Role that does it."""
    within_s: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a tier calls: those on duty now in a role or at a post, a working group's leader, or one person.

    `channels` come first for this target, in this order; the person's other channels after them.
    """

    kind: str
    """One of TARGET_KINDS."""
    id: str
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tier:
    """People called together. The next tier is called when this one has not acknowledged within its limit."""

    number: int
    targets: tuple[Target, ...] = ()
    limit_s: int = LIMIT_S
    """0: the next tier is called by hand alone."""
    required: int = 1
    """How many must acknowledge; 0: everybody who may."""
    acknowledged_by: tuple[str, ...] = ()
    """Roles whose acknowledgement counts, whichever tier they were called in; none: whoever this tier has called."""
    repeat_s: int = 0
    """Who has not answered is called again after so long; 0: never."""
    repeat_times: int = 0


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to dial by hand: 119, the gas company."""

    name: Words
    number: str


@dataclass(frozen=True, slots=True)
class Document:
    """A drawing, list or procedure; `location` is a file, an address or a shelf."""

    name: Words
    location: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A response plan; `id` is also the kind of incident it answers (`fire`, `lpg_leak`, ...)."""

    id: str
    name: Words
    level: int = 3
    """1 to 4: I (most serious) to IV."""
    steps: tuple[Step, ...] = ()
    tiers: tuple[Tier, ...] = ()
    phones: tuple[Phone, ...] = ()
    cameras: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    version: int = field(default=0, compare=False)
    """Counted by the database; 0 for a plan that is not stored. Two plans that say the same are equal."""


def roles(*codes: str) -> tuple[Target, ...]:
    """Targets of these roles."""
    return tuple(Target(ROLE, code) for code in codes)


class PlanNames:
    """What every version of every plan was called, removed ones too: an incident is named as the plan that it follows.

    Args:
        by_version: by the plan's id and the number of the version.
    """

    def __init__(self, by_version: Mapping[tuple[str, int], Words] = MappingProxyType({})) -> None:
        self._by_version = by_version
        self._newest = {plan_id: by_version[plan_id, version] for plan_id, version in sorted(by_version)}

    def of(self, plan_id: str, version: int = 0) -> Words | None:
        """Of the newest version where none is known; None for a plan that there never was."""
        return self._by_version.get((plan_id, version)) or self._newest.get(plan_id)
