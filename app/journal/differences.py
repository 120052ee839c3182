"""What an entry says of a record that was changed: what was and what is, field by field. Pure; records hold no secrets."""

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.core.stamps import stamp
from app.model.words import Words

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_NOT_TOLD = ("id", "version")


def differences(before: "DataclassInstance | None", after: "DataclassInstance | None") -> dict[str, str]:
    """`before` and `after` as JSON, with the fields alone that differ; nothing for a record that is new or gone."""
    if before is None or after is None or before == after:
        return {}
    was, now = _fields(before), _fields(after)
    changed = [name for name in now if was.get(name) != now[name] and name not in _NOT_TOLD]
    if not changed:
        return {}
    return {
        side: json.dumps({name: one.get(name) for name in changed}, ensure_ascii=False)
        for side, one in (("before", was), ("after", now))
    }


def _fields(record: "DataclassInstance") -> dict[str, Any]:
    """Records within a record count as its own fields; names in both languages stay together."""
    found: dict[str, Any] = {}
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if is_dataclass(value) and not isinstance(value, (type, Words)):
            found |= {inner: _plain(getattr(value, inner)) for inner in value.__dataclass_fields__}
        else:
            found[name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return stamp(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(one) for one in value]
    return value
