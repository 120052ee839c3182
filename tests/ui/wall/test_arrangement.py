"""What the wall shows, without a window: nothing is lost by moving tiles, and what stood out leaves no trace."""

from hypothesis import given
from hypothesis import strategies as st

from app.model.site import Camera
from app.model.view import COUNTS
from app.model.words import Words
from app.ui.wall.arrangement import Arrangement

DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("exchange"), st.integers(0, 15), st.integers(0, 15)),
        st.tuples(st.just("page"), st.sampled_from([1, -1]), st.just(0)),
        st.tuples(st.just("layout"), st.sampled_from(COUNTS), st.just(0)),
        st.tuples(st.just("enlarge"), st.just(0), st.just(0)),
        st.tuples(st.just("focus"), st.sampled_from([-1, 0, 1]), st.sampled_from([-1, 1])),
    ),
    max_size=25,
)


def cameras(count: int) -> list[Camera]:
    return [Camera(f"c{number}", Words("", f"Camera {number}"), "demo", "lobby") for number in range(count)]


def arranged(count: int) -> Arrangement:
    arrangement = Arrangement()
    arrangement.know(cameras(count))
    return arrangement


def do(arrangement: Arrangement, deed: tuple[str, int, int]) -> None:
    name, first, second = deed
    if name == "exchange":
        arrangement.exchange(first, second)
    elif name == "page":
        arrangement.turn_page(first)
    elif name == "layout":
        arrangement.set_layout(first)
    elif name == "enlarge":
        arrangement.toggle_enlarged()
    else:
        arrangement.focused = arrangement.beside(first, second, 1600, 900)


@given(st.integers(1, 40), DEEDS)
def test_no_camera_is_lost_or_shown_twice(count: int, deeds: list[tuple[str, int, int]]) -> None:
    arrangement = arranged(count)
    for deed in deeds:
        do(arrangement, deed)
        assert sorted(arrangement.order()) == sorted(camera.id for camera in cameras(count))
        visible = [camera.id for camera in arrangement.visible()]
        assert visible
        assert len(set(visible)) == len(visible)
        arrangement.keep_focus_inside()
        assert arrangement.enlarged or arrangement.focused < len(visible)


@given(st.integers(2, 40), DEEDS, st.lists(st.integers(0, 39), min_size=1, max_size=4, unique=True))
def test_after_an_alarm_all_is_as_before(
    count: int, deeds: list[tuple[str, int, int]], alarm: list[int]
) -> None:
    arrangement = arranged(count)
    for deed in deeds:
        do(arrangement, deed)
    before = (arrangement.visible(), arrangement.focused, arrangement.enlarged, arrangement.page)
    arrangement.feature([f"c{number}" for number in alarm])
    # Looking closer at what stands out changes nothing of what comes back.
    arrangement.toggle_enlarged()
    arrangement.toggle_enlarged()
    arrangement.feature([])
    assert (arrangement.visible(), arrangement.focused, arrangement.enlarged, arrangement.page) == before


def test_an_alarm_shows_cameras_that_are_not_in_the_view() -> None:
    arrangement = arranged(9)
    arrangement.choose(["c1", "c2"], 4)
    arrangement.feature(["c7"])
    assert [camera.id for camera in arrangement.visible()] == ["c7", "c1", "c2"]
    # Another layout is the operator's own wish: what stood out gives way.
    arrangement.set_layout(1)
    assert [camera.id for camera in arrangement.visible()] == ["c1"]


def test_all_cameras_has_a_camera_that_came_after_tiles_were_moved() -> None:
    arrangement = arranged(4)
    arrangement.exchange(0, 3)
    arrangement.know(cameras(5))
    assert arrangement.order() == ("c3", "c1", "c2", "c0", "c4")
    arrangement.choose(["c1", "c2"], 4)
    arrangement.know(cameras(6))
    assert arrangement.order() == ("c1", "c2")
