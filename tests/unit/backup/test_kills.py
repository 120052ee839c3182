"""`kill -9` at each step of a backup, in a real process: what was good stays good, and nothing half done looks whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.backup.check import check_backup
from tests.unit.backup.vault import Vault

_MAKE_AND_DIE = """
import json, os, signal, sys
from datetime import UTC
from pathlib import Path
from app.backup.layout import Layout, Source
from app.backup.making import BackupMaking
from app.core.clock import SystemClock
from app.model.backup import BackupRule

database, media, place, log = sys.argv[1:]
replace, fsync, mkdir, unlink = Path.replace, os.fsync, Path.mkdir, os.unlink
left = 0

def step():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(before):
    def call(*args, **named):
        step()
        result = before(*args, **named)
        step()
        return result
    return call

Path.replace, os.fsync, Path.mkdir, os.unlink = (counted(each) for each in (replace, fsync, mkdir, unlink))
layout, outcomes, at = Layout(Path(place)), [], 0
while True:
    at += 1
    child = os.fork()
    if child == 0:
        left = at
        source = Source(Path(database), Path(media))
        rule = BackupRule(hourly=1, daily=0, monthly=0)
        BackupMaking(source, layout, SystemClock(), UTC, step).make("by_hand", rule, "t1", log)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    outcomes.append([os.WIFSIGNALED(status), [each.sequence for each in layout.good()]])
    if not os.WIFSIGNALED(status):
        break
print(json.dumps(outcomes))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_at_any_step_of_a_backup(vault: Vault) -> None:
    vault.fill(60)
    for number in range(3):
        vault.picture(f"picture {number}".encode())
    first = vault.make()
    vault.room.journal.add("after the first").result()
    vault.picture(b"one more")
    answer = subprocess.run(
        [sys.executable, "-c", _MAKE_AND_DIE, vault.data.database, vault.data.media, vault.stick, vault.log],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert answer.returncode == 0, answer.stderr
    outcomes = json.loads(answer.stdout)
    assert len(outcomes) > 30
    assert [killed for killed, _ in outcomes] == [True] * (len(outcomes) - 1) + [False]
    for _, good in outcomes:
        assert good  # at every moment there is one to go back to
    good = vault.layout.good()
    assert good[-1].number == first.number + 2
    for backup in good:
        assert check_backup(vault.layout, backup, vault.room.clock) == ""
