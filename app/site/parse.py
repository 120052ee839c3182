"""The text of a site file -> records. All mistakes are found at once, each with its line; nothing is changed."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.access.rules import is_pin
from app.core.errors import Problem, SiteFileError
from app.model.plan import WORKING_GROUPS, Plan
from app.model.site import ROLES, Channel, Person, Place, Post, Site
from app.notify.modem_address import is_modem
from app.roster.rules import is_phone
from app.site.addresses import TRAINING, channel_fault, service_of
from app.site.lines import Lines
from app.site.parse_camera import read_cameras
from app.site.parse_deadline import read_deadlines
from app.site.parse_equipment import read_equipment
from app.site.parse_lan_page import read_lan_page
from app.site.parse_plan import LONGEST_S, read_plans
from app.site.parse_relay import read_relays
from app.site.parse_roster import read_needs, read_rotations, read_terms
from app.site.parse_shift import read_shifts
from app.site.record import KEPT, SecretsInFile, SiteFile
from app.site.records_table import Known, record_id
from app.site.rules import LEAST_ACKNOWLEDGE_S, MOST_ACKNOWLEDGE_S
from app.site.table import Mistakes, Table

LARGEST = 5 * 1024 * 1024
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Outside:
    """What the file alone cannot tell.

    Attributes:
        is_kept: whether a secret is stored under a key; a `kept` that has nothing to keep is a mistake.
        urls_taken: which of these service URLs the sender would take.
    """

    is_kept: Callable[[str], bool] = lambda _key: True
    urls_taken: Callable[[Sequence[str]], list[bool]] = lambda urls: [True] * len(urls)


def parse_site(content: bytes, path: str = "", outside: Outside | None = None) -> SiteFile:
    """Raises SiteFileError with every mistake of the file; `path` names it there."""
    root, mistakes = _root(content, path)
    found = _site_file(root, outside or Outside())
    _refuse(path, mistakes)
    return found


def parse_plans(content: bytes, path: str = "") -> tuple[Plan, ...]:
    """The plans of a file that holds nothing else. Raises SiteFileError."""
    root, mistakes = _root(content, path)
    plans = read_plans(root, Known(people=frozenset()))
    root.refuse_unknown("unknown_table")
    _refuse(path, mistakes)
    return plans


def _root(content: bytes, path: str) -> tuple[Table, Mistakes]:
    if len(content) > LARGEST:
        raise SiteFileError(path, (Problem(0, "", "too_large", f"{LARGEST // 1024 // 1024}"),))
    try:
        # Notepad writes a mark at the beginning of UTF-8 files.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SiteFileError(path, (Problem(line, "", "not_utf8"),)) from None
    if not text.strip():
        raise SiteFileError(path, (Problem(0, "", "empty_file"),))
    loaded = _loaded(text, path)
    mistakes = Mistakes(Lines(text))
    return Table(loaded, (), "", mistakes), mistakes


def _loaded(text: str, path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at.group(1)) if at else text.count("\n") + 1
        problem = Problem(line, "", "toml_syntax", at.group(2) if at else "")
    except (ValueError, RecursionError):
        # A number of thousands of digits, brackets within brackets without end.
        problem = Problem(0, "", "toml_syntax")
    raise SiteFileError(path, (problem,))


def _refuse(path: str, mistakes: Mistakes) -> None:
    problems = mistakes.in_order()
    if problems:
        raise SiteFileError(path, problems)


def _site_file(root: Table, outside: Outside) -> SiteFile:
    known = Known(
        places=root.ids("place"),
        posts=root.ids("post"),
        channels=root.ids("channel"),
        people=root.ids("person"),
        cameras=root.ids("camera"),
    )
    secrets = SecretsInFile()
    found = SiteFile(
        site=_site(root),
        places=_places(root, known),
        posts=_posts(root, known),
        channels=_channels(root, known, secrets, outside),
        people=_people(root, known, secrets),
        cameras=read_cameras(root, known, secrets, outside.is_kept),
        shifts=read_shifts(root, known),
        plans=read_plans(root, known),
        report_deadlines=read_deadlines(root, known),
        relays=read_relays(root, secrets, outside.is_kept),
        equipment=read_equipment(root),
        lan_page=read_lan_page(root),
        needs=read_needs(root, known),
        rotations=read_rotations(root, known),
        terms=read_terms(root, known),
        secrets=secrets,
    )
    root.refuse_unknown("unknown_table")
    return found


def _site(root: Table) -> Site:
    table = root.table("site", required=True)
    if table is None:
        return SiteFile().site
    name = table.words("name")
    timezone = table.text("timezone", default="Asia/Shanghai")
    if not _is_timezone(timezone):
        table.wrong("timezone", "unknown_timezone")
    language = table.choice("language", ("zh", "en"), "unknown_language", default="zh")
    acknowledge_s = table.whole(
        "acknowledge_s", Site(name).acknowledge_s, least=LEAST_ACKNOWLEDGE_S, most=MOST_ACKNOWLEDGE_S
    )
    usual = Site(name)
    remind_after_s = table.whole("remind_after_s", usual.remind_after_s, least=0, most=LONGEST_S)
    expire_after_s = table.whole("expire_after_s", usual.expire_after_s, least=0, most=LONGEST_S)
    table.refuse_unknown()
    return Site(name, timezone, language, acknowledge_s, remind_after_s, expire_after_s)


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


def _places(root: Table, known: Known) -> tuple[Place, ...]:
    places = []
    seen: set[str] = set()
    for table in root.tables("place"):
        near = table.choices("near", known.places, "unknown_place")
        places.append(Place(record_id(table, seen), table.words("name"), near))
        table.refuse_unknown()
    return tuple(places)


def _posts(root: Table, known: Known) -> tuple[Post, ...]:
    posts = []
    seen: set[str] = set()
    for table in root.tables("post"):
        place = table.choice("place", known.places, "unknown_place")
        posts.append(
            Post(record_id(table, seen), table.words("name"), place, table.text("phone", longest=40))
        )
        table.refuse_unknown()
    return tuple(posts)


def _channels(root: Table, known: Known, secrets: SecretsInFile, outside: Outside) -> tuple[Channel, ...]:
    channels = []
    seen: set[str] = set()
    new_urls: dict[str, Table] = {}
    for table in root.tables("channel"):
        channel_id, name = record_id(table, seen), table.words("name")
        url = table.text("url", required=True)
        service = service_of(url)
        if url == KEPT:
            service = table.text("service", required=True, longest=40)
            if not outside.is_kept(f"channel:{channel_id}"):
                table.wrong("url", "nothing_kept")
        elif table.has("service") and table.text("service") != service:
            table.wrong("service", "service_differs", service)
        elif url.strip() and (fault := channel_fault(url)):
            table.wrong("url", fault)
        elif service and service != TRAINING and not is_modem(service):
            new_urls[url] = table
        secrets.urls[channel_id] = url
        proof_at = table.time("proof_at", default=Channel("", name, "").proof_at)
        proof_person = table.choice("proof_person", known.people, "unknown_person")
        channels.append(Channel(channel_id, name, service, proof_at, proof_person))
        table.refuse_unknown()
    for url, taken in zip(new_urls, outside.urls_taken(tuple(new_urls)), strict=True):
        if not taken:
            new_urls[url].wrong("url", "unknown_service", service_of(url))
    return tuple(channels)


def _people(root: Table, known: Known, secrets: SecretsInFile) -> tuple[Person, ...]:
    people = []
    seen: set[str] = set()
    for table in root.tables("person"):
        person_id = record_id(table, seen)
        phones = table.texts("phones")
        _check_phones(table, "phones", phones)
        people.append(
            Person(
                id=person_id,
                name=table.words("name"),
                phones=phones,
                roles=table.choices("roles", ROLES, "unknown_role"),
                organisation=table.words("organisation", required=False),
                channels=table.choices("channels", known.channels, "unknown_channel"),
                leads=table.choices("leads", WORKING_GROUPS, "unknown_group"),
            )
        )
        pin = table.text("pin")
        if table.has("pin") and not is_pin(pin):
            table.wrong("pin", "pin_form")
        if pin:
            secrets.pins[person_id] = pin
        table.refuse_unknown()
    return tuple(people)


def _check_phones(table: Table, key: str, phones: Sequence[str]) -> None:
    if not all(is_phone(phone) for phone in phones):
        table.wrong(key, "phone_form")
