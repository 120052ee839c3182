"""What nobody looked at, for the journal: whose it was to look, and of a whole round each stop with its time."""

import json
from datetime import datetime

from app.core.clock import stamp
from app.model.journal import SYSTEM, Actor
from app.model.tour import Run
from app.roster.now import resolve
from app.storage.transaction import Transaction

OPERATOR = "operator"
SIGNED_IN, ON_DUTY = "signed_in", "on_duty"


def watch(transaction: Transaction, signed_in: Actor, now: datetime) -> dict[str, str]:
    """Whose it was to look: who is signed in at the console, else the operators on duty by the roster."""
    if signed_in != SYSTEM:
        return {"watch": SIGNED_IN, "people": signed_in.person_id}
    duties = resolve(transaction, OPERATOR, now).duties
    return {"watch": ON_DUTY, "people": ",".join(dict.fromkeys(duty.shift.person_id for duty in duties))}


def round_missed(transaction: Transaction, run: Run) -> dict[str, str]:
    """Of a round that is over: each stop nobody looked at, with its time; those it never came to have none."""
    begun = transaction.journal.latest(1, kinds=("tour_begun",))
    after = begun[0].number if begun else 0
    told = transaction.journal.latest(run.missed, kinds=("tour_step_missed",), after=after)
    steps = list(reversed(told))
    not_reached = run.stops[run.step :] if run.state == "stopped" else ()
    stops = [
        *((entry.draft.camera_id, entry.draft.data.get("view", ""), stamp(entry.at)) for entry in steps),
        *((stop.camera_id, _view(transaction, stop.view_id), "") for stop in not_reached),
    ]
    people = (person for entry in steps for person in entry.draft.data.get("people", "").split(",") if person)
    all_signed_in = all(entry.draft.data.get("watch") == SIGNED_IN for entry in steps)
    return {
        "missed": str(len(stops)),
        "of": str(len(run.stops)),
        "end": run.state,
        "stops": json.dumps([{"camera": camera, "view": view, "at": at} for camera, view, at in stops]),
        "cameras": ",".join(dict.fromkeys(camera for camera, _, _ in stops if camera)),
        "people": ",".join(dict.fromkeys(people)),
        "watch": (SIGNED_IN if all_signed_in else ON_DUTY) if steps else "",
    }


def _view(transaction: Transaction, view_id: str) -> str:
    return next((view.name for view in transaction.views.all() if view.id == view_id), "")
