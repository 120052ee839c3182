"""`bench crash`: kills the console over and over, at any moment of its life, then looks whether anything is missing."""

import tempfile
from typing import Any

from app.bench.crash_check import Lost
from app.bench.crash_lives import FIRST_START, STARTING, WORKING, lives
from app.bench.crash_room import CrashRoom
from app.bench.figures import percentile
from app.bench.running import folder_in


def measure(*, kills: int, seed: int = 1) -> dict[str, Any]:
    """Everything promised must be there after the last kill: `lost` is the list of what is not.

    `resume_s_*`: from the start of the process after a kill to the moment when the console is ready and every
    message that was due is with its channel.
    """
    planned = lives(kills, seed)
    with tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True) as parent:
        main = CrashRoom(folder_in(parent, "data"))
        rooms = [main]
        for number, life in enumerate(planned):
            if life.dies == FIRST_START:
                rooms.append(CrashRoom(folder_in(parent, f"first-{number}")))
                rooms[-1].begin_twice(life.share * main.start_s)
            else:
                main.live_and_die(life)
        main.live_and_end()
        whole, checked = Lost(), [room.verify() for room in rooms]
        for room in rooms:
            whole.add(room.lost())
        received = [room.received() for room in rooms]
        messages = main.messages()
    verified = next((each for each in checked if not each.ok), checked[0])
    ends = {
        f"kills_{dies}": sum(life.dies == dies for life in planned)
        for dies in (FIRST_START, STARTING, WORKING)
    }
    return {
        "kills": kills,
        "seed": seed,
        **ends,
        "entries_promised": sum(len(room.promises.entries) for room in rooms),
        "incidents_promised": sum(len(room.promises.incidents) for room in rooms),
        "acknowledgements_promised": sum(len(room.promises.acknowledged) for room in rooms),
        "incidents_resumed": main.incidents_resumed,
        "lost": whole.all(),
        "entries_lost": len(whole.entries),
        "messages_lost": len(whole.messages),
        "messages_doubled": sum(each.doubled() for each in received),
        "messages_repeated": sum(each.repeated() for each in received),
        "chain_ok": verified.ok,
        "chain_reason": verified.reason,
        "entries": verified.entries,
        "messages": messages,
        "messages_unsent": sum(room.unsent for room in rooms),
        "resumes": len(main.resumes_s),
        "resume_s_median": round(percentile(main.resumes_s, 0.5), 3),
        "resume_s_p99": round(percentile(main.resumes_s, 0.99), 3),
        "resume_s_max": round(max(main.resumes_s, default=0.0), 3),
    }


def is_whole(figures: dict[str, Any]) -> bool:
    """Whether nothing was lost or doubled; how fast it was is another question."""
    faults = ("lost", "messages_doubled", "messages_unsent")
    return bool(figures["chain_ok"]) and not any(figures[fault] for fault in faults)
