"""Tables of guard tours and of the tours walked."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.tour import Run, Stop, Tour
from app.storage.columns import columns_of, words_of


class TourReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def all(self) -> list[Tour]:
        return [_tour(row) for row in self._database.query("SELECT * FROM tour ORDER BY rowid")]

    def checked_until(self) -> dict[str, datetime]:
        """Of each tour: up to when its times were attended to."""
        rows = self._database.query("SELECT id, checked_until FROM tour")
        return {row["id"]: parse_stamp(row["checked_until"]) for row in rows}

    def running(self) -> Run | None:
        """There is one at most."""
        rows = list(self._database.query("SELECT * FROM tour_run WHERE state = 'running'"))
        return _run(rows[0]) if rows else None


class TourRepository(TourReader):
    def save(self, tour: Tour, checked_until: datetime) -> None:
        self._database.table("tour").upsert(
            {
                "id": tour.id,
                **columns_of(tour.name),
                "stops": _stops_text(tour.stops),
                "times": json.dumps(list(tour.times)),
                "weekdays": json.dumps(list(tour.weekdays)),
                "grace_s": tour.grace_s,
                "checked_until": stamp(checked_until),
            },
            pk="id",
        )

    def check(self, tour_id: str, until: datetime) -> None:
        """Its times up to then are attended to."""
        self._database.execute("UPDATE tour SET checked_until = ? WHERE id = ?", [stamp(until), tour_id])

    def remove(self, tour_id: str) -> None:
        self._database.execute("DELETE FROM tour WHERE id = ?", [tour_id])

    def save_run(self, run: Run) -> None:
        self._database.table("tour_run").upsert(
            {
                "id": run.id,
                "tour_id": run.tour_id,
                **columns_of(run.name),
                "stops": _stops_text(run.stops),
                "grace_s": run.grace_s,
                "started_at": stamp(run.started_at),
                "asked_at": stamp(run.asked_at),
                "asked_monotonic": float(run.asked_monotonic),
                "boot_id": run.boot_id,
                "origin": run.origin,
                "state": run.state,
                "step": run.step,
                "held": run.held,
                "seen": run.seen,
                "wrong": run.wrong,
                "missed": run.missed,
            },
            pk="id",
        )


def _stops_text(stops: Iterable[Stop]) -> str:
    return json.dumps(
        [{"camera_id": one.camera_id, "view_id": one.view_id, "dwell_s": one.dwell_s} for one in stops]
    )


def _stops(text: str) -> tuple[Stop, ...]:
    return tuple(Stop(one["camera_id"], one["view_id"], one["dwell_s"]) for one in json.loads(text))


def _tour(row: dict[str, Any]) -> Tour:
    return Tour(
        id=row["id"],
        name=words_of(row),
        stops=_stops(row["stops"]),
        times=tuple(json.loads(row["times"])),
        weekdays=tuple(json.loads(row["weekdays"])),
        grace_s=row["grace_s"],
    )


def _run(row: dict[str, Any]) -> Run:
    return Run(
        id=row["id"],
        tour_id=row["tour_id"],
        name=words_of(row),
        stops=_stops(row["stops"]),
        grace_s=row["grace_s"],
        started_at=parse_stamp(row["started_at"]),
        asked_at=parse_stamp(row["asked_at"]),
        asked_monotonic=row["asked_monotonic"],
        boot_id=row["boot_id"],
        origin=row["origin"],
        state=row["state"],
        step=row["step"],
        held=row["held"],
        seen=row["seen"],
        wrong=row["wrong"],
        missed=row["missed"],
    )
