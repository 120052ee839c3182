"""Keeps the server process as the settings want it, and knows how it stands."""

import logging
import shutil
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.core.clock import Clock
from app.core.errors import DutyRoomError, StorageUnavailable
from app.core.paths import DataFolder
from app.lanpage.addresses import own_addresses
from app.lanpage.certificate import Certificate, certificate_for
from app.lanpage.link_book import LinkBook
from app.lanpage.process import ServerProcess
from app.lanpage.protocol import PING_S, SILENT_S, Start
from app.lanpage.rules import PHOTO_BYTES, restart_pause_s
from app.model.journal import Draft, Entry
from app.model.lan_page import LanPage
from app.storage.database import Database

log = logging.getLogger(__name__)
_BEGIN_S = 20.0
"""A busy machine may take so long for the server's libraries."""
_TRY_AGAIN_S = 10.0
"""The other program may let go of the port, the cable be plugged in."""
_CALM_S = 300.0
"""A server that ran so long before it crashed is started again at once."""
_SAY_AGAIN_S = 900.0
"""What goes wrong again and again is journaled so often."""
_RENEW_BEFORE = timedelta(days=20)
_PASSING = ("crashed", "hung")
"""Over in seconds: links go on being made meanwhile."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the page stands. `state` is off, starting, open or failed; `code` says why it failed."""

    state: str = "off"
    code: str = ""
    url: str = ""
    fingerprint: str = ""
    ends: datetime | None = None
    """When the certificate does."""


class ServerKeeper:
    """One thread between `start` and `stop`; `wake` after the settings were changed.

    Args:
        page: the settings as they are stored.
        answer: answers the phones.
        fault: told when the thread dies of something unexpected.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        links: LinkBook,
        folder: DataFolder,
        page: Callable[[], LanPage],
        answer: Callable[[Mapping[str, Any]], Mapping[str, Any]],
        language: Callable[[], str],
        fault: Callable[[BaseException], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._links = links
        self._folder = folder
        self._page = page
        self._answer = answer
        self._language = language
        self._fault = fault
        self._news = threading.Event()
        self._stopping = False
        self._crashes: list[float] = []
        self._said: dict[tuple[str, str], float] = {}
        self._server: ServerProcess | None = None
        self._thread: threading.Thread | None = None
        self.standing = Standing()

    @property
    def inbox(self) -> Path:
        return self._folder.lan_page / "inbox"

    def pid(self) -> int | None:
        """Of the server process; None while there is none."""
        server = self._server
        return server.pid if server is not None else None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="lan-page", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        self._news.set()

    def stop(self) -> None:
        """Ends the server within its time and waits for that."""
        self._stopping = True
        self._news.set()
        if self._thread is not None:
            self._thread.join()
        self._links.offer("")

    def _run(self) -> None:
        try:
            while not self._stopping:
                page = self._page()
                if page.on:
                    self._serve(page)
                else:
                    self._close()
                    self._wait(None)
        except Exception as error:  # noqa: BLE001 - the console goes on without the page, and somebody is told
            self._links.offer("")
            self.standing = Standing("failed", "crashed")
            self._fault(error)

    def _wait(self, seconds: float | None) -> bool:
        """True when it is woken before the time is over."""
        woken = self._news.wait(seconds)
        self._news.clear()
        return woken

    def _close(self) -> None:
        self._links.offer("")
        self.standing = Standing()

    def _serve(self, page: LanPage) -> None:
        """Until the settings change, the server ends, or this is stopped."""
        try:
            self._links.load()
            certificate = certificate_for(self._folder.lan_page, page.address, self._clock.now())
            self._empty_inbox()
        except DutyRoomError as error:
            self._fail(error.code)
            self._wait(_TRY_AGAIN_S)
            return
        if certificate.made:
            self._note("lan_certificate", fingerprint=certificate.fingerprint)
        if self.standing.state != "failed":
            self.standing = Standing("starting")
        began = self._clock.monotonic()
        server = self._server = ServerProcess(self._start_of(page, certificate), self._answer)
        try:
            code = self._watch(server, page, certificate)
        finally:
            self._server = None
            server.stop()
        if code:
            self._fail(code)
            self._wait(self._pause_s(code, self._clock.monotonic() - began))

    def _watch(self, server: ServerProcess, page: LanPage, certificate: Certificate) -> str:
        """Why the server has to be started anew; empty where somebody wants that."""
        if not server.began.wait(_BEGIN_S):
            server.kill()
            return "hung"
        if server.failed or not server.alive():
            return server.failed or "crashed"
        self._open(f"https://{page.address}:{server.port}", certificate)
        heard, silent_s = server.heard, 0.0
        while True:
            if self._wait(PING_S):
                if self._stopping or _listens_elsewhere(page, self._page()):
                    return ""
                continue
            if not server.alive():
                return "crashed"
            silent_s = 0.0 if server.heard != heard else silent_s + PING_S
            heard = server.heard
            if silent_s >= SILENT_S:
                server.kill()
                return "hung"
            if page.address not in own_addresses():
                # The network gave this computer another one, or the cable is out: the server itself sees nothing.
                return "no_address"
            if self._clock.now() > certificate.ends - _RENEW_BEFORE:
                return ""
            server.ping()

    def _start_of(self, page: LanPage, certificate: Certificate) -> Start:
        return Start(
            address=page.address,
            port=page.port,
            certificate=str(certificate.certificate),
            key=str(certificate.key),
            inbox=str(self.inbox),
            logs=str(self._folder.logs),
            language=self._language(),
            photo_bytes=PHOTO_BYTES,
        )

    def _pause_s(self, code: str, ran_s: float) -> float:
        if code not in _PASSING:
            return _TRY_AGAIN_S
        now = self._clock.monotonic()
        self._crashes = [at for at in self._crashes if now - at < _CALM_S]
        pause = restart_pause_s(len(self._crashes)) if ran_s < _CALM_S else 0.0
        self._crashes.append(now)
        return pause

    def _open(self, url: str, certificate: Certificate) -> None:
        self._links.offer(url)
        self.standing = Standing("open", "", url, certificate.fingerprint, certificate.ends)
        self._note("lan_page_open", url=url)

    def _fail(self, code: str) -> None:
        if code not in _PASSING:
            self._links.offer("")
        self.standing = Standing("failed", code)
        self._note("lan_page_failed", code=code)

    def _note(self, kind: str, **data: str) -> None:
        """Journals it, unless the same was said a short while ago."""
        now, what = self._clock.monotonic(), (kind, data.get("code") or data.get("url") or "")
        if now - self._said.get(what, -_SAY_AGAIN_S) < _SAY_AGAIN_S:
            return
        if kind != "lan_page_open":
            # Whoever reads that it failed must also read when it was back.
            self._said = {said: at for said, at in self._said.items() if said[0] != "lan_page_open"}
        self._said[what] = now
        self._database.write(lambda tx: tx.journal.append(Draft(kind, data=data))).add_done_callback(_see)

    def _empty_inbox(self) -> None:
        """What a server that was killed left there belongs to no entry."""
        try:
            shutil.rmtree(self.inbox, ignore_errors=True)
            self.inbox.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageUnavailable("read_only", path=str(self.inbox)) from error


def _listens_elsewhere(before: LanPage, now: LanPage) -> bool:
    return (before.on, before.address, before.port) != (now.on, now.address, now.port)


def _see(written: "Future[Entry]") -> None:
    error = written.exception()
    if error is not None:
        log.error("an entry about the page could not be stored", exc_info=error)
