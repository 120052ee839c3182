"""Zones being drawn."""

from hypothesis import given
from hypothesis import strategies as st

from app.model.site import Zone
from app.ui.health.drawing import Drawing, free_name, inside

CORNERS = ((0.1, 0.1), (0.9, 0.1), (0.5, 0.9))


def drawn() -> Drawing:
    drawing = Drawing()
    for corner in CORNERS:
        drawing = drawing.corner(corner, "Zone 1")
    return drawing


def test_a_click_on_the_first_corner_closes_the_zone() -> None:
    closed = drawn().corner((0.11, 0.09), "Zone 1")
    assert closed == Drawing((Zone("Zone 1", CORNERS),), (), 0)


def test_two_corners_make_no_zone() -> None:
    two = drawn().back()
    assert two.close("Zone 1") == two
    assert two.corner((0.1, 0.1), "Zone 1").zones == ()


def test_a_corner_is_hit_and_moved() -> None:
    closed = drawn().close("Zone 1")
    assert closed.hit((0.89, 0.11)) == (0, 1)
    assert closed.hit((0.5, 0.5)) is None
    assert closed.move(0, 1, (2.0, -1.0)).zones[0].points == (CORNERS[0], (1.0, 0.0), CORNERS[2])


def test_removing_takes_what_is_drawn_first_then_the_chosen_zone() -> None:
    both = drawn().close("Zone 1").corner((0.5, 0.5), "Zone 2")
    assert both.remove().open_corners == ()
    assert both.remove().choose(0).remove() == Drawing((), (), -1)


def test_a_name_that_is_taken_is_not_given_again() -> None:
    zones = (Zone("Zone 1", CORNERS), Zone("Zone 3", CORNERS))
    assert free_name(zones, "Zone {number}") == "Zone 2"


@given(st.lists(st.tuples(st.floats(-2, 3), st.floats(-2, 3)), max_size=30), st.data())
def test_whatever_is_clicked_every_zone_is_one_that_can_be_stored(
    points: list[tuple[float, float]], data: st.DataObject
) -> None:
    drawing = Drawing()
    for point in points:
        act = data.draw(st.sampled_from(["corner", "close", "back", "remove", "move"]))
        if act == "corner":
            drawing = drawing.corner(inside(point), "zone")
        elif act == "move" and drawing.zones:
            drawing = drawing.move(0, 0, point)
        elif act in ("back", "remove"):
            drawing = drawing.back() if act == "back" else drawing.remove()
        else:
            drawing = drawing.close("zone")
        assert -1 <= drawing.chosen < len(drawing.zones)
        for zone in drawing.zones:
            assert len(zone.points) >= 3
            assert all(0.0 <= x <= 1.0 and 0.0 <= y <= 1.0 for x, y in zone.points)
