"""A hand on a camera: what must be sent to it now so that it does what is wanted, and always stops. Pure."""

from dataclasses import dataclass, replace

from app.onvif.rules import HOLD_S, STILL, Velocity, limited

REPEAT_S = 0.8
"""A move that goes on is sent again in this time: before the camera ends it by itself."""
STOP_AGAIN_S = 0.3
STOP_TRIES = 3
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
    return replace(grip, sent=velocity, again_at=now + REPEAT_S, stop_tries=0)


def stop_failed(grip: Grip, now: float) -> Grip:
    """Tries again, a few times: then the camera has long ended the move by itself."""
    tries = grip.stop_tries + 1
    if tries >= STOP_TRIES:
        return sent(grip, STILL, now)
    return replace(grip, stop_tries=tries, again_at=now + STOP_AGAIN_S)


def is_over(grip: Grip, now: float) -> bool:
    return grip.sent == STILL and now >= max(grip.until, grip.touched + TOGETHER_S)


def seconds(grip: Grip) -> int:
    """How long the burst lasted, for the log."""
    return max(1, round(grip.touched - grip.since))
