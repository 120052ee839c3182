"""Tiers in the running program: called at their limits, stopped by an answer, gone on with after a kill."""

import json
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.bench.running import RunningConsole
from app.core.errors import DutyRoomError
from app.core.paths import DataFolder
from tests.end2end.test_console import command, entries
from tests.fakes.waiting import until

_PLAN = """
[[plan]]
id = "fire"
name = { zh = "火警", en = "Fire" }
level = 2
[[plan.tier]]
number = 1
roles = ["leader", "patrol"]
limit_s = 2
[[plan.tier]]
number = 2
roles = ["office"]
groups = ["fire_safety"]
limit_s = 600
[[plan.tier]]
number = 3
roles = ["committee"]
"""
_RESUMED_WITHIN_S = 3.0


def furnish(folder: DataFolder, tmp_path: Path) -> None:
    demo = Path(__file__).parents[2] / "resources" / "demo" / "site.toml"
    site = tmp_path / "site.toml"
    site.write_text(demo.read_text(encoding="utf-8") + _PLAN, encoding="utf-8")
    assert command(folder, "site", "import", str(site)).returncode == 0


def tiers(console: RunningConsole) -> list[str]:
    (incident,) = console.ask("status")["escalations"]
    return [tier["state"] for tier in incident["tiers"]]


def received(folder: DataFolder) -> Counter[str]:
    """How often each message arrived, by its receipt mark."""
    file = folder.root / "training-messages.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return Counter(json.loads(line)["body"].rsplit("[", 1)[-1] for line in lines)


def at(entry: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["at"])


def test_silence_calls_the_second_tier_and_its_answer_stops_there(folder: DataFolder, tmp_path: Path) -> None:
    furnish(folder, tmp_path)
    with RunningConsole(folder) as console:
        console.wait_ready()
        console.ask("emergency", kind="fire")
        until(lambda: tiers(console) == ["missed", "calling", "waiting"])
        (incident,) = console.ask("status")["escalations"]
        second = next(call for call in incident["calls"] if call["tier"] == 2)
        console.ask("acknowledge", call_id=second["id"])
        console.ask("withdraw_acknowledgement", call_id=second["id"], reason="wrong name")
        assert tiers(console) == ["missed", "calling", "waiting"]
        with pytest.raises(DutyRoomError, match="nothing_to_withdraw"):
            console.ask("withdraw_acknowledgement", call_id=second["id"])
        console.ask("acknowledge", call_id=second["id"])
        assert tiers(console) == ["missed", "acknowledged", "waiting"]
        reached = {call["id"] for call in incident["calls"]}
        until(
            lambda: sum(received(folder).values()) >= len(reached) - 1
        )  # one of the demo's patrols has no channel
        console.ask("stand_down", incident_id=incident["id"], reason="over")
    told = [entry["kind"] for entry in entries(folder)]
    assert (told.count("tier_called"), told.count("tier_missed"), told.count("tier_acknowledged")) == (
        2,
        1,
        2,
    )
    assert set(received(folder).values()) == {1}


def test_a_tier_that_came_due_while_the_program_was_dead_is_called_within_three_seconds(
    folder: DataFolder, tmp_path: Path
) -> None:
    furnish(folder, tmp_path)
    with RunningConsole(folder) as console:
        console.wait_ready()
        pressed = time.monotonic()
        console.ask("emergency", kind="fire")
        console.kill()
    until(lambda: time.monotonic() - pressed > 2.5)
    with RunningConsole(folder) as console:
        console.wait_ready()
        until(lambda: tiers(console) == ["missed", "calling", "waiting"])
        (incident,) = console.ask("status")["escalations"]
    log = entries(folder)
    started = max(at(entry) for entry in log if entry["kind"] == "console_started")
    called = [entry for entry in log if entry["kind"] == "tier_called"]
    assert len(called) == 2
    assert (max(map(at, called)) - started).total_seconds() <= _RESUMED_WITHIN_S
    people = [call["id"] for call in incident["calls"]]
    assert len(people) == len(set(people))
