"""What is nearest to a place: posts with whoever stands there now, and cameras. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.model.roster import Duty
from app.model.site import Camera, Person, Place, Post

MOST_POSTS = 3


@dataclass(frozen=True, slots=True)
class NearPost:
    """A duty post and who is on duty there."""

    post: Post
    people: tuple[Person, ...]


def order_of(place_id: str, places: Iterable[Place]) -> tuple[str, ...]:
    """The place itself, then its neighbours as the site lists them, the nearest first."""
    place = next((one for one in places if one.id == place_id), None)
    if place is None:
        return ()
    return (place.id, *(near for near in place.near if near != place.id))


def nearest_posts(
    place_id: str,
    places: Iterable[Place],
    posts: Sequence[Post],
    duties: Iterable[Duty],
    people: Iterable[Person],
) -> tuple[NearPost, ...]:
    """At the place and beside it, in that order."""
    known = {person.id: person for person in people if person.active}
    there: dict[str, list[Person]] = {}
    for duty in duties:
        if duty.shift.person_id in known:
            there.setdefault(duty.shift.post_id, []).append(known[duty.shift.person_id])
    near = [post for place in order_of(place_id, places) for post in posts if post.place_id == place]
    return tuple(NearPost(post, tuple(there.get(post.id, ()))) for post in near[:MOST_POSTS])


def nearest_cameras(place_id: str, places: Iterable[Place], cameras: Sequence[Camera]) -> tuple[str, ...]:
    """Those of the nearest place that has any: the place itself, or a neighbour."""
    for place in order_of(place_id, places):
        found = tuple(camera.id for camera in cameras if camera.place_id == place)
        if found:
            return found
    return ()
