"""The program's own log files: small, rotating, without secrets. (What people write lies in the journal.)"""

import faulthandler
import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.core.address_secrets import without_values

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
    """Logs into `folder`.

    Where the folder takes no file (read-only, full) the log goes to standard error alone.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    # One line for each command to a camera would drive out what matters.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    screen = logging.StreamHandler()
    screen.setLevel(logging.CRITICAL)
    _add(root, screen)
    try:
        file = RotatingFileHandler(
            folder / f"{name}.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8"
        )
    except OSError as error:
        screen.setLevel(logging.WARNING)
        root.warning("no log file: %s", error)
        return
    _add(root, file)


def watch_for_crashes(folder: Path) -> None:
    """A crash inside a library leaves its stack in `crash.log`; without a writable folder, on standard error."""
    try:
        file = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError as error:
        logging.getLogger(__name__).warning("no crash log: %s", error)
        faulthandler.enable()
        return
    faulthandler.enable(file)


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def _add(root: logging.Logger, handler: logging.Handler) -> None:
    handler.setFormatter(_Redacting(_FORMAT))
    root.addHandler(handler)


def _short_url(found: "re.Match[str]") -> str:
    scheme = found.group(1)
    return found.group(0) if scheme.lower() in _NETWORK_SCHEMES else f"{scheme}***"
