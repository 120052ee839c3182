"""What a camera, place, channel, plan or site must be before it is stored. Addresses lose the logins they hold."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from app.core.errors import InvalidInput
from app.model.deadline import EVERY_LEVEL, ReportDeadline
from app.model.plan import ROLE, Plan, Step, Tier
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
from app.roster.rules import is_phone, tidy_time
from app.site.addresses import TRAINING, address_fault, channel_fault, is_device_service, service_of
from app.site.camera_secrets import two_logins, without_secrets
from app.site.record import NO_LOGIN, Login

LANGUAGES = ("zh", "en")
LEVELS = range(1, 5)
LEAST_ACKNOWLEDGE_S, MOST_ACKNOWLEDGE_S = 10, 3600
MOST_REPORT_MIN = 7 * 24 * 60
MOST_FOLLOW_UP_H = 7 * 24


def is_demo(cameras: Collection[Camera], channels: Collection[Channel]) -> bool:
    """Whether nothing here is real: by what there is, not by how the program was started."""
    drawn = bool(cameras) and all(camera.kind == "demo" for camera in cameras)
    return drawn and all(channel.service == TRAINING for channel in channels)


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
    if two_logins(camera, login):
        raise InvalidInput(field="sub_address" if camera.sub_address else "address", reason="two_logins")
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


def tidy_place(place: Place) -> Place:
    """The place without itself among its neighbours. Raises InvalidInput for one without a name."""
    _refuse_no_name(place.name)
    return replace(place, near=tuple(near for near in place.near if near != place.id))


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
    if channel.proof_at.strip():
        proof_at = tidy_time("proof_at", channel.proof_at).replace("24:", "00:")
        channel = replace(channel, proof_at=proof_at)
    if url is None:
        if not kept:
            raise InvalidInput(field="url", reason="url_missing")
        return channel
    fault = channel_fault(url)
    if fault:
        raise InvalidInput(field="url", reason=fault)
    return replace(channel, service=service_of(url))


def check_plan(plan: Plan) -> None:
    """Raises InvalidInput for a plan nobody could follow: no name, empty steps, a tier twice, a number nobody can dial."""
    _refuse_no_name(plan.name)
    if plan.level not in LEVELS:
        raise InvalidInput(field="level", reason="unknown_level")
    for number, step in enumerate(plan.steps, start=1):
        _check_step(step, str(number))
    _check_tiers(plan.tiers)
    for phone in plan.phones:
        if not (phone.name.zh.strip() or phone.name.en.strip()):
            raise InvalidInput(field="phones", reason="empty_name")
        if not is_phone(phone.number):
            raise InvalidInput(field="phones", reason="phone_form")
    for document in plan.documents:
        if not (document.name.zh.strip() or document.name.en.strip()):
            raise InvalidInput(field="documents", reason="empty_name")
        if not document.location.strip():
            raise InvalidInput(field="documents", reason="empty_text")


def check_site(site: Site, *, zone_known: bool) -> None:
    """Raises InvalidInput for a site without a name, in no time zone or with messages in no language we have."""
    _refuse_no_name(site.name)
    if not zone_known:
        raise InvalidInput(field="timezone", reason="unknown_timezone")
    if site.language not in LANGUAGES:
        raise InvalidInput(field="language", reason="unknown_language")
    if not LEAST_ACKNOWLEDGE_S <= site.acknowledge_s <= MOST_ACKNOWLEDGE_S:
        raise InvalidInput(field="acknowledge_s", reason="out_of_range")


def check_report_deadline(line: ReportDeadline, people: Collection[str]) -> None:
    """Raises InvalidInput for a line that names nobody, or times beyond a week."""
    role, person_id = line.recipient.role, line.recipient.person_id
    if (role not in ROLES) if role else (person_id not in people):
        raise InvalidInput(field="recipient", reason="no_recipient")
    if line.level not in (EVERY_LEVEL, *LEVELS):
        raise InvalidInput(field="level", reason="unknown_level")
    for field, value, most in (
        ("phone_min", line.phone_min, MOST_REPORT_MIN),
        ("written_min", line.written_min, MOST_REPORT_MIN),
        ("follow_up_h", line.follow_up_h, MOST_FOLLOW_UP_H),
    ):
        if not 0 <= value <= most:
            raise InvalidInput(field=field, reason="out_of_range")


def refuse_same_line(line: ReportDeadline, others: Iterable[ReportDeadline]) -> None:
    """Raises InvalidInput where two lines would tell two times for the same."""
    if any(
        other.id != line.id and (other.recipient, other.level) == (line.recipient, line.level)
        for other in others
    ):
        raise InvalidInput(field="recipient", reason="line_twice")


def _check_step(step: Step, number: str) -> None:
    if not (step.text.zh.strip() or step.text.en.strip()):
        raise InvalidInput(field="steps", reason="step_empty", number=number)
    if step.who and step.who not in ROLES:
        raise InvalidInput(field="steps", reason="unknown_role", number=number)


def _check_tiers(tiers: tuple[Tier, ...]) -> None:
    numbers = [tier.number for tier in tiers]
    if numbers != sorted(set(numbers)):
        raise InvalidInput(field="tiers", reason="duplicate_tier")
    roles = {role for tier in tiers for role in tier.acknowledged_by}
    roles |= {target.id for tier in tiers for target in tier.targets if target.kind == ROLE}
    if not roles <= set(ROLES):
        raise InvalidInput(field="tiers", reason="unknown_role")
    for tier in tiers:
        targets = [(target.kind, target.id) for target in tier.targets]
        if len(targets) != len(set(targets)):
            raise InvalidInput(field="tiers", reason="duplicate_target")


def _refuse_no_name(name: Words) -> None:
    if not (name.zh.strip() or name.en.strip()):
        raise InvalidInput(field="name", reason="empty_name")
