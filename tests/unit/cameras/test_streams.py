"""Which stream is drawn and what is decoded, for tiles of every size."""

from hypothesis import given
from hypothesis import strategies as st

from app.cameras.streams import Need, Standing, plan, snapshot_from, stream_for

SMALL, LARGE = (480, 270), (1280, 720)
SUB = Standing(fresh=True, size=(640, 360), key_interval_s=2.0)
MAIN = Standing(fresh=True, size=(1920, 1080), key_interval_s=2.0)
NEW = Standing()


def made(*how):
    """Decoded of main and sub, connected main and sub, drawn."""
    plan_ = plan(*how)
    return plan_.main, plan_.sub, plan_.connect_main, plan_.connect_sub, plan_.draw


def shown(tile, **more):
    return Need(tile, watched=True, tapped=False, **more)


def test_a_small_tile_needs_the_sub_stream_alone():
    assert made(shown(SMALL), NEW, SUB, "sub") == ("none", "all", False, True, "sub")


def test_an_enlarged_tile_keeps_the_sub_stream_until_the_main_one_has_a_picture():
    assert made(shown(LARGE), NEW, SUB, "sub") == ("all", "all", True, True, "sub")
    assert made(shown(LARGE), MAIN, SUB, "main") == ("all", "none", True, False, "main")


def test_a_tile_made_small_keeps_the_main_stream_until_the_sub_one_has_a_picture():
    assert made(shown(SMALL), MAIN, NEW, "main") == ("all", "all", True, True, "main")
    assert made(shown(SMALL), MAIN, SUB, "sub") == ("none", "all", False, True, "sub")


def test_a_main_stream_that_fails_leaves_the_sub_stream_on_the_large_tile():
    failing = Standing(cause="not_found")
    assert plan(shown(LARGE), failing, SUB, "main").draw == "sub"


def test_a_main_stream_is_fetched_for_a_small_tile_only_when_the_sub_stream_itself_is_at_fault():
    for cause, other in (("", "none"), ("refused", "none"), ("not_found", "all"), ("undecodable", "all")):
        assert plan(shown(SMALL), NEW, Standing(cause=cause), "sub").main == other


def test_a_wrong_password_is_not_tried_on_the_other_stream_as_well():
    assert plan(shown(LARGE), Standing(cause="wrong_password"), NEW, "main").sub == "none"


def test_a_camera_with_one_stream_shows_it_at_every_size():
    for tile in (SMALL, LARGE):
        assert made(shown(tile), NEW, None, "main") == ("all", "none", True, False, "main")


def test_what_is_only_recorded_is_connected_and_not_decoded():
    assert made(Need(None, watched=False, tapped=True), MAIN, SUB, "sub") == (
        "none",
        "none",
        True,
        False,
        "sub",
    )


def test_what_nobody_needs_is_not_even_connected():
    idle = plan(Need(None, watched=False, tapped=False), MAIN, SUB, "main")
    assert not idle.connect_main
    assert not idle.connect_sub


def test_what_is_only_watched_costs_key_frames_where_they_come_often():
    hidden = Need(None, watched=True, tapped=False)
    assert made(hidden, MAIN, SUB, "sub") == ("none", "keys", False, True, "sub")
    smart = Standing(fresh=True, key_interval_s=12.0)
    assert plan(hidden, MAIN, smart, "sub").sub == "all"
    assert plan(hidden, NEW, None, "main").main == "all"
    assert plan(hidden, MAIN, Standing(cause="not_found"), "sub").main == "keys"


def test_a_machine_short_of_means_draws_key_frames_where_they_come_often():
    assert plan(shown(SMALL, keys_only=True), NEW, SUB, "sub").sub == "keys"
    assert plan(shown(SMALL, keys_only=True), NEW, Standing(fresh=True), "sub").sub == "all"


def test_a_tile_about_as_large_as_the_sub_stream_does_not_flap():
    assert stream_for((640, 360), (640, 360), "sub") == "sub"
    assert stream_for((641, 361), (640, 360), "sub") == "main"
    assert stream_for((640, 360), (640, 360), "main") == "main"
    assert stream_for((570, 320), (640, 360), "main") == "sub"


SIZES = st.tuples(st.integers(16, 4000), st.integers(16, 4000))
STANDINGS = st.builds(
    Standing,
    st.booleans(),
    st.sampled_from(["", "refused", "wrong_password"]),
    st.none() | SIZES,
    st.none() | st.floats(0.1, 60.0),
)
NEEDS = st.builds(Need, st.none() | SIZES, st.booleans(), st.booleans(), st.booleans())


@given(NEEDS, STANDINGS, st.none() | STANDINGS, st.sampled_from(["main", "sub"]))
def test_what_is_drawn_is_decoded_and_what_is_decoded_is_connected(need, main, sub, now):
    result = plan(need, main, sub, now)
    decoded = {"main": result.main, "sub": result.sub}
    assert result.connect_main or result.main == "none"
    assert result.connect_sub == (result.sub != "none")
    if need.tile is not None or need.watched:
        assert decoded[result.draw] != "none"
    else:
        assert set(decoded.values()) == {"none"}
    assert result.draw == "main" or sub is not None
    if need.tapped:
        assert result.connect_main


@given(SIZES, SIZES)
def test_the_stream_drawn_is_never_smaller_than_the_tile_when_a_larger_is_there(tile, size):
    if stream_for(tile, size, "sub") == "sub":
        assert tile[0] <= size[0] or tile[1] <= size[1]


def test_a_snapshot_takes_the_larger_picture_unless_it_is_old():
    assert snapshot_from(0.1, 640, 1.0, 1920) == "main"
    assert snapshot_from(0.1, 640, 6.0, 1920) == "sub"
    assert snapshot_from(0.1, 640, None, 0) == "sub"
    assert snapshot_from(0.1, 1920, 1.0, 1920) == "sub"
    assert snapshot_from(9.0, 640, 6.0, 1920) == "main"
    assert snapshot_from(None, 0, 30.0, 1920) == "main"
