"""run.py on machines that lack something: programs on PATH and the Python below are small scripts here."""

import argparse
import ast
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from app.commands.grammar import parser

SOURCE = Path(__file__).resolve().parents[2] / "run.py"

DPKG = 'while read name; do echo "$name install ok installed"; done < {here}/installed\n'
APT_CACHE = 'while read name; do echo "Package: $name"; done < {here}/known\n'
# `offline` fails all, an unknown name fails the whole command, as apt does.
APT = """
[ -e {here}/offline ] && exit 100
case "$*" in *install*) ;; *) exit 0 ;; esac
for word; do
  case "$word" in apt-get|install|-*|*=*) continue ;; esac
  /bin/grep -qx "$word" {here}/known || exit 100
done
for word; do
  case "$word" in apt-get|install|-*|*=*) ;; *) echo "$word" >> {here}/installed ;; esac
done
"""
PYTHON = """
for last; do :; done
case "$*" in
  *"-m venv"*) /bin/mkdir -p "$last/bin" "$last/lib/python3.11/site-packages"
    /bin/cp {here}/python "$last/bin/python"; echo "executable = {here}/python" > "$last/pyvenv.cfg" ;;
  *"-m pip"*) [ -e {here}/changes ] && : > "${{last%/*}}/.venv/lib/python3.11/site-packages/new"
    [ -e {here}/kills ] && kill -9 $PPID
    [ ! -e {here}/offline ] ;;
  *"-m app"*) echo "opened with $PYTHONPATH$PYTHONHOME$PIP_TARGET" ;;
  *"-m mypy"*) echo "1 error"; exit 1 ;;
  *"-m slipcover"*) echo "3 passed in 0.1s"; echo "(summary) 9 0 100" ;;
  *"-m pytest"*) echo "3 passed in 0.1s" ;;
esac
"""


class Machine:
    """A checkout in a folder with a space and Chinese in its name, and the programs it meets."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.here = folder / "控制 台", folder / "bin"
        self.root.mkdir()
        self.here.mkdir()
        shutil.copy(SOURCE, self.root)
        for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
            (self.root / name).write_text(name, encoding="utf-8")
        for name, body in {
            "dpkg-query": DPKG,
            "apt-cache": APT_CACHE,
            "apt-get": APT,
            "python": PYTHON,
        }.items():
            self.program(name, body)
        self.program("sudo", "exit 1")
        (self.here / "env").symlink_to("/usr/bin/env")
        for name in ("installed", "known", "asked"):
            self.lines(name)
        monkeypatch.setenv("PATH", str(self.here))
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        self.run = self.load()
        monkeypatch.setattr(os, "geteuid", lambda: 0)

    def load(self) -> ModuleType:
        spec = importlib.util.spec_from_file_location("run_under_test", self.root / "run.py")
        assert spec is not None
        assert spec.loader is not None
        run = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(run)
        run.BASE_PYTHON = str(self.here / "python")
        run.QT_PACKAGES, run.COMFORT_PACKAGES, run.TEST_PACKAGES = ["libegl1|libegl2"], ["fonts"], ["xvfb"]
        run.OPTIONAL = {"fonts", "xvfb"}
        return run

    def program(self, name: str, body: str) -> None:
        text = f'#!/bin/sh\necho "{name} $*" >> {self.here}/asked\n' + body.replace("{here}", str(self.here))
        (self.here / name).write_text(text.replace("{{", "{").replace("}}", "}"), encoding="utf-8")
        (self.here / name).chmod(0o755)

    def lines(self, name: str, *lines: str) -> None:
        (self.here / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def asked(self, word: str) -> list[str]:
        """The commands with this word since the last question."""
        lines = (self.here / "asked").read_text(encoding="utf-8").splitlines()
        self.lines("asked")
        return [line for line in lines if word in line]

    def set_up(self, *, testing: bool = False) -> None:
        self.run.set_up(testing=testing)

    def start(self) -> "subprocess.Popen[str]":
        """`python3 run.py` as a process of its own."""
        code = (
            "import runpy, sys; run = runpy.run_path(sys.argv[1]); names = run['main'].__globals__;"
            "names.update(BASE_PYTHON=sys.argv[2], QT_PACKAGES=[], COMFORT_PACKAGES=[]);"
            "sys.exit(run['main'](['--', 'status']))"
        )
        command = [sys.executable, "-c", code, str(self.root / "run.py"), str(self.here / "python")]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


@pytest.fixture
def whole(machine: Machine) -> Machine:
    """A machine that has all packages and was set up once."""
    machine.lines("installed", "libegl1", "fonts", "xvfb")
    machine.set_up()
    machine.asked("")
    return machine


@pytest.fixture
def user(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine whose user may not install packages."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return machine


def failure(act: Callable[[], object]) -> str:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the class belongs to each loaded copy
        act()
    assert type(caught.value).__name__ == "SetUpFailed"
    return str(caught.value)


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        ([], ["--demo"]),
        (["--"], ["--demo"]),
        (["--", "--data", "值班 室"], ["--data", "值班 室"]),
        (["status", "--json"], ["status", "--json"]),
    ],
)
def test_words_after_two_dashes_reach_the_console_and_none_mean_the_demo(
    machine: Machine, words: list[str], passed: list[str]
) -> None:
    assert machine.run.console_words(words) == passed


def test_an_old_python_can_read_the_file_and_answers_with_a_sentence(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"Python 3.11 or newer .* 3\.11 或更新"):
        machine.load()


def test_no_packages_are_asked_for_where_there_is_no_dpkg(machine: Machine) -> None:
    (machine.here / "dpkg-query").unlink()
    assert machine.run.missing_packages(testing=True) == []


def test_either_name_of_a_renamed_package_will_do(machine: Machine) -> None:
    machine.lines("installed", "libegl2", "fonts")
    assert machine.run.missing_packages(testing=False) == []
    assert machine.run.missing_packages(testing=True) == ["xvfb"]


def test_debians_python_without_ensurepip_needs_its_venv_package(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.lines("installed", "libegl1", "fonts")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert machine.run.missing_packages(testing=False) == [f"python3.{sys.version_info.minor}-venv"]


def test_root_gets_the_packages_under_the_name_this_release_has(machine: Machine) -> None:
    machine.lines("known", "libegl2", "fonts")
    machine.set_up()
    installs = machine.asked("install -y")
    assert len(installs) == 1
    assert installs[0].endswith("libegl2 fonts")


def test_sudo_without_a_password_is_used(user: Machine) -> None:
    user.lines("known", "libegl1", "fonts")
    user.program("sudo", 'shift; [ "$1" = true ] || exec "$@"')
    user.set_up()
    assert user.asked("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get")


def test_another_user_gets_one_line_to_paste(user: Machine) -> None:
    user.lines("known", "libegl2", "fonts")
    line = "sudo apt-get update; sudo apt-get install -y --no-install-recommends libegl2 fonts"
    assert failure(user.set_up).splitlines()[1:] == [f"  {line}"]
    assert not user.asked("apt-get install")


def test_the_line_is_offered_in_chinese_and_without_sudo(
    user: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (user.here / "sudo").unlink()
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    said = failure(user.set_up)
    assert "请粘贴执行这一行" in said
    assert "su -c 'apt-get update; apt-get install -y" in said


def test_without_network_the_failed_command_is_named(machine: Machine) -> None:
    machine.lines("offline")
    assert failure(machine.set_up).splitlines()[-1].endswith("apt-get -qq -o DPkg::Lock::Timeout=300 update")


def test_a_package_that_no_release_knows_is_named(machine: Machine) -> None:
    machine.lines("known", "fonts")
    assert failure(machine.set_up).splitlines()[-1].endswith("--no-install-recommends libegl1 fonts")


def test_missing_fonts_are_a_warning_at_every_start(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.lines("known", "libegl1")
    machine.set_up()
    assert "install -y --no-install-recommends fonts" in capsys.readouterr().err
    machine.set_up()
    assert "install -y --no-install-recommends fonts" in capsys.readouterr().err
    machine.lines("installed", "libegl1", "fonts")
    machine.set_up()
    assert capsys.readouterr().err == ""


def test_once_set_up_a_start_asks_nothing(whole: Machine) -> None:
    whole.set_up()
    assert whole.asked("") == []


def test_a_set_up_for_tests_serves_the_console_too(machine: Machine) -> None:
    machine.lines("installed", "libegl1", "fonts", "xvfb")
    machine.set_up(testing=True)
    assert machine.asked("requirements-dev.lock")
    machine.set_up()
    assert machine.asked("") == []


def test_a_new_lock_is_installed_into_the_same_environment(whole: Machine) -> None:
    (whole.root / "requirements.lock").write_text("newer", encoding="utf-8")
    whole.set_up()
    asked = whole.asked("python ")
    assert not [line for line in asked if "-m venv" in line]
    assert "--require-hashes" in asked[-1]
    assert "--no-deps" in asked[-1]


def test_the_lock_names_all_that_its_libraries_need() -> None:
    """pip is told not to look for more than the lock names (`--no-deps`)."""
    checked = subprocess.run(
        [sys.executable, "-m", "pip", "check"], check=False, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout


def test_without_network_an_older_checkout_still_starts(whole: Machine) -> None:
    (whole.root / "requirements.lock").write_text("newer", encoding="utf-8")
    whole.lines("offline")
    assert "MB free" in failure(whole.set_up)
    (whole.root / "requirements.lock").write_text("requirements.lock", encoding="utf-8")
    whole.asked("")
    whole.set_up()
    assert whole.asked("") == []


def test_an_install_that_failed_halfway_is_begun_anew(whole: Machine) -> None:
    (whole.root / "requirements.lock").write_text("newer", encoding="utf-8")
    whole.lines("offline")
    whole.lines("changes")
    failure(whole.set_up)
    (whole.here / "offline").unlink()
    whole.asked("")
    whole.set_up()
    assert whole.asked("-m venv")


def test_a_start_that_was_killed_is_made_good_by_the_next(machine: Machine) -> None:
    machine.lines("kills")
    killed = machine.start()
    killed.communicate()
    assert killed.returncode == -9
    (machine.here / "kills").unlink()
    machine.asked("")
    with machine.start() as process:
        said, _ = process.communicate()
    assert process.returncode == 0
    assert said.startswith("opened")
    assert machine.asked("-m venv")


def test_an_environment_whose_python_is_gone_is_made_again(whole: Machine) -> None:
    (whole.root / ".venv/bin/python").unlink()
    whole.set_up()
    assert whole.asked("-m venv")


def test_an_updated_python_costs_a_look_but_no_new_environment(whole: Machine) -> None:
    os.utime(whole.here / "python", (1, 1))
    whole.set_up()
    assert not [line for line in whole.asked("python ") if "-m venv" in line]
    whole.set_up()
    assert whole.asked("") == []


def test_a_second_start_waits_for_the_first_and_goes_on(machine: Machine) -> None:
    with (machine.root / ".venv.lock").open("a") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = machine.start()
        assert second.stderr is not None
        assert "waiting" in second.stderr.readline()
        assert second.poll() is None
    said, _ = second.communicate()
    assert said.startswith("opened")


def test_the_callers_python_and_pip_settings_do_not_reach_the_console(
    whole: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "QT_PLUGIN_PATH"):
        monkeypatch.setenv(name, "/elsewhere")
    environment = whole.run.console_environment()
    assert environment["PYTHONPATH"] == str(whole.root)
    assert not environment.keys() & {"PYTHONHOME", "PIP_TARGET", "QT_PLUGIN_PATH"}


def test_without_a_screen_the_window_is_not_tried_but_verbs_are(
    whole: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    opened: list[list[str]] = []
    monkeypatch.setattr(os, "execve", lambda program, words, environment: opened.append(words))
    monkeypatch.setattr(subprocess, "run", lambda *words, **more: subprocess.CompletedProcess([], 0))
    assert "xvfb-run" in failure(lambda: whole.run.open_console(["--demo"]))
    whole.run.open_console(["--data", "x", "journal", "verify"])
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    whole.run.open_console(["--demo"])
    assert [words[3:] for words in opened] == [["--data", "x", "journal", "verify"], ["--demo"]]


def test_a_folder_that_cannot_be_written_is_a_sentence(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine.root / ".venv.lock").mkdir()
    assert machine.run.main([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("This cannot go on: ")
    assert "Traceback" not in said


def test_ctrl_c_ends_quietly(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*, testing: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(machine.run, "set_up", interrupted)
    assert machine.run.main([]) == 130
    assert capsys.readouterr().err == ""


def test_the_checks_end_in_a_summary_and_one_failure_fails_all(
    whole: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    (whole.root / "pyproject.toml").write_text("[tool.importlinter]", encoding="utf-8")
    assert whole.run.run_checks(["tests/unit"]) == 1
    rows = capsys.readouterr().out.splitlines()[-6:]
    assert [row.split()[:-2] for row in rows[:-1]] == [
        ["ruff", "ok"],
        ["ruff", "format", "ok"],
        ["mypy", "failed"],
        ["import-linter", "ok"],
        ["pytest", "ok"],
    ]
    assert rows[-1] == "pytest: 3 passed in 0.1s"
    assert whole.asked("-m pytest tests/unit")


def test_what_the_tests_cover_stands_before_the_summary(
    whole: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    whole.run.run_checks([])
    rows = capsys.readouterr().out.splitlines()
    assert "(summary) 9 0 100" in rows[:-5]
    assert rows[-1] == "pytest: 3 passed in 0.1s"


def test_every_verb_works_without_a_screen(machine: Machine) -> None:
    (verbs,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert set(verbs.choices) <= machine.run.WINDOWLESS
