"""Makes one fact; what is not known is left out of its values."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from app.model.handover import Fact, Section, Weight
from app.model.words import Words

_NOTHING: Mapping[str, str] = MappingProxyType({})


def both(name: str, words: Words) -> dict[str, str]:
    """A name of the site in both languages: the record stays readable when the site has another one."""
    return {f"{name}_zh": words.zh, f"{name}_en": words.en}


def fact(
    key: str,
    section: Section,
    code: str,
    weight: Weight = "told",
    *,
    source: str = "",
    since: datetime | None = None,
    named: Mapping[str, str] = _NOTHING,
    **data: str,
) -> Fact:
    kept = {name: value for name, value in {**named, **data}.items() if value}
    return Fact(key, section, code, MappingProxyType(kept), source, since, weight)


def with_data(before: Fact, **data: str) -> Fact:
    return Fact(
        before.key,
        before.section,
        before.code,
        MappingProxyType({**before.data, **data}),
        before.source,
        before.since,
        before.weight,
    )
