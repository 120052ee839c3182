"""Sets the machine up once, then opens the console (`python3 run.py`) or runs the tests (`python3 run.py test`).

Standard library only: this is the first thing that runs on a bare machine.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "set-up-done"
QT_PACKAGES = [
    "libegl1",
    "libgl1",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libpulse0",
    "fontconfig",
    "fonts-noto-cjk",
]
TEST_PACKAGES = [
    "gir1.2-gst-rtsp-server-1.0",
    "python3-gi",
    "gstreamer1.0-plugins-base",
    "gstreamer1.0-plugins-good",
    "gstreamer1.0-plugins-bad",
    "gstreamer1.0-plugins-ugly",
    "xvfb",
]


class SetUpFailed(Exception):
    """One sentence for the person at the keyboard: what happened and what to do."""


def main(words: list[str]) -> int:
    testing = words[:1] == ["test"]
    try:
        python = set_up(testing=testing)
    except SetUpFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    if testing:
        return run_tests(python, words[1:])
    return open_console(python, console_words(words))


def console_words(words: list[str]) -> list[str]:
    """Words for the console: those after `--`, or all; none at all means the demo site."""
    passed = words[1:] if words[:1] == ["--"] else words
    return passed or ["--demo"]


def set_up(*, testing: bool) -> Path:
    """Makes what is missing; returns the environment's Python."""
    lock = ROOT / ("requirements-dev.lock" if testing else "requirements.lock")
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = stamp_of(lock)
    if STAMP.is_file() and stamp in STAMP.read_text(encoding="utf-8").split("\n"):
        return python
    install_packages(missing_packages(testing=testing))
    if not (STAMP.is_file() and python.exists()):
        make_environment()
    print(f"Installing the libraries of {lock.name} …", flush=True)
    install = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
    if subprocess.run(install, check=False).returncode != 0:
        raise SetUpFailed("The libraries could not be installed (see above). With a network, start again.")
    # The larger lock holds all of the smaller one: after a set-up for tests the console is ready too.
    done = [stamp, stamp_of(ROOT / "requirements.lock")]
    STAMP.write_text("\n".join(done), encoding="utf-8")
    return python


def stamp_of(lock: Path) -> str:
    """Names a set-up: the lock's content and the Python that made it."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def make_environment() -> None:
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", ENVIRONMENT], check=False, capture_output=True, text=True
    )
    if made.returncode != 0:
        raise SetUpFailed(f"The environment could not be made: {made.stdout}{made.stderr}")


def missing_packages(*, testing: bool) -> list[str]:
    """Debian packages that are needed and not installed; none on other systems."""
    if not shutil.which("dpkg-query"):
        return []
    wanted = [*QT_PACKAGES, *(TEST_PACKAGES if testing else [])]
    if sys.executable == "/usr/bin/python3" or not has_venv():
        wanted.append("python3-venv")
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${Status}\n", *wanted],
        check=False,
        capture_output=True,
        text=True,
    )
    there = {line.split()[0] for line in asked.stdout.splitlines() if line.endswith("ok installed")}
    return [package for package in wanted if package not in there]


def has_venv() -> bool:
    return (
        subprocess.run(
            [sys.executable, "-c", "import ensurepip, venv"], check=False, capture_output=True
        ).returncode
        == 0
    )


def install_packages(packages: list[str]) -> None:
    if not packages:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0:
        raise SetUpFailed(f"System packages are missing. Paste this line, then start again:\n  sudo {line}")
    print("Installing system packages …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment, stdout=subprocess.DEVNULL)
    result = subprocess.run([*line.split(), "-qq"], check=False, env=environment, stdout=subprocess.DEVNULL)
    if result.returncode != 0:
        raise SetUpFailed(
            f"System packages could not be installed. Paste this line, then start again:\n  {line}"
        )


def run_tests(python: Path, words: list[str]) -> int:
    checks = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "--quiet", "."],
        [python, "-m", "mypy"],
        [python, "-m", "pytest", *words],
    ]
    failed = []
    for check in checks:
        print(f"— {' '.join(map(str, check[2:]))}", flush=True)
        if subprocess.run(check, cwd=ROOT, check=False).returncode != 0:
            failed.append(str(check[2]))
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def open_console(python: Path, words: list[str]) -> int:
    command = [str(python), "-m", "app", *words]
    os.environ["PYTHONPATH"] = str(ROOT)
    if os.name != "nt":
        os.execv(python, command)  # replaces this process: the console costs no second Python
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
