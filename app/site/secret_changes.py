"""The secrets a site file brings: written before the records, put back when the records cannot be stored."""

import errno
import json
import logging
from dataclasses import replace

from app.core.errors import StorageUnavailable
from app.core.secrets import SecretStore
from app.site.camera_secrets import needed
from app.site.record import KEPT, NO_LOGIN, Login, SiteFile

log = logging.getLogger(__name__)


class SecretChanges:
    """What differs between the secrets of a file and those stored; `keys` names the differing ones."""

    def __init__(self, store: SecretStore, file: SiteFile) -> None:
        self._store = store
        wanted = {**_wanted_logins(store, file), **_wanted_urls(file)}
        self._before = {key: store.get(key) for key in wanted}
        self._wanted = {key: value for key, value in wanted.items() if value != self._before[key]}
        self._written: list[str] = []
        self.keys = frozenset(self._wanted)

    def write(self) -> None:
        """Stores the new ones. Raises StorageUnavailable, with all secrets as they were."""
        try:
            for key, value in self._wanted.items():
                if value is not None:
                    self._store.put(key, value)
                    self._written.append(key)
        except OSError as error:
            self.undo()
            code = "disk_full" if error.errno == errno.ENOSPC else "storage_failed"
            raise StorageUnavailable(code, path=str(error.filename or "")) from error
        except BaseException:
            self.undo()
            raise

    def undo(self) -> None:
        """Puts back what was there."""
        while self._written:
            key = self._written.pop()
            before = self._before[key]
            if before is None:
                self._store.delete(key)
            else:
                self._store.put(key, before)

    def forget_unused(self, *gone: str) -> None:
        """After the records are stored: deletes what the file no longer has, and the secrets of records that are gone."""
        unused = [key for key, value in self._wanted.items() if value is None]
        try:
            for key in (*unused, *gone):
                self._store.delete(key)
        except OSError:
            log.exception("secrets that are no longer needed could not be deleted")


def stored_login(store: SecretStore, camera_id: str) -> Login:
    """What a camera asks for; empty where nothing is kept."""
    kept = store.get(f"camera:{camera_id}")
    if kept is None:
        return Login()
    login = json.loads(kept)
    return Login(login["username"], login["password"], tuple(sorted(login.get("secrets", {}).items())))


def packed(login: Login) -> str:
    """A login as the secret store keeps it."""
    secrets = {"secrets": dict(login.secrets)} if login.secrets else {}
    return json.dumps({"username": login.username, "password": login.password, **secrets})


def _wanted_logins(store: SecretStore, file: SiteFile) -> dict[str, str | None]:
    wanted: dict[str, str | None] = {}
    for camera in file.cameras:
        login = file.secrets.logins.get(camera.id, NO_LOGIN)
        stored = stored_login(store, camera.id)
        if login.password == KEPT:
            login = replace(login, username=login.username or stored.username, password=stored.password)
        login = replace(login, secrets=needed(camera, (*stored.secrets, *login.secrets)))
        wanted[f"camera:{camera.id}"] = packed(login) if login else None
    return wanted


def _wanted_urls(file: SiteFile) -> dict[str, str | None]:
    """Of channels and relays."""
    urls = {f"channel:{channel_id}": url for channel_id, url in file.secrets.urls.items()}
    urls |= {f"relay:{relay_id}": address for relay_id, address in file.secrets.relays.items()}
    return {key: url for key, url in urls.items() if url != KEPT}
