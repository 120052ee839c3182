"""What a tile said of one camera while that went wrong and came back: was it true, and was it in time?"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from app.bench.faulty_camera.expected import EXPECTED, FROZEN_WITHIN_S, SAID_WITHIN_S, Expected

NONE = "none"
_AFTERMATH_S = 10.0
"""What is lost so soon after a fault is lost for the same reason: the camera was not back yet."""
_SLACK_S = 1.5
"""For looks that come late on a busy machine."""


@dataclass(frozen=True, slots=True)
class Look:
    at: float
    state: str
    cause: str
    health: tuple[str, ...]
    number: int | None
    """The number that the picture on the tile carries."""


@dataclass(slots=True)
class Findings:
    """Of all cameras together; each list and count is by the fault's name."""

    faults: Counter[str] = field(default_factory=Counter)
    freezes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """The longest time a picture was shown as live without a new one."""
    said: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds until the right word was on the tile."""
    wrong: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Faults of which something else was said when the right word was due."""
    back: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds from the end of the fault to a new picture shown as live."""
    never_back: Counter[str] = field(default_factory=Counter)
    lost_while_well: Counter[str] = field(default_factory=Counter)
    """Pictures lost of cameras with which nothing was wrong."""


class Watched:
    """One camera."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.fault = NONE
        self._since = 0.0
        self._awaited = ""
        self._was = NONE
        self._said = False
        self._accused = False
        self._number: int | None = None
        self._number_at = 0.0
        self._live_since: float | None = None

    def begin(self, fault: str, now: float) -> None:
        self.give_up()
        self.fault, self._since = fault, now
        self._said = self._accused = False
        self._findings.faults[fault] += 1

    def end(self, now: float) -> None:
        self._awaited = self._was = self.fault
        self.fault, self._since, self._accused = NONE, now, False

    @property
    def is_awaited(self) -> bool:
        """The fault has ended and the picture is not back yet."""
        return bool(self._awaited)

    def give_up(self) -> None:
        """It has had its time."""
        if self._awaited:
            self._findings.never_back[self._awaited] += 1
            self._awaited = ""

    def see(self, look: Look) -> None:
        new = look.number != self._number
        if new:
            self._number, self._number_at = look.number, look.at
        self._note_freeze(look)
        if self.fault == NONE:
            self._see_well(look, new=new)
        else:
            self._see_faulty(look, EXPECTED[self.fault])

    def _note_freeze(self, look: Look) -> None:
        if look.state != "live":
            self._live_since = None
            return
        if self._live_since is None:
            self._live_since = look.at
        name = self.fault if self.fault != NONE else self._was
        frozen_s = look.at - max(self._number_at, self._live_since)
        self._findings.freezes[name] = max(self._findings.freezes[name], frozen_s)

    def _see_well(self, look: Look, *, new: bool) -> None:
        if self._awaited and new and look.state == "live" and not look.health:
            self._findings.back[self._awaited].append(look.at - self._since)
            self._awaited = ""
        elif not self._awaited and look.state == "lost" and not self._accused:
            if self._was != NONE and look.at - self._since < _AFTERMATH_S:
                self._findings.back[self._was].pop()
                self._awaited = self._was
                return
            self._accused = True
            self._findings.lost_while_well[look.cause] += 1

    def _see_faulty(self, look: Look, expected: Expected) -> None:
        word = look.cause if look.state == "lost" else look.state
        rightly = right(look, expected)
        if rightly and not self._said:
            self._said = True
            self._findings.said[self.fault].append(look.at - self._since)
        due = FROZEN_WITHIN_S if expected.health == "frozen" else SAID_WITHIN_S
        if not rightly and not self._accused and look.at - self._since > due + _SLACK_S:
            self._accused = True
            self._findings.wrong[self.fault][word] += 1


def right(look: Look, expected: Expected) -> bool:
    """Whether this is what the tile should say, once it has had the time to find out."""
    if expected.health == "frozen":
        return look.state == "lost" and look.cause == "frozen"
    if expected.breaks:
        return look.state != "lost" or look.cause in ("ended", "refused", "timeout")
    if expected.causes:
        # What is slow gives a picture now and then.
        return (
            look.state == "lost"
            and look.cause in expected.causes
            or expected.sometimes
            and look.state != "connecting"
        )
    return look.state in ("live", "late") and (not expected.health or expected.health in look.health)
