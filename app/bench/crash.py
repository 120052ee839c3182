"""`bench crash`: kills the console over and over while it logs and escalates, then looks whether anything is missing."""

import contextlib
import random
import tempfile
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from app.bench.running import RunningConsole, folder_in
from app.core.clock import SystemClock
from app.core.errors import ConsoleUnreachable, DutyRoomError
from app.core.paths import DataFolder
from app.journal.service import verify_journal
from app.model.message import EXPIRED, QUEUED, REPLACED, SENDING
from app.storage.database import open_for_checking
from app.storage.heads import heads_beside, recorded_heads
from app.storage.media import MediaStore

_LONGEST_LIFE_S = 1.5
_SENT_WITHIN_S = 60.0


@dataclass
class Promises:
    """What the console said it has stored."""

    entries: dict[int, str] = field(default_factory=dict)
    """Hash by number."""
    incidents: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)


def measure(*, kills: int, seed: int = 1) -> dict[str, Any]:
    """Everything promised must be there after the last kill: `lost` is the list of what is not."""
    chance = random.Random(seed)  # noqa: S311 - moments of kills, not secrets
    with tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True) as parent:
        folder = folder_in(parent, "data")
        promises = Promises()
        for _ in range(kills):
            _live_and_die(folder, promises, chance.uniform(0.0, _LONGEST_LIFE_S))
        with RunningConsole(folder, "--demo") as console:
            console.wait_ready()
            unsent = _wait_sent(console)
        lost = missing(folder, promises)
        reader = open_for_checking(folder.database, SystemClock())
        heads = recorded_heads(heads_beside(folder.database))
        verified = verify_journal(reader, MediaStore(folder.media), heads)
        messages = reader.outbox.counts()
        reader.close()
    return {
        "kills": kills,
        "entries_promised": len(promises.entries),
        "incidents_promised": len(promises.incidents),
        "acknowledgements_promised": len(promises.acknowledged),
        "lost": lost,
        "chain_ok": verified.ok,
        "chain_reason": verified.reason,
        "entries": verified.entries,
        "messages": messages,
        "messages_unsent": unsent,
    }


def missing(folder: DataFolder, promises: Promises) -> list[str]:
    """Names everything that was promised and is not in the database, or not as promised, or was never sent."""
    reader = open_for_checking(folder.database, SystemClock())
    hashes = {entry.number: entry.hash for entry in reader.journal.all_in_order()}
    lost = [f"entry {number}" for number, kept in promises.entries.items() if hashes.get(number) != kept]
    sent = _received(folder)
    for incident_id in sorted(promises.incidents):
        incident = reader.incidents.get(incident_id)
        if incident is None:
            lost.append(f"incident {incident_id}")
            continue
        for call in incident.calls:
            if call.id in promises.acknowledged and call.acknowledged_at is None:
                lost.append(f"acknowledgement {call.id}")
        for message in reader.outbox.for_incident(incident_id):
            if message.id[-6:] not in sent and message.state not in (REPLACED, EXPIRED):
                lost.append(f"message {message.id}")
    reader.close()
    return lost


def _live_and_die(folder: DataFolder, promises: Promises, life_s: float) -> None:
    with RunningConsole(folder, "--demo") as console:
        console.wait_ready()
        doing = threading.Thread(target=_work, args=(console, promises))
        doing.start()
        time.sleep(life_s)
        console.kill()
        doing.join()


def _work(console: RunningConsole, promises: Promises) -> None:
    """Logs, presses and acknowledges until the console is gone."""
    with contextlib.suppress(ConsoleUnreachable):
        while True:
            _write(console, promises)
            incident = console.ask("emergency", kind="fire")
            promises.incidents.add(incident["id"])
            for call in incident["calls"][:2]:
                _write(console, promises)
                console.ask("acknowledge", call_id=call["id"])
                promises.acknowledged.add(call["id"])
            console.ask("stand_down", incident_id=incident["id"], reason="bench")


def _write(console: RunningConsole, promises: Promises) -> None:
    entry = console.ask("note", text="巡逻正常 all quiet")
    promises.entries[entry["number"]] = entry["hash"]


def _wait_sent(console: RunningConsole) -> int:
    until = time.monotonic() + _SENT_WITHIN_S
    waiting = -1
    while waiting and time.monotonic() < until:
        try:
            counts: dict[str, int] = console.ask("status")["outbox"]
        except DutyRoomError:
            continue
        waiting = counts.get(QUEUED, 0) + counts.get(SENDING, 0)
        time.sleep(0.2)
    return waiting


def _received(folder: DataFolder) -> set[str]:
    """Ends of the message ids that the training phones have. A line cut by a kill holds no message."""
    file = folder.root / "training-messages.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {line.rsplit("-", 1)[-1].rstrip(']"}') for line in lines if line.endswith('"}')}
