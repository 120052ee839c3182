"""What is nearest to a place: itself first, then its neighbours in the order the site gives them."""

from app.incidents.nearby import nearest_cameras, nearest_posts, order_of
from app.model.roster import Duty, Shift
from app.model.site import Camera, Person, Place, Post
from app.model.words import Words
from tests.fakes.clock import FakeClock

NAME = Words("某", "Some")
PLACES = (Place("roof", NAME, ("gate", "roof", "plaza")), Place("gate", NAME), Place("plaza", NAME))
POSTS = (Post("p", NAME, "plaza", "1"), Post("g", NAME, "gate", "2"), Post("far", NAME, "moon", "3"))
LIU, GONE = Person("liu", NAME), Person("gone", NAME, active=False)


def duty(person_id: str, post_id: str) -> Duty:
    now = FakeClock().now()
    return Duty(Shift("s", person_id, "post", post_id), now, now)


def test_the_place_itself_comes_first_and_never_twice() -> None:
    assert order_of("roof", PLACES) == ("roof", "gate", "plaza")
    assert order_of("nowhere", PLACES) == ()


def test_posts_stand_in_the_order_of_their_places_with_who_is_there() -> None:
    near = nearest_posts("roof", PLACES, POSTS, [duty("liu", "g"), duty("gone", "p")], [LIU, GONE])
    assert [(one.post.id, one.people) for one in near] == [("g", (LIU,)), ("p", ())]
    assert nearest_posts("plaza", PLACES, POSTS, [], [])[0].post.id == "p"


def test_cameras_are_those_of_the_nearest_place_that_has_any() -> None:
    cameras = [Camera(place, NAME, "demo", "x", place_id=place) for place in ("plaza", "moon")]
    assert nearest_cameras("roof", PLACES, cameras) == ("plaza",)
    assert nearest_cameras("gate", PLACES, cameras) == ()
