"""Where passwords and tokens lie: the machine's keyring, else a file the user alone can read."""

import hashlib
import json
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from app.core.errors import SecretsUnavailable, StorageUnavailable

log = logging.getLogger(__name__)


class SecretStore(Protocol):
    """Keeps secrets by key (`camera:<id>`, `channel:<id>`)."""

    def get(self, key: str) -> str | None: ...

    def put(self, key: str, value: str) -> None: ...

    def delete(self, key: str) -> None: ...


class FileSecrets:
    """One JSON file with mode 0600: for machines without a keyring, said so in the README and on the settings screen."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def get(self, key: str) -> str | None:
        with self._lock:
            return self._load().get(key)

    def put(self, key: str, value: str) -> None:
        with self._lock:
            self._store({**self._load(), key: value})

    def delete(self, key: str) -> None:
        with self._lock:
            kept = self._load()
            if kept.pop(key, None) is not None:
                self._store(kept)

    def _load(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        try:
            loaded: dict[str, str] = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SecretsUnavailable(path=str(self._path)) from error
        return loaded

    def _store(self, secrets: dict[str, str]) -> None:
        partial = self._path.with_suffix(".partial")
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(secrets, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._path)
        except OSError as error:
            partial.unlink(missing_ok=True)
            code = "disk_full" if error.errno == 28 else "read_only"
            raise StorageUnavailable(code, path=str(self._path)) from error


class KeyringSecrets:
    """The operating system's keyring; entries of different data folders do not meet."""

    def __init__(self, data_folder: Path) -> None:
        digest = hashlib.sha256(str(data_folder.resolve()).encode()).hexdigest()[:12]
        self._service = f"dutyroom-{digest}"

    def get(self, key: str) -> str | None:
        import keyring

        with self._faults():
            return keyring.get_password(self._service, key)

    def put(self, key: str, value: str) -> None:
        import keyring

        with self._faults():
            keyring.set_password(self._service, key, value)

    def delete(self, key: str) -> None:
        import keyring
        import keyring.errors

        with self._faults():
            try:
                keyring.delete_password(self._service, key)
            except keyring.errors.PasswordDeleteError:
                log.debug("no secret to delete under %s", key)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        import keyring.errors

        try:
            yield
        except keyring.errors.KeyringError as error:
            raise SecretsUnavailable(path=self._service) from error


class LazySecrets:
    """Chooses the store at first use, so that looking for a keyring does not delay the start."""

    def __init__(self, data_folder: Path, file: Path) -> None:
        self._data_folder = data_folder
        self._file = file
        self._chosen: SecretStore | None = None
        self._lock = threading.Lock()

    def get(self, key: str) -> str | None:
        return self._store().get(key)

    def put(self, key: str, value: str) -> None:
        self._store().put(key, value)

    def delete(self, key: str) -> None:
        self._store().delete(key)

    def _store(self) -> SecretStore:
        with self._lock:
            if self._chosen is None:
                use_file = lie_in_file(self._file)
                self._chosen = FileSecrets(self._file) if use_file else KeyringSecrets(self._data_folder)
            return self._chosen


def lie_in_file(file: Path) -> bool:
    """Whether secrets lie in this file, not in the keyring. A folder that began with a file stays with it."""
    return file.exists() or not _keyring_works()


def _keyring_works() -> bool:
    import keyring
    from keyring.backends import fail, null

    return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)
