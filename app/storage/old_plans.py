"""Plans as the first version of the program kept them -> as they are kept now. For migrations alone."""

import json
from typing import Any

_LIMIT_S = 300


def content_of_old(row: dict[str, Any]) -> str:
    """The content of a row of the first plan table. Tiers began so long after the click; now each has a limit."""
    tiers = json.loads(row["tiers"])
    steps = [
        {"text": {"zh": s["zh"], "en": s["en"]}, "who": s["who"], "within_s": s["within_s"]}
        for s in json.loads(row["steps"])
    ]
    said = {
        "name": {"zh": row["name_zh"], "en": row["name_en"]},
        "level": row["level"],
        "steps": steps,
        "tiers": [
            _tier(tier, tiers[at + 1] if at + 1 < len(tiers) else None) for at, tier in enumerate(tiers)
        ],
        "phones": [],
        "cameras": [],
        "places": [],
        "documents": [],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _tier(old: dict[str, Any], following: dict[str, Any] | None) -> dict[str, Any]:
    wait = following["after_s"] - old["after_s"] if following else 0
    targets = [("role", role) for role in old["roles"]] + [("person", person) for person in old["person_ids"]]
    return {
        "number": old["number"],
        "targets": [{"kind": kind, "id": name, "channels": []} for kind, name in targets],
        "limit_s": wait if wait > 0 else _LIMIT_S,
        "required": 1,
        "acknowledged_by": [],
        "repeat_s": 0,
        "repeat_times": 0,
    }
