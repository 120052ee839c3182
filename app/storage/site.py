"""Tables of the site: places, posts, people, cameras, channels, shifts. Plans: `plans`."""

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, replace
from typing import Any, TypeVar

from app.model.roster import Shift
from app.model.site import Camera, CameraOptions, Channel, Person, Place, Post, Site, Zone
from app.model.words import Words
from app.storage import roster_rows
from app.storage.columns import columns_of, words_of
from app.storage.plans import PlanReader, PlanRepository

T = TypeVar("T")


class SiteReader(PlanReader):
    def site(self) -> Site:
        rows = list(self._database.query("SELECT * FROM site"))
        if not rows:
            return Site(name=Words())
        row = rows[0]
        return Site(
            words_of(row),
            row["timezone"],
            row["language"],
            row["acknowledge_s"],
            row["remind_after_s"],
            row["expire_after_s"],
        )

    def places(self) -> list[Place]:
        return self._all(
            "place",
            "rowid",
            lambda row: Place(row["id"], words_of(row), tuple(json.loads(row["near"]))),
        )

    def posts(self) -> list[Post]:
        return self._all(
            "post", "rowid", lambda row: Post(row["id"], words_of(row), row["place_id"], row["phone"])
        )

    def people(self) -> list[Person]:
        """Everybody ever known, inactive ones too."""
        return self._all("person", "rowid", _person)

    def phones(self, person_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Telephones of some people, by their ids."""
        marks = ", ".join("?" * len(person_ids))
        rows = self._database.query(f"SELECT id, phones FROM person WHERE id IN ({marks})", [*person_ids])
        return {row["id"]: tuple(json.loads(row["phones"])) for row in rows}

    def cameras(self) -> list[Camera]:
        return self._all("camera", "position, rowid", _camera)

    def channels(self) -> list[Channel]:
        return self._all(
            "channel",
            "rowid",
            lambda row: Channel(
                row["id"], words_of(row), row["service"], row["proof_at"], row["proof_person"]
            ),
        )

    def shifts(self) -> list[Shift]:
        return self._all("shift", "rowid", roster_rows.shift)

    def _all(self, table: str, order: str, make: Callable[[dict[str, Any]], T]) -> list[T]:
        return [make(row) for row in self._database.query(f'SELECT * FROM "{table}" ORDER BY {order}')]


class SiteRepository(SiteReader, PlanRepository):
    def save_site(self, site: Site) -> None:
        self._save(
            "site",
            {
                "id": 1,
                **columns_of(site.name),
                "timezone": site.timezone,
                "language": site.language,
                "acknowledge_s": site.acknowledge_s,
                "remind_after_s": site.remind_after_s,
                "expire_after_s": site.expire_after_s,
            },
        )

    def save_place(self, place: Place) -> None:
        self._save("place", {"id": place.id, **columns_of(place.name), "near": _list(place.near)})

    def save_post(self, post: Post) -> None:
        row = {"id": post.id, **columns_of(post.name), "place_id": post.place_id, "phone": post.phone}
        self._save("post", row)

    def save_person(self, person: Person) -> None:
        self._save(
            "person",
            {
                "id": person.id,
                **columns_of(person.name),
                "phones": _list(person.phones),
                "roles": _list(person.roles),
                **columns_of(person.organisation, "organisation"),
                "channels": _list(person.channels),
                "active": int(person.active),
                "leads": _list(person.leads),
            },
        )

    def save_camera(self, camera: Camera) -> None:
        self._save(
            "camera",
            {
                "id": camera.id,
                **columns_of(camera.name),
                "kind": camera.kind,
                "address": camera.address,
                "sub_address": camera.sub_address,
                "place_id": camera.place_id,
                "position": camera.position,
                "enabled": int(camera.enabled),
                "options": json.dumps(asdict(camera.options), ensure_ascii=False),
            },
        )
        if not camera.options.hardware:
            self._forget_fallback(camera.id)

    def save_channel(self, channel: Channel) -> None:
        row = {"id": channel.id, **columns_of(channel.name), "service": channel.service}
        self._save("channel", {**row, "proof_at": channel.proof_at, "proof_person": channel.proof_person})

    def save_shift(self, shift: Shift) -> None:
        self._save(
            "shift",
            {
                "id": shift.id,
                "person_id": shift.person_id,
                "role": shift.role,
                "post_id": shift.post_id,
                "date": shift.date,
                "weekdays": json.dumps(list(shift.weekdays)),
                "start": shift.start,
                "end": shift.end,
            },
        )

    def remove_place(self, record_id: str) -> None:
        self._remove("place", record_id)

    def remove_post(self, record_id: str) -> None:
        self._remove("post", record_id)

    def remove_person(self, record_id: str) -> None:
        """People stay: entries and calls name them. They are only no longer active."""
        for person in self.people():
            if person.id == record_id:
                self.save_person(replace(person, active=False))

    def remove_camera(self, record_id: str) -> None:
        self._remove("camera", record_id)
        self._forget_fallback(record_id)

    def remove_channel(self, record_id: str) -> None:
        self._remove("channel", record_id)

    def remove_shift(self, record_id: str) -> None:
        self._remove("shift", record_id)

    def _forget_fallback(self, camera_id: str) -> None:
        """Hardware decoding was switched off: switched on again it is tried anew."""
        self._database.execute("DELETE FROM camera_fallback WHERE camera_id = ?", [camera_id])

    def _save(self, table: str, row: dict[str, Any]) -> None:
        self._database.table(table).upsert(row, pk="id")

    def _remove(self, table: str, record_id: str) -> None:
        self._database.execute(f'DELETE FROM "{table}" WHERE id = ?', [record_id])  # our own table names


def _list(items: tuple[str, ...]) -> str:
    return json.dumps(list(items), ensure_ascii=False)


def _person(row: dict[str, Any]) -> Person:
    return Person(
        id=row["id"],
        name=words_of(row),
        phones=tuple(json.loads(row["phones"])),
        roles=tuple(json.loads(row["roles"])),
        organisation=words_of(row, "organisation"),
        channels=tuple(json.loads(row["channels"])),
        active=bool(row["active"]),
        leads=tuple(json.loads(row["leads"])),
    )


def _camera(row: dict[str, Any]) -> Camera:
    return Camera(
        id=row["id"],
        name=words_of(row),
        kind=row["kind"],
        address=row["address"],
        sub_address=row["sub_address"],
        place_id=row["place_id"],
        position=row["position"],
        enabled=bool(row["enabled"]),
        options=_options(json.loads(row["options"])),
    )


def _options(kept: dict[str, Any]) -> CameraOptions:
    """What was not kept (an older database) is as usual."""
    zones = tuple(Zone(zone["name"], tuple(map(tuple, zone["points"]))) for zone in kept.pop("zones", ()))
    return CameraOptions(**kept, zones=zones)
