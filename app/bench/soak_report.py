"""What a soak found, as figures, and whether that is good enough. Pure."""

from collections.abc import Mapping
from typing import Any

from app.bench.faulty_camera.expected import EXPECTED, FROZEN_WITHIN_S
from app.bench.figures import percentile
from app.bench.soak_watch import Findings
from app.cameras.rules import LOST_AFTER_S

_LOOK_S = 0.35
"""From a new claim to its being painted and seen: a look at the states, one at the tiles."""


def truth(findings: Findings) -> dict[str, Any]:
    """Frozen encoders stand apart: that they send the same picture for ever takes longer to prove."""
    frozen = {name for name, expected in EXPECTED.items() if expected.health == "frozen"}
    freezes = {name: round(longest, 1) for name, longest in findings.freezes.items()}
    back = [seconds for times in findings.back.values() for seconds in times]
    late = {
        name: round(max(times), 1)
        for name, times in findings.back.items()
        if times and max(times) > EXPECTED[name].back_within_s
    }
    return {
        "faults": findings.faults.total(),
        "longest_undetected_freeze_s": max(
            (s for name, s in freezes.items() if name not in frozen), default=0.0
        ),
        "longest_frozen_encoder_s": max((s for name, s in freezes.items() if name in frozen), default=0.0),
        "freezes_by_fault_s": dict(sorted(freezes.items(), key=lambda item: -item[1])),
        "said_after_s": {name: round(max(times), 1) for name, times in sorted(findings.said.items())},
        "wrong_causes": {name: dict(words) for name, words in findings.wrong.items()},
        "lost_while_well": dict(findings.lost_while_well),
        "recoveries": len(back),
        "recovery_s_median": round(percentile(back, 0.5), 2),
        "recovery_s_p95": round(percentile(back, 0.95), 2),
        "recovery_s_max": round(max(back, default=0.0), 2),
        "recoveries_late_s": late,
        "never_back": dict(findings.never_back),
    }


def failures(figures: Mapping[str, Any]) -> list[str]:
    """What was not as it must be; empty where every tile was truthful, everything came back and nothing leaks."""
    console = figures["console"]
    wrong = {
        "undetected freeze": figures["longest_undetected_freeze_s"] > LOST_AFTER_S,
        "frozen encoder found late": figures["longest_frozen_encoder_s"] > FROZEN_WITHIN_S + _LOOK_S,
        "wrong cause": bool(figures["wrong_causes"]),
        "never back": bool(figures["never_back"]),
        "memory grows": not console["memory"]["flat"],
        "nothing recorded": not console["recorded_mb"],
        "left behind": any(figures["left_behind"].values()),
    }
    return [what for what, found in wrong.items() if found] + [f"{name} grow" for name in console["grown"]]
