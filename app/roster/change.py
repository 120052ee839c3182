"""Every change of what puts somebody on duty is an entry with what it was before and what it is after."""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.core.clock import Clock, stamp
from app.model.journal import Actor, Draft
from app.model.words import Words
from app.storage.database import Database
from app.storage.transaction import Transaction

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CHANGED = "roster_changed"


class Changer:
    """Writes records of the roster together with their entries."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        actor: Callable[[], Actor],
        gate: Callable[[], None],
    ) -> None:
        self.database = database
        self.clock = clock
        self.actor = actor
        self.gate = gate

    def save(
        self,
        what: str,
        record_id: str,
        before: "Callable[[Transaction], DataclassInstance | None]",
        after: "DataclassInstance | None",
        apply: Callable[[Transaction], None],
        *,
        person_id: str = "",
    ) -> "Future[None]":
        """`what` is the word of the record in the log. What it was is read in the same transaction."""
        self.gate()
        actor = self.actor()

        def change(transaction: Transaction) -> None:
            was = before(transaction)
            if was == after:
                return
            apply(transaction)
            data = described(what, record_id, was, after)
            if person_id:
                data["person"] = person_id
            transaction.journal.append(Draft(CHANGED, actor=actor, data=data))
            transaction.touch("roster", what)

        return self.database.write(change)


def described(
    what: str, record_id: str, before: "DataclassInstance | None", after: "DataclassInstance | None"
) -> dict[str, str]:
    """The values of an entry about a record."""
    data = {
        "what": what,
        "id": record_id,
        "action": "saved" if after is not None else "removed",
        "before": as_text(before),
        "after": as_text(after),
    }
    name = getattr(after if after is not None else before, "name", None)
    if isinstance(name, Words):
        data |= {"zh": name.zh, "en": name.en}
    return data


def as_text(record: "DataclassInstance | None") -> str:
    """A record as an entry keeps it: JSON, empty for none."""
    return "" if record is None else json.dumps(_plain(asdict(record)), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value
