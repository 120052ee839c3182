"""What the database holds, as a site file."""

from dataclasses import replace

from app.model.plan import PERSON, POST, Plan, Target
from app.model.roster import Shift
from app.model.rota import Rotation
from app.site.record import SiteFile
from app.site.records_table import Known
from app.storage.transaction import Reader


def stored_site(store: Reader) -> SiteFile:
    """Active people and all that belongs to the site, without references to what has been removed since."""
    reader = store.site
    people = tuple(person for person in reader.people() if person.active)
    active = frozenset(person.id for person in people)
    channels = tuple(
        one if one.proof_person in active else replace(one, proof_person="") for one in reader.channels()
    )
    places = tuple(reader.places())
    posts = tuple(reader.posts())
    cameras = tuple(reader.cameras())
    known = Known(
        places=frozenset(place.id for place in places),
        posts=frozenset(post.id for post in posts),
        channels=frozenset(channel.id for channel in channels),
        people=frozenset(person.id for person in people),
        cameras=frozenset(camera.id for camera in cameras),
    )
    return SiteFile(
        site=reader.site(),
        places=tuple(
            replace(one, near=tuple(near for near in one.near if near in known.places)) for one in places
        ),
        posts=tuple(post if post.place_id in known.places else replace(post, place_id="") for post in posts),
        channels=channels,
        people=tuple(
            replace(person, channels=tuple(one for one in person.channels if one in known.channels))
            for person in people
        ),
        cameras=tuple(
            camera if camera.place_id in known.places else replace(camera, place_id="") for camera in cameras
        ),
        shifts=_shifts(reader.shifts(), known),
        plans=tuple(_plan(plan, known) for plan in reader.plans()),
        relays=tuple(store.relays.all()),
        equipment=tuple(replace(item, position=place) for place, item in enumerate(store.handovers.items())),
        lan_page=store.lan_page.page(),
        needs=tuple(need for need in store.roster.needs() if need.post_id in ("", *known.posts)),
        rotations=_rotations(store.roster.rotations(), known),
        terms=tuple(one for one in store.roster.terms() if one.person_id in known.people),
        report_deadlines=tuple(
            line
            for line in store.dues.deadlines()
            if line.recipient.role or line.recipient.person_id in known.people
        ),
    )


def _shifts(shifts: list[Shift], known: Known) -> tuple[Shift, ...]:
    return tuple(
        shift if shift.post_id in known.posts else replace(shift, post_id="")
        for shift in shifts
        if shift.person_id in known.people
    )


def _plan(plan: Plan, known: Known) -> Plan:
    tiers = tuple(
        replace(tier, targets=tuple(_target(one, known) for one in tier.targets if _is_known(one, known)))
        for tier in plan.tiers
    )
    return replace(
        plan,
        tiers=tiers,
        cameras=tuple(one for one in plan.cameras if one in known.cameras),
        places=tuple(one for one in plan.places if one in known.places),
    )


def _is_known(target: Target, known: Known) -> bool:
    if target.kind == PERSON:
        return target.id in known.people
    return target.kind != POST or target.id in known.posts


def _target(target: Target, known: Known) -> Target:
    return replace(target, channels=tuple(one for one in target.channels if one in known.channels))


def _rotations(rotations: list[Rotation], known: Known) -> tuple[Rotation, ...]:
    """Without people who have left, and without rotations that nobody is left in."""
    found = []
    for rotation in rotations:
        groups = tuple(
            replace(group, person_ids=tuple(one for one in group.person_ids if one in known.people))
            for group in rotation.groups
        )
        if any(group.person_ids for group in groups) and rotation.post_id in ("", *known.posts):
            found.append(replace(rotation, groups=groups))
    return tuple(found)
