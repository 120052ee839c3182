"""When a finding counts: it has to last before it is told, and its end too. Pure."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a finding, and its absence, must last."""

    begin_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Held:
    """`present` is what is told; `since` is when looks began to say the opposite without a break."""

    present: bool = False
    since: float | None = None


def held(state: Held, found: bool | None, now: float, patience: Patience) -> Held:
    """The state after one look. None: this look could not tell, so nothing that was building up goes on."""
    if found is None or found == state.present:
        return replace(state, since=None) if state.since is not None else state
    since = now if state.since is None else state.since
    needed = patience.end_s if state.present else patience.begin_s
    if now - since >= needed:
        return Held(found, None)
    return replace(state, since=since)
