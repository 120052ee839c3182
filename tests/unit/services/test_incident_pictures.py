"""Which cameras stand out while incidents run: those of the place, of the plan, or the one that was looked at."""

from dataclasses import replace
from datetime import UTC, datetime

from app.incidents.pictures import Running, StandsOut, stands_out
from app.model.incident import Incident
from app.model.plan import Plan
from app.model.site import Camera, Place
from app.model.words import Words

NAME = Words("东门", "East gate")
CAMERAS = [
    Camera("gate", NAME, "demo", "gate", place_id="gate"),
    Camera("garage", NAME, "demo", "garage", place_id="garage"),
    Camera("ramp", NAME, "demo", "ramp", place_id="garage"),
    Camera("plaza", NAME, "demo", "plaza"),
]
MORNING = datetime(2026, 11, 23, 6, tzinfo=UTC)
NO_PLAN = Plan("unknown", NAME)
FLOOD = Plan("flood", NAME, cameras=("plaza", "gone"), places=("garage",))


def incident(number: str = "1", place_id: str = "") -> Incident:
    return Incident(number, MORNING, 0.0, "boot", MORNING, place_id=place_id)


def test_the_place_comes_first_even_where_the_plan_names_cameras() -> None:
    at_gate = incident(place_id="gate")
    assert stands_out([Running(at_gate, FLOOD, "plaza")], CAMERAS) == StandsOut(at_gate, ("gate",), "place")


def test_without_a_place_the_plan_says_what_to_look_at() -> None:
    found = stands_out([Running(incident(), FLOOD, "gate")], CAMERAS)
    assert (found.camera_ids, found.why) == (("plaza", "garage", "ramp"), "plan")


def test_a_place_without_cameras_has_those_of_its_nearest_neighbour_that_has_any() -> None:
    roof = Place("roof", NAME, ("stairs", "garage", "gate"))
    found = stands_out([Running(incident(place_id="roof"), FLOOD)], CAMERAS, [roof])
    assert (found.camera_ids, found.why) == (("garage", "ramp"), "near")


def test_a_place_without_cameras_near_it_is_like_none() -> None:
    found = stands_out([Running(incident(place_id="roof"), FLOOD)], CAMERAS)
    assert (found.camera_ids, found.why) == (("plaza", "garage", "ramp"), "plan")


def test_without_both_it_is_what_somebody_looked_at() -> None:
    found = stands_out([Running(incident(), NO_PLAN, "plaza")], CAMERAS)
    assert (found.camera_ids, found.why) == (("plaza",), "looked_at")


def test_without_all_what_is_to_be_done_stands_alone() -> None:
    assert stands_out([Running(incident(), NO_PLAN)], CAMERAS) == StandsOut(incident())
    assert stands_out([], CAMERAS) == StandsOut()


def test_a_camera_that_is_switched_off_or_gone_is_not_shown() -> None:
    off = [replace(CAMERAS[0], enabled=False)]
    assert stands_out([Running(incident(place_id="gate"), NO_PLAN, "gate")], off).camera_ids == ()


def test_an_incident_with_pictures_keeps_the_wall_until_a_newer_one_has_some() -> None:
    older, newer = incident("1", "gate"), incident("2")
    shown = stands_out([Running(newer, NO_PLAN), Running(older, NO_PLAN)], CAMERAS)
    assert (shown.incident, shown.camera_ids) == (older, ("gate",))
    shown = stands_out([Running(newer, FLOOD), Running(older, NO_PLAN)], CAMERAS)
    assert shown.incident == newer
