"""Response plans of a site file, and of the files in `resources/plans`."""

from app.model.incident import Plan, Step, Tier
from app.model.site import ROLES
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


def _tiers(plan: Table, known: Known) -> tuple[Tier, ...]:
    """Tiers are numbered upward and called in that order, none before the one below it."""
    tiers: list[Tier] = []
    for table in plan.tables("tier"):
        tier = Tier(
            number=table.whole("number", 0, least=1, most=3, required=True),
            roles=table.choices("roles", ROLES, "unknown_role"),
            person_ids=table.choices("people", known.people, "unknown_person"),
            after_s=table.whole("after_s", 0, least=0, most=LONGEST_S),
        )
        table.refuse_unknown()
        if tier.number in {earlier.number for earlier in tiers}:
            table.wrong("number", "duplicate_tier", str(tier.number))
        elif tiers and tier.number and tier.number < tiers[-1].number:
            table.wrong("number", "tier_order", str(tier.number))
        elif tiers and tier.after_s < tiers[-1].after_s:
            table.wrong("after_s", "tier_order", str(tier.after_s))
        tiers.append(tier)
    return tuple(tiers)
