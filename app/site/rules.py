"""What a camera, place, channel, plan or site must be before it is stored. Addresses lose the logins they hold."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from app.core.errors import InvalidInput, NotAllowed
from app.model.incident import Incident, Plan, Step, Tier
from app.model.site import (
    CAMERA_KINDS,
    RECORD_MODES,
    ROLES,
    Camera,
    CameraOptions,
    Channel,
    Place,
    Post,
    Site,
)
from app.model.words import Words
from app.site.addresses import address_fault, is_device_service, service_of
from app.site.camera_secrets import without_secrets
from app.site.record import NO_LOGIN, Login

LANGUAGES = ("zh", "en")
LEVELS = range(1, 5)


def tidy_camera(camera: Camera, places: Collection[str], login: Login = NO_LOGIN) -> tuple[Camera, Login]:
    """The camera without credentials in its addresses, and the login with these: an address is no secret, a password is.

    Raises InvalidInput for a camera without a name or with an address it cannot have.
    """
    _refuse_no_name(camera.name)
    if camera.kind not in CAMERA_KINDS:
        raise InvalidInput(field="kind", reason="unknown_camera_kind")
    if camera.place_id and camera.place_id not in places:
        raise InvalidInput(field="place", reason="unknown_place")
    fault = address_fault(camera.kind, camera.address) if camera.address else "address_empty"
    if fault:
        raise InvalidInput(field="address", reason=fault)
    fault = address_fault(camera.kind, camera.sub_address) if camera.sub_address else ""
    if fault:
        raise InvalidInput(field="sub_address", reason=fault)
    _check_options(camera.options)
    return without_secrets(camera, login)


def _check_options(options: CameraOptions) -> None:
    if options.record not in RECORD_MODES:
        raise InvalidInput(field="record", reason="unknown_record_mode")
    if not 10 <= options.pre_roll_s <= 120:
        raise InvalidInput(field="pre_roll_s", reason="pre_roll_range")
    if not 1 <= options.sensitivity <= 100:
        raise InvalidInput(field="sensitivity", reason="sensitivity_range")
    if any(len(zone.points) < 3 for zone in options.zones):
        raise InvalidInput(field="zones", reason="points_form")
    if options.onvif and not is_device_service(options.onvif):
        raise InvalidInput(field="onvif", reason="onvif_form")


def check_place(place: Place) -> None:
    """Raises InvalidInput for a place without a name."""
    _refuse_no_name(place.name)


def refuse_used_place(place_id: str, cameras: Iterable[Camera], posts: Iterable[Post]) -> None:
    """Raises InvalidInput while a camera or post is at the place: they would stand nowhere."""
    used = {camera.place_id for camera in cameras} | {post.place_id for post in posts}
    if place_id in used:
        raise InvalidInput(field="", reason="place_in_use")


def tidy_channel(channel: Channel, url: str | None, *, kept: bool) -> Channel:
    """The channel with the service its URL names; `kept` says that a URL is stored already.

    Raises InvalidInput for a channel without a name, without a URL or with something else in its place.
    """
    _refuse_no_name(channel.name)
    if url is None:
        if not kept:
            raise InvalidInput(field="url", reason="url_missing")
        return channel
    service = service_of(url)
    if not service:
        raise InvalidInput(field="url", reason="url_form")
    return replace(channel, service=service)


def check_plan(plan: Plan) -> None:
    """Raises InvalidInput for a plan nobody could follow: no name, empty steps, tiers called out of order."""
    _refuse_no_name(plan.name)
    if plan.level not in LEVELS:
        raise InvalidInput(field="level", reason="unknown_level")
    for number, step in enumerate(plan.steps, start=1):
        _check_step(step, str(number))
    _check_tiers(plan.tiers)


def refuse_plans_in_use(plan_ids: Collection[str], running: Iterable[Incident]) -> None:
    """Raises NotAllowed (plan_in_use) while an incident follows one: its ticks stand beside the steps by number."""
    if any(incident.kind in plan_ids for incident in running):
        raise NotAllowed("plan_in_use")


def check_site(site: Site, *, zone_known: bool) -> None:
    """Raises InvalidInput for a site without a name, in no time zone or with messages in no language we have."""
    _refuse_no_name(site.name)
    if not zone_known:
        raise InvalidInput(field="timezone", reason="unknown_timezone")
    if site.language not in LANGUAGES:
        raise InvalidInput(field="language", reason="unknown_language")


def _check_step(step: Step, number: str) -> None:
    if not (step.text.zh.strip() or step.text.en.strip()):
        raise InvalidInput(field="steps", reason="step_empty", number=number)
    if step.who and step.who not in ROLES:
        raise InvalidInput(field="steps", reason="unknown_role", number=number)


def _check_tiers(tiers: tuple[Tier, ...]) -> None:
    numbers = [tier.number for tier in tiers]
    if numbers != sorted(set(numbers)):
        raise InvalidInput(field="tiers", reason="duplicate_tier")
    waits = [tier.after_s for tier in tiers]
    if waits != sorted(waits):
        raise InvalidInput(field="tiers", reason="tier_order")
    if any(role not in ROLES for tier in tiers for role in tier.roles):
        raise InvalidInput(field="tiers", reason="unknown_role")


def _refuse_no_name(name: Words) -> None:
    if not (name.zh.strip() or name.en.strip()):
        raise InvalidInput(field="name", reason="empty_name")
