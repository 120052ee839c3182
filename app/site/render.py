"""Records -> the text of a site file, for reading, keeping and importing again. Secrets are never in it."""

from collections.abc import Iterable
from typing import Any

import tomlkit
from tomlkit.items import AoT, InlineTable, Table

from app.model.incident import Plan, Step, Tier
from app.model.roster import Shift
from app.model.site import Camera, CameraOptions, Channel, Person, Place, Post, Site
from app.model.words import Words
from app.site.parse_shift import WEEKDAYS
from app.site.record import KEPT, SiteFile

_HEADING = (
    "The site: places, posts, channels, people, cameras, shifts, response plans.",
    "社区配置：地点、岗位、通知渠道、人员、摄像头、班次、预案。",
    'Secrets are not in this file: "kept" leaves the stored one as it is. PINs stay too.',
    '本文件不含密码和令牌："kept" 表示沿用已保存的内容，PIN 也保持不变。',
)


def render_site(file: SiteFile) -> str:
    """The same records give the same text, byte by byte. Cameras named in `file.secrets.logins` have a login."""
    document = tomlkit.document()
    for line in _HEADING:
        document.add(tomlkit.comment(line))
    document.add("site", _site(file.site))
    with_login = file.secrets.logins.keys()
    tables: tuple[tuple[str, Iterable[Table]], ...] = (
        ("place", map(_place, file.places)),
        ("post", map(_post, file.posts)),
        ("channel", map(_channel, file.channels)),
        ("person", map(_person, file.people)),
        ("camera", (_camera(camera, has_login=camera.id in with_login) for camera in file.cameras)),
        ("shift", map(_shift, file.shifts)),
        ("plan", map(_plan, file.plans)),
    )
    for name, items in tables:
        listed = _listed(items)
        if len(listed):
            document.add(name, listed)
    return tomlkit.dumps(document)


def _site(site: Site) -> Table:
    return _table(name=_words(site.name), timezone=site.timezone, language=site.language)


def _place(place: Place) -> Table:
    return _table(id=place.id, name=_words(place.name))


def _post(post: Post) -> Table:
    return _table(id=post.id, name=_words(post.name), place=post.place_id, phone=post.phone)


def _channel(channel: Channel) -> Table:
    return _table(id=channel.id, name=_words(channel.name), service=channel.service, url=KEPT)


def _person(person: Person) -> Table:
    return _table(
        id=person.id,
        name=_words(person.name),
        phones=list(person.phones),
        roles=list(person.roles),
        organisation=_words(person.organisation),
        channels=list(person.channels),
    )


def _camera(camera: Camera, *, has_login: bool) -> Table:
    table = _table(
        id=camera.id,
        name=_words(camera.name),
        kind=camera.kind,
        address=camera.address,
        sub_address=camera.sub_address,
        password=KEPT if has_login else "",
        place=camera.place_id,
    )
    if not camera.enabled:
        table.add("enabled", False)
    _add_options(table, camera.options)
    return table


def _add_options(table: Table, options: CameraOptions) -> None:
    """What is as usual is left out."""
    usual = CameraOptions()
    for name in (
        "watched",
        "sensitivity",
        "record",
        "record_from",
        "record_to",
        "pre_roll_s",
        "hardware",
        "onvif",
    ):
        value = getattr(options, name)
        if value != getattr(usual, name):
            table.add(name, value)
    zones = _listed(
        _table(name=zone.name, points=[list(point) for point in zone.points]) for zone in options.zones
    )
    if len(zones):
        table.add("zone", zones)


def _shift(shift: Shift) -> Table:
    return _table(
        id=shift.id,
        person=shift.person_id,
        role=shift.role,
        post=shift.post_id,
        date=shift.date,
        weekdays=[WEEKDAYS[day] for day in sorted(shift.weekdays)],
        start=shift.start,
        end=shift.end,
    )


def _plan(plan: Plan) -> Table:
    table = _table(id=plan.id, name=_words(plan.name), level=plan.level)
    for name, items in (("step", map(_step, plan.steps)), ("tier", map(_tier, plan.tiers))):
        listed = _listed(items)
        if len(listed):
            table.add(name, listed)
    return table


def _step(step: Step) -> Table:
    return _table(text=_words(step.text), who=step.who, within_s=step.within_s)


def _tier(tier: Tier) -> Table:
    return _table(
        number=tier.number, roles=list(tier.roles), people=list(tier.person_ids), after_s=tier.after_s
    )


def _table(**values: Any) -> Table:
    """Empty values are left out: reading gives them back."""
    table = tomlkit.table()
    for key, value in values.items():
        if value or value == 0:
            table.add(key, value)
    return table


def _words(words: Words) -> InlineTable:
    table = tomlkit.inline_table()
    for language, text in (("zh", words.zh), ("en", words.en)):
        if text:
            table.append(language, text)
    return table


def _listed(items: Iterable[Table]) -> AoT:
    listed = tomlkit.aot()
    for item in items:
        listed.append(item)
    return listed
