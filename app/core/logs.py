"""The program's own log files: small, rotating, without secrets. (What people write lies in the journal.)"""

import faulthandler
import logging
import re
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from app.core.address_secrets import without_values
from app.core.private_files import private

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES = 5_000_000
_FILES = 5
_LOGIN_IN_URL = re.compile(r"(?<=://)\S*@")
"""Greedy: a password may itself hold a slash or an at sign."""
_TOKEN_IN_URL = re.compile(r"(?i)\b([a-z]+://)(?!127\.|localhost)(\S+)")
_NETWORK_SCHEMES = ("rtsp://", "rtsps://", "file://")


def redacted(text: str) -> str:
    """The text without logins in URLs; of a service's URL, whose path is a token, only the scheme stays."""
    without_logins = _LOGIN_IN_URL.sub("***@", text)
    return _TOKEN_IN_URL.sub(_short_url, without_values(without_logins))


def start_logging(folder: Path, name: str = "console") -> None:
    """Logs into `folder`; of what is critical the terminal gets one sentence, its stack stands in the file alone.

    Where the folder takes no file (read-only, full) the sentences go to standard error alone.
    """
    # What cannot be logged must not fill the terminal with stacks either.
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    # One line for each command to a camera would drive out what matters.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    screen = logging.StreamHandler()
    screen.setLevel(logging.CRITICAL)
    screen.setFormatter(_OneSentence())
    root.addHandler(screen)
    try:
        file = _LogFile(folder / f"{name}.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8")
    except OSError as error:
        screen.setLevel(logging.WARNING)
        root.warning("no log file: %s", error)
        return
    file.setFormatter(_Redacting(_FORMAT))
    root.addHandler(file)


def watch_for_crashes(folder: Path) -> None:
    """What nobody caught is logged. A crash inside a library leaves its stack in `crash.log`; without a writable folder,
    on standard error."""
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    try:
        file = open(folder / "crash.log", "a", encoding="utf-8", opener=private)  # noqa: SIM115 - until the process ends
    except OSError as error:
        logging.getLogger(__name__).warning("no crash log: %s", error)
        faulthandler.enable()
        return
    faulthandler.enable(file)


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class _OneSentence(logging.Formatter):
    """For the terminal: what happened, without the stack."""

    def format(self, record: logging.LogRecord) -> str:
        sentence = " ".join(record.getMessage().split())
        kind = record.exc_info[0] if record.exc_info else None
        return redacted(f"dutyroom: {sentence}" + (f" ({kind.__name__}; see the log file)" if kind else ""))


class _LogFile(RotatingFileHandler):
    """For the user alone. That the disk takes no more lines is told once, until it takes one again."""

    _refusing = False

    def emit(self, record: logging.LogRecord) -> None:
        refused_before, self._refusing = self._refusing, False
        self._why: BaseException | None = None
        super().emit(record)
        if self._refusing and not refused_before:
            sys.stderr.write(f"dutyroom: the log file cannot be written: {self._why}\n")

    def handleError(self, record: logging.LogRecord) -> None:
        self._refusing = True
        self._why = sys.exc_info()[1]

    def _open(self) -> Any:
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=private)


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(__name__).critical("the console cannot go on", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    name = args.thread.name if args.thread else "?"
    if args.exc_value is not None:
        logging.getLogger(__name__).critical("the thread %s died", name, exc_info=args.exc_value)


def _short_url(found: "re.Match[str]") -> str:
    scheme = found.group(1)
    return found.group(0) if scheme.lower() in _NETWORK_SCHEMES else f"{scheme}***"
