"""What happens to an escalation from outside, and what it asks to be done. No sentences, no I/O."""

from dataclasses import dataclass

from app.escalation.resolve import Callee
from app.model.plan import Target, Tier


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Somebody who was called has confirmed. `own`: by their own answer, and not as somebody at the desk has marked."""

    person_id: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Arrive:
    """Somebody who was called is on scene, and so has confirmed. `own`: they say so themselves."""

    person_id: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Withdraw:
    """What was said of somebody was wrong: they are not on scene and, where `answer`, have not confirmed either.

    Who has been marked as confirmed and has answered as well stays confirmed by that answer. `tiers`: of somebody who had
    confirmed before, those for which the arrival alone had counted.
    """

    person_id: str
    answer: bool = True
    reason: str = ""
    tiers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EscalateNow:
    """A tier is called whatever the clock says, where it is the next. Where it was called meanwhile nothing is done: who
    saw it as the next did not ask for the one after it."""

    tier: int


@dataclass(frozen=True, slots=True)
class Hold:
    """A tier that was not called yet must not be called by itself."""

    tier: int
    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    tier: int


@dataclass(frozen=True, slots=True)
class Add:
    """People to call besides those of the plan."""

    callees: tuple[Callee, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """Somebody else runs the incident from now on."""

    person_id: str


@dataclass(frozen=True, slots=True)
class Follow:
    """Another plan's tiers: what was called stays called, who is new there is called too."""

    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class End:
    """Stood down, or a false alarm."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """It was not over. The time it was closed does not count against anybody."""


Event = (
    Acknowledge | Arrive | Withdraw | EscalateNow | Hold | Release | Add | HandOver | Follow | End | Reopen
)


@dataclass(frozen=True, slots=True)
class TierCalled:
    """Call these now. `nobody` are the targets that found nobody; `more`: people of another plan join a called tier."""

    tier: int
    callees: tuple[Callee, ...]
    nobody: tuple[Target, ...] = ()
    by_hand: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class TierEmpty:
    """Nobody answers for this tier, so the next one does not wait. `known`: all its people were called before; `last`:
    no other tier follows."""

    tier: int
    known: bool
    last: bool = False


@dataclass(frozen=True, slots=True)
class CalledAgain:
    tier: int
    people: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class TierMissed:
    tier: int


@dataclass(frozen=True, slots=True)
class TierAcknowledged:
    """No more calls for this tier. `late`: the next one had been called by then."""

    tier: int
    person_id: str
    late: bool


@dataclass(frozen=True, slots=True)
class Reminded:
    """These have acknowledged, and nobody is on scene."""

    tier: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcknowledgementExpired:
    tier: int


@dataclass(frozen=True, slots=True)
class PersonAcknowledged:
    person_id: str


@dataclass(frozen=True, slots=True)
class PersonAnswered:
    """Somebody who was marked as confirmed has now confirmed by an answer of their own. `after_s`: since the click."""

    person_id: str
    after_s: float


@dataclass(frozen=True, slots=True)
class PersonArrived:
    """`confirmed`: nobody had heard of them before; by being there they have confirmed. `tiers`: for which that counts."""

    person_id: str
    confirmed: bool = False
    tiers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnedOut:
    """The first of the turn-out team is on scene."""

    person_id: str
    after_s: float


@dataclass(frozen=True, slots=True)
class AnswerWithdrawn:
    """This person has not confirmed after all: what was not sent to them because of that must go out."""

    person_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MarkWithdrawn:
    """This person was marked as confirmed by mistake, and stays confirmed by an answer of their own."""

    person_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ArrivalWithdrawn:
    person_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TierReopened:
    """Without that person's acknowledgement it has not enough of them: it is as it was before, and its time has gone on."""

    tier: int
    person_id: str
    state: str


@dataclass(frozen=True, slots=True)
class TurnOutReopened:
    """Nobody of the turn-out team is on scene after all."""

    person_id: str


@dataclass(frozen=True, slots=True)
class TierHeld:
    tier: int
    reason: str


@dataclass(frozen=True, slots=True)
class TierReleased:
    tier: int


@dataclass(frozen=True, slots=True)
class Added:
    """Call these now; they count for the tier named."""

    tier: int
    callees: tuple[Callee, ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    person_id: str
    was: str


@dataclass(frozen=True, slots=True)
class Ended:
    pass


@dataclass(frozen=True, slots=True)
class Reopened:
    """Everybody called is told to turn out again."""

    people: tuple[str, ...]


Action = (
    TierCalled
    | TierEmpty
    | CalledAgain
    | TierMissed
    | TierAcknowledged
    | Reminded
    | AcknowledgementExpired
    | PersonAcknowledged
    | PersonAnswered
    | PersonArrived
    | TurnedOut
    | AnswerWithdrawn
    | MarkWithdrawn
    | ArrivalWithdrawn
    | TierReopened
    | TurnOutReopened
    | TierHeld
    | TierReleased
    | Added
    | HandedOver
    | Ended
    | Reopened
)
