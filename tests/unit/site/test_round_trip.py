"""What is exported can be imported again and gives the same text, byte by byte."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.deadline import Recipient, ReportDeadline
from app.model.handover import Item
from app.model.lan_page import LanPage
from app.model.plan import GROUP, PERSON, ROLE, WORKING_GROUPS, Document, Phone, Plan, Step, Target, Tier
from app.model.relay import Relay
from app.model.roster import Shift
from app.model.site import (
    RECORD_MODES,
    ROLES,
    Camera,
    CameraOptions,
    Channel,
    Person,
    Place,
    Post,
    Site,
    Zone,
)
from app.model.words import Words
from app.site.addresses import DEMO_SCENES
from app.site.lines import Lines
from app.site.parse import parse_site
from app.site.record import Login, SecretsInFile, SiteFile
from app.site.render import render_site

TEXTS = st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\"'\\{}[]#=$"), max_size=12
)
NAMES = st.builds(Words, TEXTS, TEXTS).filter(lambda words: bool(words.zh.strip() or words.en.strip()))
PHONES = TEXTS.map(lambda text: text + "119")
IDS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
TIMES = st.from_regex(r"([01][0-9]|2[0-3]):[0-5][0-9]", fullmatch=True)
DAYS = st.one_of(
    st.tuples(st.dates().map(str), st.just(())),
    st.tuples(st.just(""), st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))),
)
SOME_ROLES = st.lists(st.sampled_from(ROLES), unique=True, max_size=3).map(tuple)
GROUPS = st.lists(st.sampled_from(WORKING_GROUPS), unique=True, max_size=2).map(tuple)
ADDRESSES = st.one_of(
    st.tuples(st.just("demo"), st.sampled_from(DEMO_SCENES)),
    st.tuples(st.just("usb"), st.integers(0, 99).map(str)),
    st.tuples(st.just("file"), TEXTS.filter(str.strip)),
    st.tuples(st.just("rtsp"), st.sampled_from(["rtsp://10.0.0.5/a", "rtsps://[::1]:322/x?y=1#z"])),
)


PAGES = st.builds(
    LanPage,
    st.just(False),
    st.sampled_from(["", "10.0.0.5"]),
    st.integers(1024, 65535),
    st.integers(1, 72),
    st.integers(0, 100),
) | st.just(LanPage(True, "192.168.1.10"))
FRACTIONS = st.floats(0, 1).map(lambda number: round(number, 4))
ZONES = st.builds(Zone, TEXTS, st.lists(st.tuples(FRACTIONS, FRACTIONS), min_size=3, max_size=5).map(tuple))
OPTIONS = st.builds(
    CameraOptions,
    watched=st.booleans(),
    sensitivity=st.integers(1, 100),
    zones=st.lists(ZONES, max_size=2).map(tuple),
    record=st.sampled_from(RECORD_MODES),
    record_from=TIMES,
    record_to=TIMES | st.just("24:00"),
    pre_roll_s=st.integers(10, 120),
    hardware=st.booleans(),
    onvif=st.sampled_from(["", "http://10.0.0.5:8080/onvif/device_service"]),
)


RELAYS = st.builds(
    Relay,
    IDS,
    NAMES,
    st.sampled_from(["http", "modbus"]),
    st.lists(IDS, max_size=2).map(tuple),
    st.booleans(),
    st.booleans(),
    st.integers(0, 3600),
)


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, unique_by=lambda record: record.id, max_size=3).map(tuple)


def _ids(records: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(record.id for record in records)


def _one_of(draw: st.DrawFn, records: tuple[Any, ...]) -> str:
    return draw(st.sampled_from(["", *(record.id for record in records)]))


@st.composite
def _plans(
    draw: st.DrawFn,
    people: tuple[str, ...],
    channels: tuple[str, ...],
    cameras: tuple[str, ...],
    places: tuple[str, ...],
) -> Plan:
    tiers = tuple(draw(_tiers(number, people, channels)) for number in range(1, draw(st.integers(1, 4))))
    steps = st.builds(Step, NAMES, st.sampled_from(("", *ROLES)), st.integers(0, 900))
    documents = st.builds(Document, NAMES, TEXTS.filter(str.strip))
    return Plan(
        draw(IDS),
        draw(NAMES),
        draw(st.integers(1, 4)),
        tuple(draw(st.lists(steps, max_size=2))),
        tiers,
        tuple(draw(st.lists(st.builds(Phone, NAMES, PHONES), max_size=2))),
        cameras,
        places,
        tuple(draw(st.lists(documents, max_size=2))),
    )


@st.composite
def _tiers(draw: st.DrawFn, number: int, people: tuple[str, ...], channels: tuple[str, ...]) -> Tier:
    """Targets in any order, with and without channels of their own."""
    known = [*((ROLE, role) for role in ROLES), *((GROUP, group) for group in WORKING_GROUPS)]
    chosen = draw(
        st.lists(st.sampled_from([*known, *((PERSON, person) for person in people)]), unique=True, max_size=4)
    )
    order = st.sampled_from([(), channels])
    return Tier(
        number,
        tuple(Target(kind, name, draw(order)) for kind, name in chosen),
        limit_s=draw(st.integers(0, 900)),
        required=draw(st.integers(0, 3)),
        acknowledged_by=draw(SOME_ROLES),
        repeat_s=draw(st.just(0) | st.integers(15, 900)),
        repeat_times=draw(st.integers(0, 20)),
    )


def _deadlines(people: tuple[Person, ...]) -> st.SearchStrategy[tuple[ReportDeadline, ...]]:
    whom = [*map(Recipient, ROLES), *(Recipient("", person.id) for person in people)]
    line = st.builds(
        ReportDeadline, IDS, st.sampled_from(whom), st.integers(0, 4), st.integers(0, 90), st.integers(0, 90),
        st.integers(0, 48),
    )  # fmt: skip
    lines = st.lists(line, unique_by=(lambda one: one.id, lambda one: (one.recipient, one.level)), max_size=3)
    return lines.map(tuple)


@st.composite
def site_files(draw: st.DrawFn) -> SiteFile:
    """Any site that a file can hold."""
    places = draw(_some(st.builds(Place, IDS, NAMES)))
    places = tuple(replace(one, near=_ids(places)) for one in places)
    posts = draw(_some(st.builds(Post, IDS, NAMES, st.just(_one_of(draw, places)), PHONES)))
    channels = draw(_some(st.builds(Channel, IDS, NAMES, st.just("training"), TIMES | st.just(""))))
    reach = st.just(tuple(channel.id for channel in channels))
    phones = st.lists(PHONES, max_size=2).map(tuple)
    people = draw(
        _some(
            st.builds(
                Person, IDS, NAMES, phones, SOME_ROLES, st.builds(Words, TEXTS, TEXTS), reach, leads=GROUPS
            )
        )
    )
    camera = st.builds(
        Camera, IDS, NAMES, st.just(""), st.just(""), st.just(""), st.just(_one_of(draw, places))
    )
    cameras = tuple(
        replace(
            one,
            kind=kind,
            address=address,
            position=position,
            enabled=draw(st.booleans()),
            options=draw(OPTIONS),
        )
        for position, one in enumerate(draw(_some(camera)))
        for kind, address in [draw(ADDRESSES)]
    )
    days = draw(DAYS)
    shift = st.builds(
        Shift, IDS, st.just(_one_of(draw, people)), st.sampled_from(ROLES), st.just(_one_of(draw, posts)),
        st.just(days[0]), st.just(days[1]), TIMES, TIMES,
    )  # fmt: skip
    shifts = tuple(one for one in draw(_some(shift)) if one.person_id)
    logins = {one.id: Login("a", "kept") for one in cameras if draw(st.booleans())}
    site = Site(
        draw(NAMES),
        draw(st.sampled_from(["Asia/Shanghai", "UTC"])),
        draw(st.sampled_from(["zh", "en"])),
        draw(st.integers(10, 3600)),
    )
    secrets = SecretsInFile(logins=logins)
    plans = _plans(_ids(people), _ids(channels), _ids(cameras), _ids(places))
    kept = draw(_some(plans))
    lines = draw(_deadlines(people))
    relays = draw(_some(RELAYS))
    items = draw(_some(st.builds(Item, IDS, NAMES, st.integers(0, 9999))))
    page = draw(st.none() | PAGES)
    return SiteFile(
        site,
        places,
        posts,
        channels,
        people,
        cameras,
        shifts,
        kept,
        lines,
        relays,
        tuple(replace(item, position=place) for place, item in enumerate(items)),
        secrets,
        lan_page=page,
    )


@settings(max_examples=60)
@given(site_files())
def test_what_is_exported_is_imported_the_same(file: SiteFile) -> None:
    text = render_site(file)
    read = parse_site(text.encode())
    assert render_site(read) == text
    assert replace(read, secrets=SecretsInFile()) == replace(file, secrets=SecretsInFile())
    assert read.secrets.logins.keys() == file.secrets.logins.keys()


@settings(max_examples=30)
@given(site_files())
def test_every_record_is_found_on_its_line(file: SiteFile) -> None:
    text = render_site(file)
    lines, rows = Lines(text), text.split("\n")
    tables = {"place": file.places, "post": file.posts, "person": file.people, "plan": file.plans}
    for name, records in tables.items():
        for number, record in enumerate(records):
            assert rows[lines.of((name, number, "id")) - 1] == f'id = "{record.id}"'
            assert rows[lines.of((name, number, "name", "zh")) - 1].startswith("name = ")
    for number, plan in enumerate(file.plans):
        for step, _ in enumerate(plan.steps):
            assert rows[lines.of(("plan", number, "step", step)) - 1] == "[[plan.step]]"
