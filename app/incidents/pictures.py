"""Which cameras stand out on the wall while incidents run. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.incidents.nearby import nearest_cameras
from app.model.incident import Incident
from app.model.plan import Plan
from app.model.site import Camera, Place

LOOKED_AT_WITHIN_S = 120.0
"""What somebody chose on the wall so shortly before the press may be why it was pressed."""

Why = Literal["place", "near", "plan", "looked_at", ""]


@dataclass(frozen=True, slots=True)
class Running:
    """A running incident as the wall knows it."""

    incident: Incident
    plan: Plan
    looked_at: str = ""
    """Camera that somebody looked at when it began."""


@dataclass(frozen=True, slots=True)
class StandsOut:
    """`why` the cameras do: they are at the place or at the nearest one that has any, the plan names them or their place,
    or somebody looked at them.

    No cameras, with an incident: nobody knows where it is, and only what is to be done can be shown.
    """

    incident: Incident | None = None
    camera_ids: tuple[str, ...] = ()
    why: Why = ""


def stands_out(
    running: Sequence[Running], cameras: Sequence[Camera], places: Sequence[Place] = ()
) -> StandsOut:
    """Of the newest incident that has something to show, else of the newest; `running` comes with the newest first."""
    usable = [camera for camera in cameras if camera.enabled]
    found = [_of(one, usable, places) for one in running]
    return next((one for one in found if one.camera_ids), found[0] if found else StandsOut())


def _of(running: Running, cameras: Sequence[Camera], places: Sequence[Place]) -> StandsOut:
    incident, plan = running.incident, running.plan
    at_place = tuple(one.id for one in cameras if incident.place_id and one.place_id == incident.place_id)
    if at_place:
        return StandsOut(incident, at_place, "place")
    near = nearest_cameras(incident.place_id, places, cameras)
    if near:
        return StandsOut(incident, near, "near")
    known = {camera.id for camera in cameras}
    named = [camera_id for camera_id in plan.cameras if camera_id in known]
    named += [one.id for one in cameras if one.place_id in plan.places and one.id not in named]
    if named:
        return StandsOut(incident, tuple(named), "plan")
    if running.looked_at in known:
        return StandsOut(incident, (running.looked_at,), "looked_at")
    return StandsOut(incident)
