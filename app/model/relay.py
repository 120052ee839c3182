"""Relays: what switches a siren outside or a gate."""

from dataclasses import dataclass
from datetime import datetime

from app.model.words import Words

ON, OFF, UNSURE = "on", "off", "unsure"


@dataclass(frozen=True, slots=True)
class Relay:
    """Switched on while an incident runs that concerns it. Its addresses lie in the secret store under `relay:<id>`."""

    id: str
    name: Words
    service: str = ""
    """http or modbus: all of the address that may be shown."""
    kinds: tuple[str, ...] = ()
    """Kinds of incident that switch it; empty: all."""
    drills: bool = False
    ends: bool = True
    """Switched off at stand-down; a gate that shall stay open is not."""
    pulse_s: int = 0
    """Switched off again after so many seconds; 0: when the incident is over."""


@dataclass(frozen=True, slots=True)
class RelayState:
    """What was done to a relay. `turn` is what was tried last, `done` what succeeded last (`unsure`: perhaps)."""

    relay_id: str
    done: str = ""
    turn: str = ""
    attempts: int = 0
    next_try_at: datetime | None = None
    error: str = ""
    hand: str = ""
    """Somebody wants it on or off, whatever the incidents say …"""
    hand_during: bool = False
    """… for as long as these say this."""
