"""A running incident keeps the plan it began with, whatever is changed meanwhile."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils

from app.core.changes import Changes
from app.core.secrets import FileSecrets
from app.model.plan import PERSON, Target, Tier, roles
from app.model.words import Words
from app.site.service import SiteService
from app.storage.database import Database
from app.storage.migrations import migrations
from tests.fakes.clock import FakeClock
from tests.fakes.room import FIRE, Room


@pytest.fixture
def site(room: Room, tmp_path: Path) -> SiteService:
    return SiteService(room.database, FileSecrets(tmp_path / "secrets.json"), room.access.actor)


SHORTER = replace(FIRE, steps=FIRE.steps[1:], name=Words("火灾", "Blaze"))


def test_steps_do_not_move_under_the_ticks(room: Room, site: SiteService) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.tick_step(incident.id, 1).result()
    site.save_plan(SHORTER).result()
    (running,) = room.incidents.running()
    assert room.incidents.plan_of(running) == FIRE
    assert [done.step for done in running.steps_done] == [1]
    later = room.incidents.press(kind="fire", place_id="lpg").result()
    assert (later.plan_version, room.incidents.plan_of(later)) == (2, SHORTER)
    site.remove_plan("fire").result()
    assert room.incidents.plan_of(running) == FIRE
    assert site.plans() == []
    names = site.plan_names()
    assert (names.of("fire", 1), names.of("fire", 2), names.of("fire")) == (
        FIRE.name,
        SHORTER.name,
        SHORTER.name,
    )
    assert names.of("flood", 1) is None


def test_messages_keep_its_name(room: Room, site: SiteService) -> None:
    incident = room.incidents.press(kind="fire").result()
    site.save_plan(SHORTER).result()
    room.incidents.set_place(incident.id, "lpg").result()
    told = room.database.read(lambda reader: reader.outbox.for_incident(incident.id))
    assert any(message.dedupe_key.rpartition(":")[0].endswith("update") for message in told)
    assert all("火警" in f"{one.title}{one.body}" and "火灾" not in one.body for one in told)


def test_the_search_finds_it_by_each_name_its_plan_had(room: Room, site: SiteService) -> None:
    site.save_plan(SHORTER).result()
    names = room.database.read(lambda reader: reader.search.names())
    assert set(names["plan:fire"]) == {FIRE.name, SHORTER.name}


def test_a_kind_chosen_later_takes_up_the_plan_of_that_moment_and_says_which(
    room: Room, site: SiteService
) -> None:
    incident = room.incidents.press().result()
    assert incident.plan_version == 0
    site.save_plan(SHORTER).result()
    room.incidents.set_kind(incident.id, "fire").result()
    site.save_plan(FIRE).result()
    (running,) = room.incidents.running()
    assert room.incidents.plan_of(running) == SHORTER
    (chosen,) = room.journal.latest(1, kinds=("incident_kind",))
    assert chosen.draft.data["version"] == "2"


def test_ticks_of_one_version_are_not_those_of_another(room: Room, site: SiteService) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.tick_step(incident.id, 0).result()
    site.save_plan(replace(FIRE, id="other")).result()
    site.save_plan(SHORTER).result()
    for kind in ("other", "fire"):
        room.incidents.set_kind(incident.id, kind).result()
        (running,) = room.incidents.running()
        assert running.steps_done == ()
    room.incidents.tick_step(incident.id, 0).result()
    (running,) = room.incidents.running()
    assert [done.step for done in running.steps_done] == [0]


def test_the_same_again_is_no_new_version_and_versions_cannot_be_changed(
    room: Room, site: SiteService
) -> None:
    for _ in range(2):
        site.save_plan(FIRE).result()
    assert site.plans()[0].version == 1
    site.save_plan(SHORTER).result()
    (saved,) = room.journal.latest(1, kinds=("settings_changed",))
    assert (saved.draft.data["id"], saved.draft.data["version"]) == ("fire", "2")
    with sqlite3.connect(room.database.path) as other:
        for statement in ("UPDATE plan_version SET content = '{}'", "DELETE FROM plan_version"):
            with pytest.raises(sqlite3.IntegrityError, match="stays as it was"):
                other.execute(statement)
    other.close()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as the version before left it: one plan, an incident that follows it, one tick."""
    path = tmp_path / "old" / "dutyroom.sqlite"
    path.parent.mkdir()
    database = sqlite_utils.Database(path)
    migrations.apply(database, stop_before="0012_plan_versions")
    database.execute(
        "INSERT INTO plan VALUES ('fire', '火警', 'Fire', 2,"
        """ '[{"zh": "拨打119", "en": "Call 119", "who": "operator", "within_s": 60}]',"""
        """ '[{"number": 1, "roles": ["operator"], "person_ids": ["zhou"], "after_s": 0},"""
        """ {"number": 2, "roles": ["office"], "person_ids": [], "after_s": 240}]')"""
    )
    moment = "2026-11-23T06:00:00.000Z"
    database.execute(
        "INSERT INTO incident VALUES ('i', ?, 1.0, 'boot-1', ?, 'fire', '', 0, 'running', '', 'key', '', '')",
        [moment, moment],
    )
    database.execute("INSERT INTO incident_step VALUES ('i', 'fire', 0, ?, 'zhou')", [moment])
    database.conn.commit()
    database.close()
    return path


def test_plans_of_an_older_version_are_taken_over_with_limits(old: Path) -> None:
    database = Database(old, FakeClock(), Changes())
    (plan,) = database.read(lambda reader: reader.site.plans())
    assert (plan.id, plan.version, plan.level, plan.name.en) == ("fire", 1, 2, "Fire")
    assert plan.steps[0].text.zh == "拨打119"
    assert plan.tiers == (
        Tier(1, (*roles("operator"), Target(PERSON, "zhou")), 240),
        Tier(2, roles("office"), 300),
    )
    (running,) = database.read(lambda reader: reader.incidents.running())
    assert (running.plan_version, [done.step for done in running.steps_done]) == (1, [0])
    database.close()
