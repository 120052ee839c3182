"""Strength, rotations and terms as tables of a site file."""

from tomlkit.items import Table

from app.model.rota import REST, WEEKDAYS, Group, Need, Rotation, Slot, Terms
from app.site.parse_roster import REST_WORD
from app.site.parse_shift import WEEKDAYS as WEEKDAY_WORDS
from app.site.tables import table_of, words_of


def need_table(need: Need) -> Table:
    weekdays = [WEEKDAY_WORDS[day] for day in need.weekdays] if need.days == WEEKDAYS else []
    return table_of(
        id=need.id,
        role=need.role,
        post=need.post_id,
        days=need.days,
        weekdays=weekdays,
        start=need.start,
        end=need.end,
        count=need.count,
        certificates=list(need.qualifications),
    )


def rotation_table(rotation: Rotation) -> Table:
    return table_of(
        id=rotation.id,
        name=words_of(rotation.name),
        role=rotation.role,
        post=rotation.post_id,
        starts_on=rotation.starts_on,
        ends_on=rotation.ends_on,
        anchor=rotation.anchor,
        turns=rotation.turns,
        cycle=[_slot(slot) for slot in rotation.cycle],
        crews=[_crew(group) for group in rotation.groups],
    )


def terms_table(terms: Terms) -> Table:
    table = table_of(
        person=terms.person_id,
        certificates=[f"{one.code} {one.expires}".strip() for one in terms.qualifications],
    )
    limits = terms.limits
    for key, hours in (
        ("week_hours", limits.week_h),
        ("rest_hours", limits.rest_h),
        ("stretch_hours", limits.stretch_h),
    ):
        if hours is not None:
            table.add(key, hours)
    return table


def _slot(slot: Slot) -> str:
    return REST_WORD if slot == REST else f"{slot.start}-{slot.end}"


def _crew(group: Group) -> str:
    return " ".join([*group.person_ids, f"+{group.ahead}"])
