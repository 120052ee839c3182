"""Response plans -> tables of a site file. What is as usual is left out."""

from tomlkit.items import Table

from app.model.plan import GROUP, PERSON, POST, ROLE, TARGET_KINDS, Document, Phone, Plan, Step, Target, Tier
from app.site.tables import listed, table_of, words_of

_LISTS = {ROLE: "roles", POST: "posts", GROUP: "groups", PERSON: "people"}


def plan_table(plan: Plan) -> Table:
    table = table_of(
        id=plan.id,
        name=words_of(plan.name),
        level=plan.level,
        cameras=list(plan.cameras),
        places=list(plan.places),
    )
    for name, items in (
        ("step", map(_step, plan.steps)),
        ("tier", map(_tier, plan.tiers)),
        ("phone", map(_phone, plan.phones)),
        ("document", map(_document, plan.documents)),
    ):
        tables = listed(items)
        if len(tables):
            table.add(name, tables)
    return table


def _step(step: Step) -> Table:
    return table_of(text=words_of(step.text), who=step.who, within_s=step.within_s)


def _phone(phone: Phone) -> Table:
    return table_of(name=words_of(phone.name), number=phone.number)


def _document(document: Document) -> Table:
    return table_of(name=words_of(document.name), location=document.location)


def _tier(tier: Tier) -> Table:
    """Short lists where these say all: kinds in their order, no channels of their own."""
    kinds = [TARGET_KINDS.index(target.kind) for target in tier.targets]
    short = kinds == sorted(kinds) and not any(target.channels for target in tier.targets)
    lists = {
        name: [target.id for target in tier.targets if target.kind == kind] for kind, name in _LISTS.items()
    }
    table = table_of(number=tier.number, **(lists if short else {}), limit_s=tier.limit_s)
    if tier.required != Tier(0).required:
        table.add("required", tier.required)
    for name, value in (
        ("acknowledged_by", list(tier.acknowledged_by)),
        ("repeat_s", tier.repeat_s),
        ("repeat_times", tier.repeat_times),
    ):
        if value:
            table.add(name, value)
    if not short:
        table.add("target", listed(map(_target, tier.targets)))
    return table


def _target(target: Target) -> Table:
    return table_of(**{target.kind: target.id}, channels=list(target.channels))
