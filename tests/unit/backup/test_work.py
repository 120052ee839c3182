"""What the process of a target does and says, in this process."""

import queue
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.backup import places
from app.backup.exclusive import TargetLock
from app.backup.layout import Layout
from app.backup.places import whereabouts
from app.backup.protocol import Start, Wish
from app.backup.spill import Spill
from app.backup.worker.work import Work
from app.model.backup import BY_HAND, BackupRule
from tests.unit.backup.vault import Vault


class Bench:
    """A `Work` and what it has said."""

    def __init__(self, vault: Vault) -> None:
        self.said: list[dict[str, Any]] = []
        self.asked: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self.paused: list[float] = []
        start = Start(
            str(vault.data.database),
            str(vault.data.media),
            "",
            str(vault.stick),
            "t1",
            vault.log,
            "Asia/Shanghai",
        )
        self.work = Work(start, self.asked, self._say, vault.room.clock, self.paused.append)

    def _say(self, **said: object) -> None:
        self.said.append(said)

    def turn(self) -> None:
        self.work.turn(0)

    def last(self, word: str) -> Any:
        return next(said[word] for said in reversed(self.said) if word in said)


@pytest.fixture
def bench(vault: Vault) -> Bench:
    return Bench(vault)


def test_a_backup_is_made_when_it_is_wished_and_told(bench: Bench, vault: Vault) -> None:
    bench.asked.put(Wish(BY_HAND, BackupRule()).dump())
    bench.turn()
    bench.turn()
    assert bench.last("making") == BY_HAND
    assert bench.last("made")["number"] == vault.layout.good()[0].number
    bench.turn()
    assert bench.last("newest")["sequence"] == 1


def test_what_is_entered_while_a_backup_is_made_is_spilled_before_it_is_finished(
    bench: Bench, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.fill(200)
    seen: list[int] = []

    def pause(seconds: float) -> None:
        if not seen:
            vault.room.journal.add("meanwhile").result()
        vault.room.clock.advance(seconds=2)
        last = Spill(vault.layout.spill).last()
        seen.append(last[0] if last is not None else 0)

    monkeypatch.setattr(bench.work, "_pause", pause)
    bench.asked.put(Wish(BY_HAND, BackupRule()).dump())
    bench.turn()
    bench.turn()
    number = next(iter(vault.room.journal.latest(1))).number
    assert number in seen
    assert bench.last("made")


def test_half_of_the_time_is_for_others(bench: Bench, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.fill(200)
    monotonic = vault.room.clock.monotonic

    def passing() -> float:
        vault.room.clock.advance(seconds=0.004)
        return monotonic()

    monkeypatch.setattr(vault.room.clock, "monotonic", passing)
    bench.asked.put(Wish(BY_HAND, BackupRule()).dump())
    bench.turn()
    bench.turn()
    assert len(bench.paused) > 5
    assert all(0.003 < pause <= 0.05 for pause in bench.paused)


def test_a_stick_that_is_mounted_elsewhere_is_found_by_its_mark(
    bench: Bench, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.turn()
    elsewhere = tmp_path / "media" / "stick 1"
    elsewhere.mkdir(parents=True)
    vault.below.rename(elsewhere / vault.below.name)
    monkeypatch.setattr(places, "mounted", lambda: [tmp_path, elsewhere])
    assert whereabouts(vault.stick, "t1") == elsewhere
    assert whereabouts(vault.stick, "another") == vault.stick
    last = vault.room.journal.add("it moved").result()
    bench.turn()
    assert bench.last("code") == "target_gone"
    bench.turn()
    assert (bench.last("there"), bench.last("spilled")) == (True, last.number)
    assert Spill(Layout(elsewhere).spill).last() == (last.number, last.hash)


@pytest.mark.parametrize("holds", [True, False])
def test_while_a_command_has_the_target_nothing_is_written(bench: Bench, vault: Vault, holds: bool) -> None:
    hold: Callable[[], object] = TargetLock(vault.data.database, "t1").__enter__ if holds else lambda: None
    hold()
    bench.asked.put(Wish(BY_HAND, BackupRule()).dump())
    bench.turn()
    bench.turn()
    assert ("target_busy" in [said.get("failed") for said in bench.said]) == holds
    assert bool(vault.layout.good()) != holds


def test_a_damaged_database_is_told_as_such(bench: Bench, vault: Vault) -> None:
    vault.fill(200)
    vault.room.close()
    content = bytearray(vault.data.database.read_bytes())
    content[len(content) // 2 :] = b"\xa5" * (len(content) - len(content) // 2)
    vault.data.database.write_bytes(content)
    bench.turn()
    assert bench.last("code") == "source_damaged"
    bench.asked.put(Wish(BY_HAND, BackupRule()).dump())
    bench.turn()
    bench.turn()
    assert bench.last("failed") == "source_damaged"
