"""When the log hears of a camera's condition: each beginning and end, but of one that comes and goes only the sum."""

from dataclasses import dataclass, replace
from datetime import datetime

FOLDED_WITHIN_S = 600.0
"""A condition that begins again so soon after its end is the same trouble."""
STAYS_AFTER_S = 60.0
"""One that came back and lasts is told, whatever came before."""
SUMMED_EVERY_S = 3600.0
"""Of one that never ceases to come and go the log hears this often."""
LOST_AFTER_S = 5.0
BACK_AFTER_S = 3.0
DISAGREES_FOR_S = 30.0
"""For how long a host may report otherwise than it told, before its report is believed."""


@dataclass(frozen=True, slots=True)
class Began:
    pass


@dataclass(frozen=True, slots=True)
class Ended:
    lasted_s: float


@dataclass(frozen=True, slots=True)
class Repeated:
    """It has begun `count` times from `first_at` to `last_at`; `present`: it is the case now."""

    count: int
    first_at: datetime
    last_at: datetime
    present: bool


Note = Began | Ended | Repeated


@dataclass(frozen=True, slots=True)
class Episode:
    """One condition of one camera, until it has not been the case for FOLDED_WITHIN_S."""

    present: bool
    told: bool
    """The log's last word is that it is the case."""
    changed: float
    """Monotonic seconds of the last beginning or end."""
    changed_at: datetime
    first: float
    first_at: datetime
    """Of the beginnings not summed up yet."""
    count: int = 1
    untold: int = 0
    """Beginnings that have no entry of their own."""


Step = tuple[Episode | None, tuple[Note, ...]]


def begins(episode: Episode | None, now: float, at: datetime) -> Step:
    """The condition is the case from now on."""
    if episode is not None and episode.present:
        return episode, ()
    if episode is not None and now - episode.changed >= FOLDED_WITHIN_S:
        _, notes = time_passes(episode, now, at)
        fresh, more = begins(None, now, at)
        return fresh, (*notes, *more)
    if episode is None:
        return Episode(True, True, now, at, now, at), (Began(),)
    again = replace(
        episode,
        present=True,
        changed=now,
        changed_at=at,
        count=episode.count + 1,
        untold=episode.untold + 1,
    )
    return (again if episode.count else replace(again, first=now, first_at=at)), ()


def ends(episode: Episode | None, now: float, at: datetime) -> Step:
    """The condition is no longer the case."""
    if episode is None or not episode.present:
        return episode, ()
    over = replace(episode, present=False, told=False, changed=now, changed_at=at)
    return over, (Ended(now - episode.changed),) if episode.told else ()


def time_passes(episode: Episode, now: float, at: datetime) -> Step:
    """To be asked every few seconds: tells what has been held back for long enough."""
    lasted = now - episode.changed
    if not episode.present and lasted >= FOLDED_WITHIN_S:
        return None, (_sum(episode),) if episode.untold else ()
    stays = episode.present and not episode.told and lasted >= STAYS_AFTER_S
    endless = episode.untold > 0 and now - episode.first >= SUMMED_EVERY_S
    if stays or endless:
        return replace(episode, told=episode.present, count=0, untold=0), (_sum(episode),)
    return episode, ()


def closes(episode: Episode) -> tuple[Note, ...]:
    """The program ends: what has been held back is told now."""
    return (_sum(episode),) if episode.untold else ()


def _sum(episode: Episode) -> Repeated:
    return Repeated(episode.count, episode.first_at, episode.changed_at, episode.present)
