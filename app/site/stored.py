"""What the database holds, as a site file."""

from dataclasses import replace

from app.model.incident import Plan
from app.model.roster import Shift
from app.site.record import SiteFile
from app.storage.site import SiteReader


def stored_site(reader: SiteReader) -> SiteFile:
    """Active people and all that belongs to the site, without references to what has been removed since."""
    people = tuple(person for person in reader.people() if person.active)
    channels = tuple(reader.channels())
    places = tuple(reader.places())
    posts = tuple(reader.posts())
    place_ids = {place.id for place in places}
    channel_ids = {channel.id for channel in channels}
    person_ids = {person.id for person in people}
    return SiteFile(
        site=reader.site(),
        places=places,
        posts=tuple(post if post.place_id in place_ids else replace(post, place_id="") for post in posts),
        channels=channels,
        people=tuple(
            replace(person, channels=tuple(one for one in person.channels if one in channel_ids))
            for person in people
        ),
        cameras=tuple(
            camera if camera.place_id in place_ids else replace(camera, place_id="")
            for camera in reader.cameras()
        ),
        shifts=_shifts(reader.shifts(), person_ids, {post.id for post in posts}),
        plans=tuple(_plan(plan, person_ids) for plan in reader.plans()),
    )


def _shifts(shifts: list[Shift], person_ids: set[str], post_ids: set[str]) -> tuple[Shift, ...]:
    return tuple(
        shift if shift.post_id in post_ids else replace(shift, post_id="")
        for shift in shifts
        if shift.person_id in person_ids
    )


def _plan(plan: Plan, person_ids: set[str]) -> Plan:
    tiers = tuple(
        replace(tier, person_ids=tuple(one for one in tier.person_ids if one in person_ids))
        for tier in plan.tiers
    )
    return replace(plan, tiers=tiers)
