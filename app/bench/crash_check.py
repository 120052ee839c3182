"""What a console has promised, and what of that is missing in its database or never came to the training phones."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.model.incident import RUNNING, STOOD_DOWN, Incident
from app.model.message import EXPIRED, REPLACED, Message
from app.notify.rules import is_call, receipt_mark, says_repeat
from app.storage.transaction import Reader

_EVERY = 1_000_000


@dataclass
class Promises:
    """What the console said it has stored."""

    entries: dict[int, str] = field(default_factory=dict)
    """Hash by number."""
    incidents: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    ending: set[str] = field(default_factory=set)
    """Incidents that it was asked to stand down, whatever it answered."""
    ended: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    """Errors it answered with: none is called for."""

    def standing(self) -> set[str]:
        """Incidents that must be running."""
        return self.incidents - self.ending


@dataclass
class Lost:
    """Names of what is missing, or not as it was promised."""

    entries: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def all(self) -> list[str]:
        return [*self.entries, *self.messages, *self.others]

    def add(self, other: "Lost") -> None:
        self.entries += other.entries
        self.messages += other.messages
        self.others += other.others


@dataclass(frozen=True, slots=True)
class Receipts:
    """What the training phones have: by the mark of each message, how often as new and how often as a repeat."""

    new: Counter[str]
    repeats: Counter[str]

    def accounts_for(self, message: Message) -> bool:
        """Whether it is there, or the console says why not: its moment had passed before it could be sent, or no channel
        leads to its receiver, who is to be dialled."""
        mark = receipt_mark(message)
        came = bool(self.new[mark] or self.repeats[mark])
        return came or message.state in (REPLACED, EXPIRED) or not message.channel_id

    def doubled(self) -> int:
        """Copies too many that do not say so."""
        return sum(count - 1 for count in self.new.values() if count > 1)

    def repeated(self) -> int:
        """Copies too many that say they are repeats."""
        return sum(self.repeats.values()) - len(self.repeats.keys() - self.new.keys())


def receipts(lines: Iterable[str]) -> Receipts:
    """Reads the file of the training phones. A line cut by a kill holds no message."""
    found = Receipts(Counter(), Counter())
    for title, body in _whole(lines):
        mark = body.rpartition("[")[2].rstrip("]")
        (found.repeats if says_repeat(title) else found.new)[mark] += 1
    return found


def lost(reader: Reader, promises: Promises, received: Receipts) -> Lost:
    """Everything promised must be in the database, and every message in there, promised or not, on a phone."""
    missing = Lost()
    hashes = {entry.number: entry.hash for entry in reader.journal.all_in_order()}
    missing.entries = [f"entry {n}" for n, kept in promises.entries.items() if hashes.get(n) != kept]
    there = {incident.id: incident for incident in reader.incidents.recent(_EVERY)}
    missing.others += [f"incident {each}" for each in sorted(promises.incidents - there.keys())]
    missing.others += [f"answer {error}" for error in promises.refused]
    for incident in there.values():
        calls = {call.id for call in incident.calls if call.acknowledged_at is None}
        missing.others += [f"acknowledgement {each}" for each in sorted(calls & promises.acknowledged)]
        if incident.state not in _states(incident.id, promises):
            missing.others.append(f"state of incident {incident.id}")
        messages = reader.outbox.for_incident(incident.id)
        missing.messages += _not_queued(incident, messages)
        missing.messages += [f"message {each.id}" for each in messages if not received.accounts_for(each)]
    return missing


def _states(incident_id: str, promises: Promises) -> tuple[str, ...]:
    """What may have become of it: a stand-down that was asked for and not answered may be stored or not."""
    if incident_id in promises.ended:
        return (STOOD_DOWN,)
    return (RUNNING, STOOD_DOWN) if incident_id in promises.ending else (RUNNING,)


def _not_queued(incident: Incident, messages: Iterable[Message]) -> list[str]:
    """People called, or told of the end, without a message: state and messages belong to one transaction."""
    called, told = set[str](), set[str]()
    for message in messages:
        (called if is_call(message) else told).add(message.person_id)
    due = {call.person_id for call in incident.calls if call.reachable}
    names = [f"call of {each} to {incident.id}" for each in sorted(due - called)]
    if incident.state == STOOD_DOWN:
        names += [f"stand-down of {incident.id} to {each}" for each in sorted(due - told)]
    return names


def _whole(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        try:
            message = json.loads(line)
        except ValueError:
            continue
        yield message["title"], message["body"]
