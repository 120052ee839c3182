"""An incident as programs are told of it."""

from typing import Any

from app.core.clock import stamp
from app.model.escalation import Escalation, TierRun
from app.model.incident import Call, Incident


def incident_answer(incident: Incident, state: Escalation, elapsed_s: float, language: str) -> dict[str, Any]:
    return {
        "id": incident.id,
        "kind": incident.kind,
        "place_id": incident.place_id,
        "drill": incident.drill,
        "simulated": incident.simulated,
        "opened_at": stamp(incident.opened_at),
        "elapsed_s": round(elapsed_s, 1),
        "tiers": [_tier(state, run, elapsed_s) for run in state.runs],
        "calls": [_call(call, language) for call in incident.calls],
    }


def _tier(state: Escalation, run: TierRun, elapsed_s: float) -> dict[str, Any]:
    """`left_s`: until the next tier is called, or this one said to be missed; None where nothing runs."""
    limit = state.due_of(run)[0]
    left = None if limit is None else round(limit - elapsed_s, 1)
    return {"tier": run.number, "state": run.state, "held": run.held, "left_s": left}


def _call(call: Call, language: str) -> dict[str, Any]:
    return {
        "id": call.id,
        "name": call.name.in_language(language),
        "role": call.role,
        "tier": call.tier,
        "acknowledged": call.acknowledged_at is not None,
        "arrived": call.arrived_at is not None,
    }
