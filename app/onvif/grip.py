"""A hand on a camera: what must be sent to it now so that it does what is wanted, and always stops. Pure."""

from dataclasses import dataclass, replace

from app.onvif.rules import HOLD_S, STILL, Velocity, limited

REPEAT_S = 0.8
"""A move that goes on is sent again in this time: before the camera ends it by itself."""
STOP_AGAIN_S = 0.3
"""After the first stop that failed; each further one waits twice as long, so that no login is refused over and over."""
STOP_FOR_S = 10.0
"""After the last move: no camera goes on by itself for so long."""
TOGETHER_S = 3.0
"""Moves closer to each other than this are one burst: one line in the log."""


@dataclass(frozen=True, slots=True)
class Grip:
    """From the first move of a burst until nothing was asked for a while. Times are monotonic seconds."""

    since: float
    touched: float
    wanted: Velocity = STILL
    until: float = 0.0
    """After this the wish no longer counts."""
    sent: Velocity = STILL
    again_at: float = 0.0
    """When the same command may be sent once more."""
    stop_tries: int = 0
    moved_at: float = 0.0
    """When the last move was sent."""


def taken(before: Grip | None, velocity: Velocity, now: float) -> Grip:
    """The hand wants the camera to move like this, for a moment."""
    grip = before or Grip(since=now, touched=now)
    return replace(grip, wanted=limited(velocity), until=now + HOLD_S, touched=now)


def let_go(grip: Grip, now: float) -> Grip:
    return replace(grip, wanted=STILL, until=now, touched=now)


def command(grip: Grip, now: float) -> Velocity | None:
    """What must be sent now; None where the camera does already what it should."""
    wanted = grip.wanted if now < grip.until else STILL
    if wanted == STILL:
        return STILL if grip.sent != STILL and (not grip.stop_tries or now >= grip.again_at) else None
    return wanted if wanted != grip.sent or now >= grip.again_at else None


def sent(grip: Grip, velocity: Velocity, now: float) -> Grip:
    """After a command went out. A move that failed counts as sent too: nobody knows whether it arrived."""
    moved_at = grip.moved_at if velocity == STILL else now
    return replace(grip, sent=velocity, again_at=now + REPEAT_S, stop_tries=0, moved_at=moved_at)


def stop_failed(grip: Grip, now: float) -> Grip:
    """Tries again until the camera has surely ended the move by itself, however often that is."""
    last_try = grip.moved_at + STOP_FOR_S
    if now >= last_try:
        return sent(grip, STILL, now)
    pause = STOP_AGAIN_S * 2**grip.stop_tries
    return replace(grip, stop_tries=grip.stop_tries + 1, again_at=min(now + pause, last_try))


def is_over(grip: Grip, now: float) -> bool:
    return grip.sent == STILL and now >= max(grip.until, grip.touched + TOGETHER_S)


def seconds(grip: Grip) -> int:
    """How long the burst lasted, for the log."""
    return max(1, round(grip.touched - grip.since))
