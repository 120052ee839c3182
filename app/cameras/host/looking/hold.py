"""When a finding counts: it has to last before it is told, and its end too. Pure."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a finding, and its absence, must last."""

    begin_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Held:
    """`present` is what is told. For `against_s` seconds, up to the look at `at`, looks have said the opposite."""

    present: bool = False
    against_s: float | None = None
    at: float = 0.0


def held(state: Held, found: bool | None, now: float, patience: Patience) -> Held:
    """The state after one look. None: this look could not tell, so the time since the last one does not count."""
    if found is None:
        return replace(state, at=now)
    if found == state.present:
        return Held(state.present, None, now)
    against = 0.0 if state.against_s is None else state.against_s + now - state.at
    if against >= (patience.end_s if state.present else patience.begin_s):
        return Held(found, None, now)
    return replace(state, against_s=against, at=now)
