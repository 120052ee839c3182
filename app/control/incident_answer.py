"""An incident as programs are told of it."""

from typing import Any

from app.core.clock import stamp
from app.model.incident import Call, Incident


def incident_answer(incident: Incident, elapsed_s: float, language: str) -> dict[str, Any]:
    return {
        "id": incident.id,
        "kind": incident.kind,
        "place_id": incident.place_id,
        "drill": incident.drill,
        "opened_at": stamp(incident.opened_at),
        "elapsed_s": round(elapsed_s, 1),
        "calls": [_call(call, language) for call in incident.calls],
    }


def _call(call: Call, language: str) -> dict[str, Any]:
    return {
        "id": call.id,
        "name": call.name.in_language(language),
        "role": call.role,
        "tier": call.tier,
        "acknowledged": call.acknowledged_at is not None,
        "arrived": call.arrived_at is not None,
    }
