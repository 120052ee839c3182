"""Sets the machine up once, then opens the console (`python3 run.py`) or runs the checks (`python3 run.py test`).

Standard library only: this is the first thing that runs on a bare machine. It parses under Python 3.6, so that an
old Python answers with a sentence. Once all is set up, a start reads a stamp and asks no network and no program.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons read this too
    sys.exit("Python 3.11 or newer is needed / 需要 Python 3.11 或更新版本: " + sys.version.split()[0])

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "set-up-done"
# The Python below a virtual environment that started this file: ours may be the very one to be made again.
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable

# `a|b`: the same library under the names of different releases; one of them is enough.
QT_PACKAGES = """libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-randr0 libxcb-render-util0 libxcb-shape0 libdbus-1-3 libfontconfig1 libwayland-cursor0 libwayland-egl1
    libglib2.0-0|libglib2.0-0t64""".split()
# Without these the console starts all the same: with boxes for Chinese, or siren and voice stay silent.
COMFORT_PACKAGES = """fonts-noto-cjk|fonts-wqy-microhei|fonts-wqy-zenhei fontconfig
    libpulse0 libspeechd2 speech-dispatcher speech-dispatcher-espeak-ng libxrandr2 libgssapi-krb5-2""".split()
# Without these some tests are skipped.
TEST_PACKAGES = """gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-base gstreamer1.0-plugins-good
    gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly xvfb xauth chromium chromium-driver mosquitto""".split()
OPTIONAL = {*COMFORT_PACKAGES, *TEST_PACKAGES}
# Without --no-deps a pip before 23.3 (Debian 12's) refuses the whole lock as soon as a package that another one asks
# for with an extra has a newer release than the locked one. The lock names everything; a test holds it to that.
PIP = """-I -m pip install --quiet --no-input --disable-pip-version-check --no-warn-script-location
    --only-binary=:all: --require-hashes --no-deps -r""".split()
APT = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
# The caller's words for another Python, another Qt or another place of installation.
FOREIGN = """PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONPLATLIBDIR PYTHONOPTIMIZE PYTHONWARNINGS PYTHONINSPECT
    PYTHONEXECUTABLE __PYVENV_LAUNCHER__ VIRTUAL_ENV PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_CONSTRAINT
    PIP_REQUIREMENT PIP_NO_BINARY QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH""".split()
# Three at a time, whatever the machine: half of them wait for other processes, so that two cores are busy. Measured there:
# 434 s instead of 559. tests/conftest.py says which are never beside each other.
# A worker that crashed is not replaced: xdist 3.8 then waits for ever for tests it had given to nobody.
# What they cover is counted by probes in our own code alone: a tracer would more than double the time of every test.
ALL_TESTS = "-m slipcover -m pytest -n 3 --max-worker-restart=0".split()
# "5 passed in 3.12s": the table of what they cover comes after it.
TESTS_CLOSE = re.compile(r" in \d[\d.]*s\b")
PIPE, QUIET = subprocess.PIPE, subprocess.DEVNULL
WINDOWLESS = {
    "status",
    "emergency",
    "journal",
    "site",
    "plan",
    "evidence",
    "backup",
    "bench",
    "-h",
    "--help",
    "--version",
}


class SetUpFailed(Exception):
    """A sentence for the person at the keyboard: what happened and what to do."""


def main(words: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal without Chinese
    testing = words[:1] == ["test"]
    try:
        set_up(testing=testing)
        return run_checks(words[1:]) if testing else open_console(console_words(words))
    except SetUpFailed as failure:
        print(failure, file=sys.stderr)
    except OSError as error:
        what = f"{error.filename or ROOT}: {error.strerror or error}"
        english = f"This cannot go on: {what}. Here you need the right to write and 2 GB of disk: {ROOT}"
        tell(english, f"无法继续：{what}。此处需要写入权限和 2 GB 磁盘空间：{ROOT}")
    except KeyboardInterrupt:
        return 130
    return 1


def console_words(words: list[str]) -> list[str]:
    """Words for the console: those after `--`, or all; none at all means the demo site."""
    passed = words[1:] if words[:1] == ["--"] else words
    return passed or ["--demo"]


def either(english: str, chinese: str) -> str:
    """The sentence in the language of the system."""
    if sys.platform == "win32":
        import ctypes

        return chinese if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0xFF == 4 else english
    languages = map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))
    return chinese if next(filter(None, languages), "").startswith("zh") else english


def tell(english: str, chinese: str) -> None:
    print(either(english, chinese), file=sys.stderr)


def set_up(*, testing: bool) -> None:
    """Makes what is missing."""
    lock = ROOT / ("requirements-dev.lock" if testing else "requirements.lock")
    if is_done(lock):
        if "without" in stamp():
            warn_of(missing_packages(testing=testing))
        return
    with one_at_a_time() as held:
        if is_done(lock):
            return
        left = install_packages(testing=testing)
        install_libraries(lock, held)
        # The larger lock holds all of the smaller one: after a set-up for tests the console is ready too.
        done = [name_of(lock), name_of(ROOT / "requirements.lock"), interpreter(), "without" if left else ""]
        if sys.platform != "win32":
            os.sync()  # when the power goes, the stamp must not be on the disk before the libraries
        STAMP.write_text("\n".join(done), encoding="utf-8")


def is_done(lock: Path) -> bool:
    return PYTHON.exists() and {name_of(lock), interpreter()} <= set(stamp())


def stamp() -> list[str]:
    """What the last whole set-up left: its locks, its Python and `without` when packages stayed missing."""
    return STAMP.read_text(encoding="utf-8").split("\n") if STAMP.is_file() else []


def name_of(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def interpreter() -> str:
    """The Python that the environment borrows; another text once that was replaced or is gone."""
    try:
        lines = (ENVIRONMENT / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        path = next(Path(line.partition("= ")[2]) for line in lines if line.startswith("executable"))
        return f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}"
    except (FileNotFoundError, StopIteration):
        return "gone"


@contextlib.contextmanager
def one_at_a_time():  # type: ignore[no-untyped-def]  # the type's import would cost every start
    """A second start waits here for the first, and for a pip that a killed one left behind."""
    with (ROOT / ".venv.lock").open("a", encoding="utf-8") as file:
        if not locked(file.fileno()):
            tell("Another start is setting this machine up; waiting …", "另一次启动正在安装，请稍候…")
            while not locked(file.fileno()):
                time.sleep(0.5)
        yield file.fileno()


def locked(file: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the one's word and the other's for "taken"
        return False
    return True


def install_libraries(lock: Path, held: int) -> None:
    """Brings the environment to the lock. Where all is there already, pip asks no network."""
    before, was = installed(), stamp()
    kept = was != [] and PYTHON.exists() and succeeds([str(PYTHON), "-I", "-c", "import pip"], err=QUIET)
    STAMP.unlink(missing_ok=True)  # whatever kills this from here on, the next start begins anew
    tell("Installing the libraries (once, some minutes) …", "正在安装依赖库（仅一次，需几分钟）…")
    if (kept or make_environment(held)) and succeeds([str(PYTHON), *PIP, str(lock)], held=held, out=2):
        return
    if kept and installed() == before:  # nothing was changed: an older checkout still starts
        STAMP.write_text("\n".join(was), encoding="utf-8")
    free = shutil.disk_usage(ROOT).free // 2**20
    english = f"The libraries could not be installed (see above). Check network and disk ({free} MB free)."
    raise SetUpFailed(either(english, f"依赖库安装失败（见上文）。请检查网络和磁盘（剩余 {free} MB）。"))


def installed() -> list[Path]:
    folders = ("lib/python3*/site-packages/*", "Lib/site-packages/*")
    return sorted(path for folder in folders for path in ENVIRONMENT.glob(folder))


def make_environment(held: int) -> bool:
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    return succeeds([BASE_PYTHON, "-I", "-m", "venv", str(ENVIRONMENT)], held=held, out=2)


def succeeds(command: list[str], *, held: int = -1, out: int = QUIET, err: "int | None" = None) -> bool:
    """Runs a command; it holds the lock `held` as long as it lives, even when this process is killed."""
    handed = () if held < 0 or os.name == "nt" else (held,)
    done = subprocess.run(
        command, check=False, stdin=QUIET, stdout=out, stderr=err, env=own_environment(), pass_fds=handed
    )
    return done.returncode == 0


def output_of(command: list[str]) -> list[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.splitlines()


def own_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in FOREIGN}


def missing_packages(*, testing: bool) -> list[str]:
    """Debian packages that are wanted and not installed; none on other systems."""
    import importlib.util

    if not shutil.which("dpkg-query"):
        return []
    wanted = [*QT_PACKAGES, *COMFORT_PACKAGES, *(TEST_PACKAGES if testing else [])]
    if importlib.util.find_spec("ensurepip") is None:  # Debian's Python comes without
        wanted.insert(0, f"python3.{sys.version_info.minor}-venv")
    names = [name for package in wanted for name in package.split("|")]
    states = output_of(["dpkg-query", "-W", "-f", "${Package} ${Status}\n", *names])
    there = {line.split()[0] for line in states if line.endswith("ok installed")}
    return [package for package in wanted if there.isdisjoint(package.split("|"))]


def install_packages(*, testing: bool) -> list[str]:
    """Installs with apt where it may; returns what stays missing and can be done without."""
    missing = missing_packages(testing=testing)
    rights = may_install() if missing else None
    if rights is None:
        if not OPTIONAL.issuperset(missing):
            raise SetUpFailed(to_paste(missing))
        return warn_of(missing)
    tell("Installing system packages …", "正在安装系统软件包…")
    update, install = [*rights, *APT, "update"], [*rights, *APT, "install", "-y", "--no-install-recommends"]
    failed = [] if succeeds(update) else update
    if not succeeds(install + known_names(missing)):
        for package in [] if failed else missing:  # one name that is gone must not take the rest along
            succeeds(install + known_names([package]), err=QUIET)
        failed = failed or install + known_names(missing)
    left = missing_packages(testing=testing)
    if not OPTIONAL.issuperset(left):
        english = "This command failed (see above). Check the network and /etc/apt, then start again:"
        chinese = "此命令失败（见上文）。请检查网络和 /etc/apt，然后重新启动："
        raise SetUpFailed(f"{either(english, chinese)}\n  {' '.join(failed)}")
    return warn_of(left)


def may_install() -> "list[str] | None":
    """What to write before apt-get; None when this user may not."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    return sudo if shutil.which("sudo") and succeeds([*sudo, "true"], err=QUIET) else None


def known_names(packages: list[str]) -> list[str]:
    """Of each package the name that this release has."""
    names = [name for package in packages for name in package.split("|")]
    shown = output_of(["apt-cache", "show", "--no-all-versions", *names])
    known = {line[9:] for line in shown if line.startswith("Package: ")}
    return [next(filter(known.__contains__, p.split("|")), p.split("|")[0]) for p in packages]


def warn_of(missing: list[str]) -> list[str]:
    if missing:
        tell("It goes on, but without some fonts, sound or tests:", "照常运行，但缺少部分字体、声音或测试：")
        print(to_paste(missing), file=sys.stderr)
    return missing


def to_paste(missing: list[str]) -> str:
    line = f"apt-get update; apt-get install -y --no-install-recommends {' '.join(known_names(missing))}"
    if os.geteuid() != 0:
        line = line.replace("apt-get", "sudo apt-get") if shutil.which("sudo") else f"su -c '{line}'"
    english = "System packages are missing. Paste this line, then start again:"
    return either(english, "缺少系统软件包。请粘贴执行这一行，然后重新启动：") + f"\n  {line}"


def checks(words: list[str]) -> dict[str, list[str]]:
    """Name of each check -> words for our Python. The caller's words choose tests."""
    contracts = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    has_contracts = "[tool.importlinter]" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return {
        "ruff": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "--quiet", "."],
        "mypy": ["-m", "mypy"],
        **({"import-linter": ["-c", contracts]} if has_contracts else {}),
        "pytest": ["-m", "pytest", *words] if words else ALL_TESTS,
    }


def run_checks(words: list[str]) -> int:
    rows, codes, last, closed = [], [], "", ""
    for name, check in checks(words).items():
        print(f"\n— {name}", flush=True)
        since = time.monotonic()
        command, environment = [str(PYTHON), *check], console_environment()
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=PIPE, text=True, errors="replace"
        ) as running:
            for line in running.stdout or ():
                print(line, end="", flush=True)
                last = line.strip() or last
                closed = last if TESTS_CLOSE.search(last) else closed
        codes.append(running.returncode)
        rows.append(f"{name:<14}{'failed' if codes[-1] else 'ok':<8}{time.monotonic() - since:6.1f} s")
    print("", *rows, f"pytest: {closed or last}", sep="\n", flush=True)
    return 1 if any(codes) else 0


def console_environment() -> dict[str, str]:
    # The app folder of this checkout and no other, whatever folder the caller stands in.
    return {**own_environment(), "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}


def open_console(words: list[str]) -> int:
    screens = map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform == "linux" and not any(screens) and WINDOWLESS.isdisjoint(words):
        line = "xvfb-run -a python3 run.py"
        english = f"There is no screen here. Start it on the desktop, or (packages xvfb, xauth): {line}"
        raise SetUpFailed(either(english, f"此处没有屏幕。请在桌面启动，或装 xvfb、xauth 后运行：{line}"))
    command = [str(PYTHON), "-m", "app", *words]
    if os.name != "nt":
        os.execve(PYTHON, command, console_environment())  # no second Python stays behind
    return subprocess.run(command, check=False, env=console_environment()).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
