"""Nothing secret in a log line."""

import logging
import subprocess
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from app.core.logs import redacted, start_logging


@pytest.mark.parametrize(
    ("said", "kept", "gone"),
    [
        ("open rtsp://admin:geheim@10.0.0.7/ch1", "rtsp://***@10.0.0.7/ch1", "geheim"),
        ("send dingtalk://tokentoken/13800000000 failed", "dingtalk://***", "tokentoken"),
        ("mailto://u:pass@mail.example/?to=a", "mailto://***", "pass"),
        ("rtsp://u:p%40ss@host/1 and rtsp://v:w@host/2", "rtsp://***@host/2", "p%40ss"),
        ("rtsp://admin:p/ss@1.2.3.4/x", "rtsp://***@1.2.3.4/x", "p/ss"),
        ("rtsp://admin:p@ss@1.2.3.4/x", "rtsp://***@1.2.3.4/x", "ss@"),
        ("rtsp://1.2.3.4/x?user=admin&password=geheim&channel=1", "channel=1", "geheim"),
        ("rtsp://1.2.3.4/user=admin&password=geheim&channel=1", "channel=1", "geheim"),
        ("rtsp://1.2.3.4/user=admin_password=geheim_channel=1", "channel=1", "geheim"),
        ("rtsp://1.2.3.4/user=admin_password=geheim_channel=1", "rtsp://1.2.3.4/user=***_", "admin"),
        ("rtsp://1.2.3.4/live?access_token=abc123&a=1", "a=1", "abc123"),
        ("https://oapi.example/robot?access_token=abc", "https://***", "access_token"),
    ],
)
def test_logins_and_tokens_do_not_reach_a_line(said: str, kept: str, gone: str) -> None:
    assert kept in redacted(said)
    assert gone not in redacted(said)


def test_ordinary_lines_stay_as_they_are() -> None:
    for line in ("camera gate-e: timeout", "a@b", "50 % of 3/4", "rtsp://10.0.0.7:554/ch1"):
        assert redacted(line) == line


@pytest.fixture
def clean_root() -> "object":
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    raising = logging.raiseExceptions
    yield root
    logging.raiseExceptions = raising
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_an_exception_with_a_login_is_logged_without_it(tmp_path: Path, clean_root: object) -> None:
    start_logging(tmp_path)
    try:
        raise OSError("cannot open rtsp://admin:geheim@10.0.0.7/1")
    except OSError:
        logging.getLogger("cameras").exception("failed")
    written = (tmp_path / "console.log").read_text(encoding="utf-8")
    assert "cannot open rtsp://***@10.0.0.7/1" in written
    assert "geheim" not in written


def test_a_folder_that_takes_no_log_is_said_and_not_fatal(
    tmp_path: Path, clean_root: object, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging(tmp_path / "missing")
    assert "no log file" in capsys.readouterr().err


_DYING = """
import sys, threading
from pathlib import Path
from app.core.logs import start_logging, watch_for_crashes
start_logging(Path(sys.argv[1]))
watch_for_crashes(Path(sys.argv[1]))
thread = threading.Thread(target=lambda: 1 / 0, name="tick")
thread.start()
thread.join()
raise ValueError("rtsp://admin:geheim@10.0.0.7/1")
"""


def test_of_what_nobody_caught_the_terminal_has_a_sentence_and_the_file_the_stack(tmp_path: Path) -> None:
    died = subprocess.run(
        [sys.executable, "-c", _DYING, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert died.returncode == 1
    assert died.stderr.splitlines() == [
        "dutyroom: the thread tick died (ZeroDivisionError; see the log file)",
        "dutyroom: the console cannot go on (ValueError; see the log file)",
    ]
    written = (tmp_path / "console.log").read_text(encoding="utf-8")
    assert written.count("Traceback") == 2
    assert "geheim" not in written
    files = {file.name: file.stat().st_mode & 0o077 for file in tmp_path.iterdir()}
    assert files == {"console.log": 0, "crash.log": 0}


def test_a_full_disk_is_told_once_and_without_a_stack(
    tmp_path: Path, clean_root: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start_logging(tmp_path)
    (file,) = [each for each in logging.getLogger().handlers if isinstance(each, RotatingFileHandler)]
    stream = file.stream
    monkeypatch.setattr(file, "stream", _FullDisk())
    for _ in range(3):
        logging.getLogger("cameras").warning("a line")
    assert capsys.readouterr().err == "dutyroom: the log file cannot be written: no space left\n"
    monkeypatch.setattr(file, "stream", stream)
    logging.getLogger("cameras").warning("room again")
    monkeypatch.setattr(file, "stream", _FullDisk())
    logging.getLogger("cameras").warning("a line")
    assert capsys.readouterr().err.count("cannot be written") == 1
    monkeypatch.setattr(file, "stream", stream)


class _FullDisk:
    def seek(self, *place: int) -> int:
        raise OSError("no space left")

    def flush(self) -> None:
        """Nothing is held back."""
