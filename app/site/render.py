"""Records -> the text of a site file, for reading, keeping and importing again. Secrets are never in it."""

from collections.abc import Iterable

import tomlkit
from tomlkit.items import Table

from app.model.deadline import ReportDeadline
from app.model.handover import Item
from app.model.lan_page import LanPage
from app.model.relay import Relay
from app.model.roster import Shift
from app.model.site import Camera, CameraOptions, Channel, Person, Place, Post, Site
from app.site.parse_shift import WEEKDAYS
from app.site.record import KEPT, SiteFile
from app.site.render_plan import plan_table
from app.site.render_roster import need_table, rotation_table, terms_table
from app.site.tables import listed, table_of, words_of

_HEADING = (
    "The site: places, posts, channels, people, cameras, shifts, rotations, response plans, report deadlines.",
    "社区配置：地点、岗位、通知渠道、人员、摄像头、班次、轮班、预案、报告时限。",
    'Secrets are not in this file: "kept" leaves the stored one as it is. PINs stay too.',
    '本文件不含密码和令牌："kept" 表示沿用已保存的内容，PIN 也保持不变。',
)


def render_site(file: SiteFile) -> str:
    """The same records give the same text, byte by byte. Cameras named in `file.secrets.logins` have a login."""
    document = tomlkit.document()
    for line in _HEADING:
        document.add(tomlkit.comment(line))
    document.add("site", _site(file.site))
    if file.lan_page is not None:
        document.add("lan_page", _lan_page(file.lan_page))
    with_login = file.secrets.logins.keys()
    tables: tuple[tuple[str, Iterable[Table]], ...] = (
        ("place", map(_place, file.places)),
        ("post", map(_post, file.posts)),
        ("channel", map(_channel, file.channels)),
        ("person", map(_person, file.people)),
        ("camera", (_camera(camera, has_login=camera.id in with_login) for camera in file.cameras)),
        ("shift", map(_shift, file.shifts)),
        ("rotation", map(rotation_table, file.rotations)),
        ("need", map(need_table, file.needs)),
        ("terms", map(terms_table, file.terms)),
        ("plan", map(plan_table, file.plans)),
        ("report_deadline", map(_deadline, file.report_deadlines)),
        ("relay", map(_relay, file.relays)),
        ("equipment", map(_item, file.equipment)),
    )
    for name, items in tables:
        found = listed(items)
        if len(found):
            document.add(name, found)
    return tomlkit.dumps(document)


def _site(site: Site) -> Table:
    return table_of(
        name=words_of(site.name),
        timezone=site.timezone,
        language=site.language,
        acknowledge_s=site.acknowledge_s,
        remind_after_s=site.remind_after_s,
        expire_after_s=site.expire_after_s,
    )


def _lan_page(page: LanPage) -> Table:
    return table_of(on=page.on, address=page.address, port=page.port, hours=page.hours, photos=page.photos)


def _place(place: Place) -> Table:
    return table_of(id=place.id, name=words_of(place.name), near=list(place.near))


def _post(post: Post) -> Table:
    return table_of(id=post.id, name=words_of(post.name), place=post.place_id, phone=post.phone)


def _channel(channel: Channel) -> Table:
    table = table_of(id=channel.id, name=words_of(channel.name), service=channel.service, url=KEPT)
    usual = Channel("", channel.name, "")
    if channel.proof_at != usual.proof_at:
        table.add("proof_at", channel.proof_at)
    if channel.proof_person:
        table.add("proof_person", channel.proof_person)
    return table


def _relay(relay: Relay) -> Table:
    table = table_of(
        id=relay.id,
        name=words_of(relay.name),
        service=relay.service,
        on=KEPT,
        kinds=list(relay.kinds),
        pulse_s=relay.pulse_s,
    )
    table.add("drills", relay.drills)
    table.add("ends", relay.ends)
    return table


def _item(item: Item) -> Table:
    return table_of(id=item.id, name=words_of(item.name), count=item.expected)


def _person(person: Person) -> Table:
    return table_of(
        id=person.id,
        name=words_of(person.name),
        phones=list(person.phones),
        roles=list(person.roles),
        organisation=words_of(person.organisation),
        channels=list(person.channels),
        leads=list(person.leads),
    )


def _camera(camera: Camera, *, has_login: bool) -> Table:
    table = table_of(
        id=camera.id,
        name=words_of(camera.name),
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
    zones = listed(
        table_of(name=zone.name, points=[list(point) for point in zone.points]) for zone in options.zones
    )
    if len(zones):
        table.add("zone", zones)


def _shift(shift: Shift) -> Table:
    return table_of(
        id=shift.id,
        person=shift.person_id,
        role=shift.role,
        post=shift.post_id,
        date=shift.date,
        weekdays=[WEEKDAYS[day] for day in sorted(shift.weekdays)],
        start=shift.start,
        end=shift.end,
    )


def _deadline(line: ReportDeadline) -> Table:
    return table_of(
        id=line.id,
        role=line.recipient.role,
        person=line.recipient.person_id,
        level=line.level,
        phone_minutes=line.phone_min,
        written_minutes=line.written_min,
        follow_up_hours=line.follow_up_h,
    )
