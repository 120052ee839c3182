"""Response plans: every version ever stored, and which of them is the one of today."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import sqlite_utils

from app.model.plan import Document, Phone, Plan, PlanNames, Step, Target, Tier
from app.model.words import Words


class PlanReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def plans(self) -> list[Plan]:
        """The plans of today, in the order in which they are offered."""
        return self._found(
            "SELECT v.* FROM plan p JOIN plan_version v ON v.plan_id = p.id AND v.version = p.version ORDER BY p.rowid"
        )

    def plan(self, plan_id: str) -> Plan | None:
        """Its version of today; None also for a plan that was removed."""
        found = self._found(
            "SELECT v.* FROM plan p JOIN plan_version v ON v.plan_id = p.id AND v.version = p.version WHERE p.id = ?",
            plan_id,
        )
        return found[0] if found else None

    def plan_version(self, plan_id: str, version: int) -> Plan | None:
        """What a plan said once; versions stay for ever."""
        found = self._found("SELECT * FROM plan_version WHERE plan_id = ? AND version = ?", plan_id, version)
        return found[0] if found else None

    def plan_names(self) -> PlanNames:
        """Of every version there was, removed plans too: entries and incidents still name them."""
        rows = self._database.execute(
            "SELECT plan_id, version, coalesce(json_extract(content, '$.name.zh'), ''),"
            " coalesce(json_extract(content, '$.name.en'), '') FROM plan_version"
        )
        return PlanNames({(row[0], row[1]): Words(row[2], row[3]) for row in rows})

    def _found(self, query: str, *values: object) -> list[Plan]:
        return [_plan(row) for row in self._database.query(query, list(values))]


class PlanRepository(PlanReader):
    def save_plan(self, plan: Plan) -> int:
        """Stores a new version, unless the newest says the same; returns the version's number."""
        content = plan_content(plan)
        rows = self._database.query(
            "SELECT version, content FROM plan_version WHERE plan_id = ? ORDER BY version DESC LIMIT 1",
            [plan.id],
        )
        newest = next(iter(rows), None)
        version = newest["version"] if newest else 0
        if newest is None or newest["content"] != content:
            version += 1
            self._database.execute(
                "INSERT INTO plan_version (plan_id, version, content) VALUES (?, ?, ?)",
                [plan.id, version, content],
            )
        self._database.execute(
            "INSERT INTO plan (id, version) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version",
            [plan.id, version],
        )
        return int(version)

    def remove_plan(self, record_id: str) -> None:
        """It is offered no more; its versions stay for the incidents that followed them."""
        self._database.execute("DELETE FROM plan WHERE id = ?", [record_id])


def plan_content(plan: Plan) -> str:
    """All that a plan says, as it is stored. The same plan gives the same text."""
    said = asdict(plan)
    del said["id"], said["version"]
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _plan(row: Mapping[str, Any]) -> Plan:
    said = json.loads(row["content"])
    return Plan(
        id=row["plan_id"],
        name=Words(**said["name"]),
        level=said["level"],
        steps=tuple(Step(Words(**s["text"]), s["who"], s["within_s"]) for s in said["steps"]),
        tiers=tuple(_tier(tier) for tier in said["tiers"]),
        phones=tuple(Phone(Words(**phone["name"]), phone["number"]) for phone in said["phones"]),
        cameras=tuple(said["cameras"]),
        places=tuple(said["places"]),
        documents=tuple(Document(Words(**one["name"]), one["location"]) for one in said["documents"]),
        version=row["version"],
    )


def _tier(said: dict[str, Any]) -> Tier:
    targets = tuple(
        Target(target["kind"], target["id"], tuple(target["channels"])) for target in said.pop("targets")
    )
    return Tier(targets=targets, acknowledged_by=tuple(said.pop("acknowledged_by")), **said)
