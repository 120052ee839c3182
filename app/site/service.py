"""The site's own records: cameras, places, channels, plans. Every change is a journal entry; secrets stay outside."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.core.errors import InvalidInput
from app.core.secrets import SecretStore
from app.journal.differences import differences
from app.model.deadline import ReportDeadline
from app.model.journal import NOTE_KINDS, SYSTEM, Actor, Draft
from app.model.plan import Plan, PlanNames
from app.model.site import Camera, Channel, Place, Site
from app.model.words import Words
from app.notify.modem_address import ModemAddress, modem_address, modem_fault, modem_url
from app.site.camera_secrets import needed, without_secrets
from app.site.importer import ImportSummary, SiteImport
from app.site.record import NO_LOGIN, Login, SecretsInFile
from app.site.render import render_site
from app.site.rules import (
    check_plan,
    check_report_deadline,
    check_site,
    is_demo,
    refuse_same_line,
    refuse_used_place,
    tidy_camera,
    tidy_channel,
    tidy_place,
)
from app.site.secret_changes import packed, stored_login
from app.site.stored import stored_site
from app.storage.database import Database
from app.storage.transaction import Transaction

T = TypeVar("T")
_OF_PEOPLE = (*NOTE_KINDS, "settings_changed", "roster_changed", "site_imported", "incident_opened")
"""What the program does not write of itself."""


class SiteService:
    """Cameras, places, channels and plans as screens see them."""

    def __init__(
        self,
        database: Database,
        secrets: SecretStore,
        actor: Callable[[], Actor],
        gate: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._secrets = secrets
        self._actor = actor
        self._gate = gate
        self._import = SiteImport(database, secrets)

    def is_new(self) -> bool:
        """Whether nobody has set anything up here or written a line; what was removed again counts as well."""
        file = self._database.read(lambda reader: stored_site(reader))
        if file.cameras or file.people or file.places or file.posts or file.channels:
            return False
        return not self._database.read(lambda reader: reader.journal.latest(1, kinds=_OF_PEOPLE))

    def is_demo(self) -> bool:
        """Whether nothing of this site is real."""
        return is_demo(self.cameras(), self.channels())

    def site(self) -> Site:
        return self._database.read(lambda reader: reader.site.site())

    def places(self) -> list[Place]:
        return self._database.read(lambda reader: reader.site.places())

    def cameras(self) -> list[Camera]:
        return self._database.read(lambda reader: reader.site.cameras())

    def channels(self) -> list[Channel]:
        return self._database.read(lambda reader: reader.site.channels())

    def plans(self) -> list[Plan]:
        return self._database.read(lambda reader: reader.site.plans())

    def plan_names(self) -> PlanNames:
        """Of every version of every plan there was: incidents and entries still name them."""
        return self._database.read(lambda reader: reader.site.plan_names())

    def report_deadlines(self) -> list[ReportDeadline]:
        """Until when whom is told what, in the order of the table."""
        return self._database.read(lambda reader: reader.dues.deadlines())

    def camera_login(self, camera_id: str) -> tuple[str, str]:
        """User name and password of a camera; empty where none are kept."""
        login = self.camera_secrets(camera_id)
        return login.username, login.password

    def camera_secrets(self, camera_id: str) -> Login:
        """The login, and what the placeholders in the camera's addresses stand for."""
        return stored_login(self._secrets, camera_id)

    def save_site(self, site: Site) -> "Future[None]":
        """Raises InvalidInput for a site without a name or in no time zone."""
        check_site(site, zone_known=_is_zone(site.timezone))
        return self._change("site", "site", lambda tx: tx.site.save_site(site))

    def save_place(self, place: Place) -> "Future[None]":
        """Raises InvalidInput for a place without a name."""
        tidy = tidy_place(place)
        return self._change("place", tidy.id, lambda tx: tx.site.save_place(tidy))

    def save_report_deadline(self, line: ReportDeadline) -> "Future[None]":
        """Fails with InvalidInput for a line that names nobody, or whom another line names for the same level."""

        def store(transaction: Transaction) -> None:
            check_report_deadline(line, {person.id for person in transaction.site.people() if person.active})
            refuse_same_line(line, transaction.dues.deadlines())
            transaction.dues.save_deadline(line)

        return self._change("report_deadline", line.id, store)

    def remove_report_deadline(self, line_id: str) -> "Future[None]":
        return self._change(
            "report_deadline", line_id, lambda tx: tx.dues.remove_deadline(line_id), "removed"
        )

    def save_plan(self, plan: Plan) -> "Future[None]":
        """A new version; a running incident keeps the one it follows. Raises InvalidInput for a plan nobody could follow."""
        check_plan(plan)
        return self._change("plan", plan.id, lambda tx: _numbered(tx.site.save_plan(plan)))

    def save_plans(self, plans: Iterable[Plan]) -> "Future[None]":
        """Stores plans that come with the program, as one change of its own."""
        kept = tuple(plans)
        draft = Draft("plans_loaded", actor=SYSTEM, data={"count": str(len(kept))})

        def change(transaction: Transaction) -> None:
            for plan in kept:
                transaction.site.save_plan(plan)
            transaction.journal.append(draft)
            transaction.touch("plan")

        return self._database.write(change)

    def save_camera(
        self, camera: Camera, username: str | None = None, password: str | None = None
    ) -> "Future[None]":
        """Stores a camera; a login that is None stays as it is, an empty user name takes it away.

        Secrets inside the addresses go to the secret store too. Raises InvalidInput for what cannot be reached.
        """
        typed = Login(username or "", password or "")
        tidy, written = tidy_camera(camera, {place.id for place in self.places()}, typed)
        self._gate()
        if username is None and password is None and not written:
            return self._change("camera", tidy.id, lambda tx: tx.site.save_camera(tidy))

        def store() -> None:
            self._keep_login(tidy, username, written)
            self._change("camera", tidy.id, _stored("login", lambda tx: tx.site.save_camera(tidy))).result()

        return _aside(store)

    def save_channel(self, channel: Channel, url: str | None = None) -> "Future[None]":
        """Stores a channel; a URL that is None stays as it is. Raises InvalidInput where there is none to keep."""
        tidy = tidy_channel(channel, url, kept=bool(channel.service))
        self._gate()
        if url is None:
            return self._change("channel", tidy.id, lambda tx: tx.site.save_channel(tidy))

        def store() -> None:
            self._secrets.put(f"channel:{tidy.id}", url)
            self._change(
                "channel", tidy.id, _stored("address", lambda tx: tx.site.save_channel(tidy))
            ).result()

        return _aside(store)

    def save_modem(self, channel: Channel, service: str, port: str, pin: str) -> "Future[None]":
        """Stores a channel that goes through a modem; a port or PIN that is empty stays as it is.

        The future fails with InvalidInput for what is no port or no PIN.
        """
        tidy_channel(channel, None, kept=True)
        self._gate()

        def store() -> None:
            kept = modem_address(self._secrets.get(f"channel:{channel.id}") or "") or ModemAddress(
                service, ""
            )
            address = replace(kept, service=service, port=port or kept.port, pin=pin or kept.pin)
            fault = modem_fault(modem_url(address))
            if fault:
                raise InvalidInput(field="pin" if fault == "modem_pin" else "port", reason=fault)
            self.save_channel(channel, modem_url(address)).result()

        return _aside(store)

    def remove_place(self, place_id: str) -> "Future[None]":
        """Raises InvalidInput while a camera or post is there."""
        posts = self._database.read(lambda reader: reader.site.posts())
        refuse_used_place(place_id, self.cameras(), posts)
        return self._remove("place", place_id, self.places(), lambda tx: tx.site.remove_place(place_id))

    def remove_plan(self, plan_id: str) -> "Future[None]":
        """No longer offered; an incident that follows it goes on."""
        return self._remove("plan", plan_id, self.plans(), lambda tx: tx.site.remove_plan(plan_id))

    def remove_camera(self, camera_id: str) -> "Future[None]":
        return self._remove("camera", camera_id, self.cameras(), lambda tx: tx.site.remove_camera(camera_id))

    def remove_channel(self, channel_id: str) -> "Future[None]":
        records = self.channels()
        return self._remove("channel", channel_id, records, lambda tx: tx.site.remove_channel(channel_id))

    def import_file(self, path: Path, *, keeper: bool = False) -> "Future[ImportSummary]":
        """Makes the site what the file says, all of it or nothing; the secrets it marks as kept stay.

        The future fails with SiteFileError, which lists every mistake, or with StorageUnavailable.
        `keeper`: the keeper of this computer asks, from the command line; who can do that can replace the files too.
        It is not the person who happens to be signed in.
        """
        if not keeper:
            self._gate()
        actor = SYSTEM if keeper else self._actor()
        return _aside(lambda: self._import.run(path, actor))

    def export_text(self) -> str:
        """The site as the text of a site file; secrets are marked as kept."""
        file = self._database.read(lambda reader: stored_site(reader))
        bare = [without_secrets(camera, self.camera_secrets(camera.id)) for camera in file.cameras]
        held = SecretsInFile(logins={camera.id: login for camera, login in bare if login})
        return render_site(replace(file, cameras=tuple(camera for camera, _ in bare), secrets=held))

    def move_secrets_out_of_addresses(self) -> "Future[None]":
        """Takes to the secret store what an older version left in the addresses in the database."""
        clear = [camera for camera in self.cameras() if without_secrets(camera, NO_LOGIN)[0] != camera]

        def move() -> None:
            for camera in clear:
                tidy, login = without_secrets(camera, self.camera_secrets(camera.id))
                self._keep_login(tidy, None, login)
                self._database.write(partial(_replace_addresses, was=camera, now=tidy)).result()

        return _aside(move)

    def _keep_login(self, camera: Camera, username: str | None, written: Login) -> None:
        before = self.camera_secrets(camera.id)
        taken_away = username == "" and not (written.username or written.password)
        stays = NO_LOGIN if taken_away else before
        name = written.username or (stays.username if username is None else username)
        secrets = needed(camera, (*before.secrets, *written.secrets))
        login = Login(name, written.password or stays.password, secrets)
        if login:
            self._secrets.put(f"camera:{camera.id}", packed(login))
        else:
            self._secrets.delete(f"camera:{camera.id}")

    def _remove(
        self,
        what: str,
        record_id: str,
        records: Iterable[Camera | Channel | Place | Plan],
        apply: Callable[[Transaction], None],
    ) -> "Future[None]":
        """The log keeps the name: nothing else knows it any more."""
        name = next((record.name for record in records if record.id == record_id), Words())

        def remove(transaction: Transaction) -> Mapping[str, str]:
            apply(transaction)
            return {"zh": name.zh, "en": name.en}

        return self._change(what, record_id, remove, "removed")

    def _change(
        self,
        what: str,
        record_id: str,
        apply: Callable[[Transaction], Mapping[str, str] | None],
        action: str = "saved",
    ) -> "Future[None]":
        """`apply` may give values that the entry carries too."""
        self._gate()
        actor = self._actor()
        data = {"what": what, "id": record_id, "action": action}

        def change(transaction: Transaction) -> None:
            before = _record(transaction, what, record_id)
            more = {**(apply(transaction) or {})}
            after = _record(transaction, what, record_id)
            more |= differences(before, after)
            if before is None and after is not None:
                more["action"] = "added"
            transaction.journal.append(Draft("settings_changed", actor=actor, data={**data, **more}))
            transaction.touch(what)

        return self._database.write(change)


def _record(
    transaction: Transaction, what: str, record_id: str
) -> Site | Place | Camera | Channel | Plan | ReportDeadline | None:
    """As it stands at this moment of the transaction."""
    site = transaction.site
    if what == "site":
        return site.site()
    records: Mapping[str, Callable[[], Iterable[Place | Camera | Channel | Plan | ReportDeadline]]] = {
        "place": site.places,
        "camera": site.cameras,
        "channel": site.channels,
        "plan": site.plans,
        "report_deadline": transaction.dues.deadlines,
    }
    found = records[what]() if what in records else ()
    return next((record for record in found if record.id == record_id), None)


def _stored(secret: str, store: Callable[[Transaction], object]) -> Callable[[Transaction], dict[str, str]]:
    """Stores, and lets the entry say that a secret was changed as well: never which."""

    def apply(transaction: Transaction) -> dict[str, str]:
        store(transaction)
        return {"secret": secret}

    return apply


def _numbered(version: int) -> dict[str, str]:
    return {"version": str(version)}


def _replace_addresses(transaction: Transaction, *, was: Camera, now: Camera) -> None:
    """Unless somebody has saved the camera in the meantime: what is saved now has no secrets."""
    if was in transaction.site.cameras():
        transaction.site.save_camera(now)
        data = {"what": "camera", "id": now.id, "action": "secrets_moved"}
        transaction.journal.append(Draft("settings_changed", data=data))
        transaction.touch("camera")


def _aside(work: Callable[[], T]) -> "Future[T]":
    """On a thread of its own, ended after the work: a keyring may ask its owner first, hashing PINs takes its time."""
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="site")
    future = thread.submit(work)
    thread.shutdown(wait=False)
    return future


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)
