"""Start, press, kill, start again: what the person on duty relies on."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil

from app import bootstrap
from app.bench.running import RunningConsole, screen_environment
from app.control.client import ask_console
from app.core.errors import ConsoleUnreachable
from app.core.exit_codes import DONE, FAILED
from app.core.paths import DataFolder
from tests.fakes.waiting import until


def command(folder: DataFolder, *words: str) -> "subprocess.CompletedProcess[str]":
    """`dutyroom --data FOLDER …`, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app", "--lang", "en", "--data", str(folder.root), *words],
        env=screen_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def entries(folder: DataFolder, *words: str) -> list[dict[str, Any]]:
    answer = command(folder, "journal", "search", "--json", "--limit", "1000", *words)
    assert answer.returncode == DONE, answer.stderr
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


def kinds(folder: DataFolder) -> list[str]:
    return [entry["kind"] for entry in entries(folder)]


def test_the_demo_site_shows_nine_moving_cameras(console: RunningConsole) -> None:
    def live() -> int:
        return sum(camera["state"] == "live" for camera in console.ask("status")["cameras"])

    until(lambda: live() >= 9)


def test_what_stands_on_the_painted_tiles_is_told(console: RunningConsole) -> None:
    def stands() -> list[dict[str, Any]]:
        return list(console.ask("stands")["tiles"].values())

    cameras = len(console.ask("status")["cameras"])
    until(lambda: [tile["state"] for tile in stands()] == ["live"] * cameras)
    # Drawn cameras carry no number; a scene may look like one for a moment.
    until(lambda: {tile["number"] for tile in stands()} == {None})
    assert min(console.ask("painted")["counts"].values()) > 0
    camera_id = next(iter(console.ask("stands")["tiles"]))
    assert console.ask("retry", camera_id=camera_id) == {}


def test_an_incident_outlives_kill_9(folder: DataFolder) -> None:
    with RunningConsole(folder, "--demo") as console:
        console.wait_ready()
        until(lambda: all(camera["state"] == "live" for camera in console.ask("status")["cameras"]))
        cameras = len(console.ask("status")["cameras"])
        incident = console.ask("emergency", kind="fire")
        call = incident["calls"][0]
        console.ask("acknowledge", call_id=call["id"])
        # One that a busy machine has not drawn in time is said to be missing: each is accounted for.
        told = ("picture_kept", "picture_missing")
        until(lambda: sum(kinds(folder).count(kind) for kind in told) == cameras)
        assert "picture_kept" in kinds(folder)
        console.kill()
    with RunningConsole(folder, "--demo") as console:
        console.wait_ready()
        (running,) = console.ask("status")["escalations"]
        assert running["id"] == incident["id"]
        assert running["elapsed_s"] > incident["elapsed_s"]
        assert next(c for c in running["calls"] if c["id"] == call["id"])["acknowledged"]
        until(lambda: not {"queued", "sending"} & console.ask("status")["outbox"].keys())
        console.ask("stand_down", incident_id=incident["id"], reason="over")
        assert console.ask("status")["escalations"] == []
    answer = command(folder, "journal", "verify", "--json")
    assert answer.returncode == DONE
    assert json.loads(answer.stdout)["ok"]


def test_a_changed_entry_is_named(folder: DataFolder) -> None:
    assert command(folder, "journal", "add", "first").returncode == DONE
    assert command(folder, "journal", "add", "second").returncode == DONE
    tamper = (
        "import sqlite3, sys\n"
        "base = sqlite3.connect(sys.argv[1])\n"
        "for (name,) in base.execute(\"SELECT name FROM sqlite_master WHERE type = 'trigger'\").fetchall():\n"
        "    base.execute(f'DROP TRIGGER \"{name}\"')\n"
        "base.execute(\"UPDATE journal SET text = 'changed' WHERE text = 'first'\")\n"
        "base.commit()\n"
    )
    subprocess.run([sys.executable, "-c", tamper, str(folder.database)], check=True)
    answer = command(folder, "journal", "verify", "--json")
    result = json.loads(answer.stdout)
    (first,) = [entry for entry in entries(folder) if entry["text"] == "changed"]
    assert answer.returncode == FAILED
    assert (result["ok"], result["first_bad"], result["reason"]) == (False, first["number"], "hash_differs")
    assert f"no. {first['number']}" in command(folder, "journal", "verify").stdout


def test_an_entry_from_the_command_line_goes_through_the_running_console(console: RunningConsole) -> None:
    assert command(console.folder, "journal", "add", "东门巡逻正常", "--kind", "patrol").returncode == DONE
    (entry,) = entries(console.folder, "东门")
    assert entry["kind"] == "patrol"


def test_status_names_cameras_in_the_language_asked_for(console: RunningConsole) -> None:
    def names(*words: str) -> list[str]:
        answer = command(console.folder, *words, "status", "--json")
        assert answer.returncode == DONE, answer.stderr
        return [camera["name"] for camera in json.loads(answer.stdout)["cameras"]]

    until(lambda: len(console.ask("status")["cameras"]) >= 9)
    chinese, english = names("--lang", "zh"), names()
    assert not any("一" <= letter <= "鿿" for name in english for letter in name)
    assert all(any("一" <= letter <= "鿿" for letter in name) for name in chinese)


def test_a_second_console_on_the_same_data_is_refused_in_words(
    console: RunningConsole, tmp_path: Path
) -> None:
    picture = tmp_path / "refused.png"
    second = command(console.folder, "--demo", "--exit-after", "0.5", "--screenshot", str(picture))
    assert second.returncode == FAILED
    assert picture.stat().st_size > 0
    assert "Traceback" not in second.stderr + second.stdout
    assert console.ask("status")["escalations"] == []


def test_a_press_in_the_window_of_a_refused_second_console_opens_the_incident_in_the_first(
    console: RunningConsole,
) -> None:
    opened = bootstrap.press_of_open_console(console.folder)().result(30)
    assert opened["kind"] == "unknown"
    assert [each["id"] for each in console.ask("status")["escalations"]] == [opened["id"]]
    console.ask("stand_down", incident_id=opened["id"], reason="over")


def test_a_screenshot_that_cannot_be_written_is_said_and_not_tried_for_ever(
    folder: DataFolder, tmp_path: Path
) -> None:
    picture = tmp_path / "missing" / "wall.png"
    answer = command(folder, "--exit-after", "0.5", "--screenshot", str(picture))
    assert answer.returncode == FAILED
    assert f"The file cannot be written there. Nothing was changed. Choose another folder. {picture}" in (
        answer.stderr
    )
    assert "starts again" not in answer.stderr
    assert kinds(folder).count("console_started") == 1


def test_a_folder_where_the_lock_should_be_is_refused_in_words(folder: DataFolder) -> None:
    folder.lock.mkdir(parents=True)
    answer = command(folder, "--exit-after", "0.5")
    assert answer.returncode == FAILED
    assert "The lock file of the data folder cannot be opened." in answer.stderr
    assert "Traceback" not in answer.stderr


def test_in_a_folder_that_others_may_read_our_files_are_the_users_alone(folder: DataFolder) -> None:
    folder.root.mkdir(mode=0o755)
    folder.media.mkdir(mode=0o755)
    (folder.media / "old.jpg").touch(mode=0o644)  # of an older version
    with RunningConsole(folder, "--demo") as console:
        console.wait_ready()
        until(lambda: any(camera["state"] == "live" for camera in console.ask("status")["cameras"]))
        console.ask("emergency", kind="fire")
        until(lambda: (folder.root / "training-messages.jsonl").exists())
        until(lambda: "picture_kept" in kinds(folder) and folder.reserve.exists())
        until(lambda: any(folder.recordings.rglob("*.partial")))
    files = [path for path in folder.root.rglob("*") if path.is_file()]
    assert [path for path in files if path.stat().st_mode & 0o077] == []


def test_a_data_folder_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    refused = command(DataFolder(tmp_path / "file"), "--demo", "--exit-after", "0.5")
    assert refused.returncode == FAILED
    assert "Traceback" not in refused.stderr + refused.stdout
    written = command(DataFolder(tmp_path / "file"), "journal", "add", "x")
    assert written.returncode == FAILED
    assert "cannot be written" in written.stderr


def test_commands_without_a_console_say_so(folder: DataFolder) -> None:
    answer = command(folder, "status")
    assert answer.returncode == FAILED
    assert "does not answer" in answer.stderr
    answer = command(folder, "journal", "verify")
    assert answer.returncode == FAILED
    assert answer.stderr.strip()


def test_an_emergency_pressed_without_a_console_goes_on_when_it_starts(folder: DataFolder) -> None:
    site = Path(__file__).parents[2] / "resources" / "demo" / "site.toml"
    assert command(folder, "site", "import", str(site)).returncode == DONE
    pressed = command(folder, "emergency", "--kind", "fire", "--json")
    assert pressed.returncode == FAILED
    incident = json.loads(pressed.stdout)
    assert incident["calls"]
    with RunningConsole(folder, "--demo") as console:
        console.wait_ready()
        (running,) = console.ask("status")["escalations"]
        assert (running["id"], running["kind"]) == (incident["id"], "fire")
        until(lambda: set(console.ask("status")["outbox"]) == {"sent"})


def test_a_crashed_console_is_started_again_by_its_supervisor(folder: DataFolder) -> None:
    supervisor = subprocess.Popen(
        [sys.executable, "-m", "app", "--demo", "--data", str(folder.root)],
        env=screen_environment(),
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: _is_up(folder))
        (child,) = psutil.Process(supervisor.pid).children()
        incident = ask_console(folder.control, "emergency")
        os.kill(child.pid, signal.SIGKILL)
        until(lambda: _is_up(folder) and _child_of(supervisor.pid) not in (None, child.pid))
        (running,) = ask_console(folder.control, "status")["escalations"]
        assert running["id"] == incident["id"]
        supervisor.terminate()
        assert supervisor.wait(15) in (DONE, -signal.SIGTERM)
        until(lambda: not _is_up(folder))
    finally:
        supervisor.kill()
        supervisor.wait()


def _is_up(folder: DataFolder) -> bool:
    try:
        return ask_console(folder.control, "measure")["ready_at"] is not None
    except ConsoleUnreachable:
        return False


def _child_of(pid: int) -> int | None:
    children = psutil.Process(pid).children()
    return children[0].pid if children else None
