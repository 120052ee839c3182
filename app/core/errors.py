"""Errors an operator can meet. Each has a code; `app.ui.error_words` turns codes into sentences."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


class DutyRoomError(Exception):
    """Base of all expected errors: a code and plain values, never a sentence.

    Attributes:
        code: stable word the screens translate, e.g. `disk_full`.
        values: what the sentence needs (a path, a name); never a secret.
    """

    code = "unknown"

    def __init__(self, code: str = "", **values: str) -> None:
        self.code = code or type(self).code
        self.values = values
        super().__init__(self.code, values)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({details})" if details else self.code

    def dump(self) -> dict[str, Any]:
        """For another process, which gets it back by `load`."""
        return {"code": self.code, "values": self.values}

    @staticmethod
    def load(dumped: Mapping[str, Any]) -> "DutyRoomError":
        """The error that another process dumped, by its code; its class is the base or SiteFileError."""
        values = {str(name): str(value) for name, value in dumped.get("values", {}).items()}
        if "problems" in dumped:
            problems = tuple(Problem(**problem) for problem in dumped["problems"])
            return SiteFileError(values.get("path", ""), problems)
        return DutyRoomError(str(dumped.get("code", "unknown")), **values)


class StorageUnavailable(DutyRoomError):
    """The environment refuses (disk full, read-only, locked, damaged), not a bug: nothing was stored.

    Codes: disk_full, read_only, locked, damaged, newer_database, lock_unusable, storage_failed.
    """

    code = "storage_failed"


class SecretsUnavailable(DutyRoomError):
    """The keyring is locked or fails, or the file of secrets is damaged: passwords and service URLs cannot be read."""

    code = "secrets_unavailable"


class AlreadyRunning(DutyRoomError):
    """A second program wants the same data folder."""

    code = "already_running"


class NotAllowed(DutyRoomError):
    """Refused by a rule of the duty room. Codes: wrong_pin, pin_locked, not_signed_in, incident_closed, still_kept."""

    code = "not_allowed"


class InvalidInput(DutyRoomError):
    """A form or command holds something that cannot be stored; `values` names field and reason code."""

    code = "invalid_input"


class NotFound(DutyRoomError):
    """The thing named does not exist (any more)."""

    code = "not_found"


class ConsoleUnreachable(DutyRoomError):
    """A verb needs the running console and there is none, or it does not answer."""

    code = "console_unreachable"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a site file. `line` counts from 1; 0 where no line can be named."""

    line: int
    field: str
    reason: str
    value: str = ""


class SiteFileError(DutyRoomError):
    """A site file with mistakes, all of them listed; nothing was changed."""

    code = "site_file"

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(path=path, count=str(len(problems)))
        self.problems = problems

    def dump(self) -> dict[str, Any]:
        return {**super().dump(), "problems": [asdict(problem) for problem in self.problems]}
