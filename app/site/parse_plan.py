"""Response plans of a site file, and of the files in `resources/plans`."""

from app.model.plan import (
    GROUP,
    LEAST_REPEAT_S,
    LIMIT_S,
    MOST_REPEATS,
    PERSON,
    POST,
    ROLE,
    TIERS,
    WORKING_GROUPS,
    Document,
    Phone,
    Plan,
    Step,
    Target,
    Tier,
)
from app.model.site import ROLES
from app.roster.rules import is_phone
from app.site.records_table import Known, record_id
from app.site.table import Table

LONGEST_S = 24 * 3600


def read_plans(root: Table, known: Known) -> tuple[Plan, ...]:
    seen: set[str] = set()
    return tuple(_plan(table, known, seen) for table in root.tables("plan"))


def _plan(table: Table, known: Known, seen: set[str]) -> Plan:
    plan = Plan(
        id=record_id(table, seen),
        name=table.words("name"),
        level=table.whole("level", 3, least=1, most=4),
        steps=tuple(_step(step) for step in table.tables("step")),
        tiers=_tiers(table, known),
        phones=tuple(_phone(phone) for phone in table.tables("phone")),
        cameras=table.choices("cameras", known.cameras, "unknown_camera"),
        places=table.choices("places", known.places, "unknown_place"),
        documents=tuple(_document(document) for document in table.tables("document")),
    )
    table.refuse_unknown()
    return plan


def _step(table: Table) -> Step:
    step = Step(
        text=table.words("text"),
        who=table.choice("who", ROLES, "unknown_role"),
        within_s=table.whole("within_s", 0, least=0, most=LONGEST_S),
    )
    table.refuse_unknown()
    return step


def _phone(table: Table) -> Phone:
    phone = Phone(table.words("name"), table.text("number", required=True, longest=40))
    if phone.number.strip() and not is_phone(phone.number):
        table.wrong("number", "phone_form")
    table.refuse_unknown()
    return phone


def _document(table: Table) -> Document:
    document = Document(table.words("name"), table.text("location", required=True))
    table.refuse_unknown()
    return document


def _tiers(plan: Table, known: Known) -> tuple[Tier, ...]:
    """Tiers are numbered upward and called in that order. In older files a tier begins `after_s` from the click; now
    the one before it has a limit."""
    tables = plan.tables("tier")
    begins = [table.whole("after_s", 0, least=0, most=LONGEST_S) for table in tables]
    with_limits = any(table.has("limit_s") for table in tables)
    tiers: list[Tier] = []
    for at, table in enumerate(tables):
        wait = begins[at + 1] - begins[at] if at + 1 < len(begins) else 0
        tier = Tier(
            number=table.whole("number", 0, least=TIERS[0], most=TIERS[-1], required=True),
            targets=_targets(table, known),
            limit_s=table.whole("limit_s", wait if wait > 0 else LIMIT_S, least=0, most=LONGEST_S),
            required=table.whole("required", 1, least=0, most=1000),
            acknowledged_by=table.choices("acknowledged_by", ROLES, "unknown_role"),
            repeat_s=table.whole("repeat_s", 0, least=0, most=LONGEST_S),
            repeat_times=table.whole("repeat_times", 0, least=0, most=MOST_REPEATS),
        )
        table.refuse_unknown()
        if 0 < tier.repeat_s < LEAST_REPEAT_S:
            table.wrong("repeat_s", "out_of_range", f"{LEAST_REPEAT_S}–{LONGEST_S}")
        if tier.number in {earlier.number for earlier in tiers}:
            table.wrong("number", "duplicate_tier", str(tier.number))
        elif tiers and tier.number and tier.number < tiers[-1].number:
            table.wrong("number", "tier_order", str(tier.number))
        elif table.has("after_s") and with_limits:
            table.wrong("after_s", "two_limits")
        elif tiers and begins[at] < begins[at - 1]:
            table.wrong("after_s", "tier_order", str(begins[at]))
        tiers.append(tier)
    return tuple(tiers)


def _targets(tier: Table, known: Known) -> tuple[Target, ...]:
    """Short lists first, then those written out, which may have channels of their own."""
    listed = (
        *(Target(ROLE, code) for code in tier.choices("roles", ROLES, "unknown_role")),
        *(Target(POST, post) for post in tier.choices("posts", known.posts, "unknown_post")),
        *(Target(GROUP, group) for group in tier.choices("groups", WORKING_GROUPS, "unknown_group")),
        *(Target(PERSON, person) for person in tier.choices("people", known.people, "unknown_person")),
    )
    found = {(target.kind, target.id): target for target in listed}
    for table in tier.tables("target"):
        target = _target(table, known)
        if (target.kind, target.id) in found:
            table.wrong(target.kind, "duplicate_target")
        found[target.kind, target.id] = target
    return tuple(found.values())


def _target(table: Table, known: Known) -> Target:
    chosen = {
        ROLE: table.choice(ROLE, ROLES, "unknown_role"),
        POST: table.choice(POST, known.posts, "unknown_post"),
        GROUP: table.choice(GROUP, WORKING_GROUPS, "unknown_group"),
        PERSON: table.choice(PERSON, known.people, "unknown_person"),
    }
    filled = [kind for kind in chosen if table.is_filled(kind)]
    if len(filled) != 1:
        table.wrong(filled[1] if filled else ROLE, "one_target")
    kind = filled[0] if filled else ROLE
    channels = table.choices("channels", known.channels, "unknown_channel")
    table.refuse_unknown()
    return Target(kind, chosen[kind], channels)
