"""The demo community and the built-in plans: complete, in both languages, somebody on duty at every hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.access.service import AccessService
from app.core.changes import Changes
from app.core.paths import resource
from app.core.secrets import FileSecrets
from app.escalation.resolve import resolve, staff_of
from app.journal.service import JournalService
from app.model.journal import SYSTEM
from app.model.plan import GROUP, Plan, Tier
from app.model.site import ROLES, Camera
from app.model.words import Words
from app.site.addresses import DEMO_SCENES
from app.site.builtin import BUILT_IN, built_in_plans, load_plans_if_none
from app.site.demo import load_demo, load_demo_if_new
from app.site.parse import parse_site
from app.site.service import SiteService
from app.storage.database import Database
from app.storage.media import MediaStore
from tests.fakes.clock import FakeClock
from tests.fakes.room import PEOPLE
from tests.fakes.rosters import on_duty
from tests.fakes.services import ScreenRoom

DEMO = parse_site(resource("demo", "site.toml").read_bytes())
ROSTERED = {shift.role for shift in DEMO.shifts}
PLANS = built_in_plans()
HOURS = range(0, 7 * 24)


def _both(words: Words) -> bool:
    return bool(words.zh and words.en)


def test_the_demo_loads_and_its_people_can_sign_in(house: ScreenRoom) -> None:
    load_demo(house.site)
    assert house.site.site().name.zh == "芙蓉桥社区"
    assert len(house.site.cameras()) >= 12
    assert house.access.sign_in("zhou", "2468").result().name == "周敏"
    incident = house.incidents.press().result()
    assert {call.role for call in incident.calls} == {"operator", "leader", "patrol", "post"}
    assert {call.person_id for call in incident.calls if not call.reachable} == {"peng"}


def test_loading_the_demo_again_changes_nothing(house: ScreenRoom) -> None:
    load_demo(house.site)
    before = house.site.plans(), house.site.cameras(), house.roster.people()
    load_demo(house.site)
    assert (house.site.plans(), house.site.cameras(), house.roster.people()) == before
    assert house.journal.latest(1)[0].draft.data["changed"] == "0"


class FreshSite:
    """An empty data folder with a site service behind the sign-in gate, as the console has it."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder / "dutyroom.sqlite", FakeClock(), Changes())
        self.access = AccessService(self.database)
        self.journal = JournalService(self.database, MediaStore(folder / "media"), self.access.actor)
        secrets = FileSecrets(folder / "secrets.json")
        self.site = SiteService(self.database, secrets, self.access.actor, self.access.refuse_stranger)

    def close(self) -> None:
        self.access.close()
        self.database.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[FreshSite]:
    opened = FreshSite(tmp_path)
    yield opened
    opened.close()


def test_the_demo_is_loaded_once_by_the_program(fresh: FreshSite) -> None:
    fresh.journal.record("console_started").result()
    load_demo_if_new(fresh.site)
    (imported,) = fresh.journal.latest(kinds=("site_imported",))
    assert imported.draft.actor == SYSTEM
    load_demo_if_new(fresh.site)
    assert len(fresh.journal.latest(kinds=("site_imported",))) == 1


def test_a_demo_whose_cameras_were_removed_stays_so_and_asks_nobody_to_sign_in(fresh: FreshSite) -> None:
    load_demo_if_new(fresh.site)
    fresh.access.sign_in("zhou", "2468").result()
    for camera in fresh.site.cameras():
        fresh.site.remove_camera(camera.id).result()
    fresh.access.sign_out().result()
    load_demo_if_new(fresh.site)
    assert fresh.site.cameras() == []
    load_demo(fresh.site)  # what loads it is no stranger
    assert fresh.site.cameras()


@pytest.mark.parametrize("begun", ["people", "a line"])
def test_a_real_site_without_cameras_is_not_overwritten(fresh: FreshSite, begun: str) -> None:
    if begun == "people":
        fresh.database.write(lambda tx: tx.site.save_person(PEOPLE[0])).result()
    else:
        fresh.journal.add("东门巡逻正常").result()
    load_demo_if_new(fresh.site)
    assert fresh.site.cameras() == []
    assert fresh.journal.latest(kinds=("site_imported",)) == []


def test_what_is_there_says_whether_it_is_a_demo_not_how_it_was_started(fresh: FreshSite) -> None:
    assert not fresh.site.is_demo()
    load_demo_if_new(fresh.site)
    assert fresh.site.is_demo()
    fresh.access.sign_in("zhou", "2468").result()
    real = Camera("gate", Words("大门", "Gate"), "rtsp", "rtsp://10.0.0.5/main")
    fresh.site.save_camera(real).result()
    assert not fresh.site.is_demo()


def test_a_real_site_that_is_started_as_demo_is_none(fresh: FreshSite) -> None:
    fresh.site.import_file(resource("site.example.toml")).result()
    load_demo_if_new(fresh.site)
    assert not fresh.site.is_demo()


def test_every_drawn_scene_is_on_the_wall_and_the_first_nine_differ() -> None:
    addresses = [camera.address for camera in DEMO.cameras]
    assert set(addresses) == set(DEMO_SCENES)
    assert len(set(addresses[:9])) == 9


def test_everything_in_the_demo_has_a_chinese_and_an_english_name() -> None:
    records = (*DEMO.places, *DEMO.posts, *DEMO.channels, *DEMO.people, *DEMO.cameras)
    assert [record.id for record in records if not _both(record.name)] == []
    assert _both(DEMO.site.name)
    assert all(_both(person.organisation) and person.phones for person in DEMO.people)


def test_at_every_hour_each_role_of_the_first_tier_is_on_duty_and_somebody_is_next() -> None:
    for hour in HOURS:
        at = datetime(2026, 11, 22, 16, 0, tzinfo=UTC) + timedelta(hours=hour)
        duties = on_duty(DEMO.shifts, at, ZoneInfo(DEMO.site.timezone))
        assert duties.next, at
        for plan in PLANS:
            found = resolve(plan.tiers[0], staff_of(DEMO.people, ROSTERED, duties.now))
            assert (found.nobody, len(found.callees)) == ((), 7), at


def test_nobody_is_rostered_twice_at_a_time() -> None:
    for hour in HOURS:
        at = datetime(2026, 11, 22, 16, 30, tzinfo=UTC) + timedelta(hours=hour)
        duties = on_duty(DEMO.shifts, at, ZoneInfo(DEMO.site.timezone)).now
        assert len({duty.shift.person_id for duty in duties}) == len(duties)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_a_plan_is_complete_in_both_languages(plan: Plan) -> None:
    least = 4 if plan.id == "unknown" else 6
    assert _both(plan.name)
    assert 1 <= plan.level <= 3
    assert least <= len(plan.steps) <= 10
    assert all(_both(step.text) and step.who in ROLES and step.within_s > 0 for step in plan.steps)
    assert [step.within_s for step in plan.steps] == sorted(step.within_s for step in plan.steps)
    assert [(tier.number, tier.limit_s) for tier in plan.tiers] == [(1, 180), (2, 300), (3, 300)]
    assert plan.phones
    assert all(_both(phone.name) for phone in plan.phones)
    for tier in plan.tiers[1:]:
        assert resolve(tier, staff_of(DEMO.people, ROSTERED, ())).nobody == ()


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_an_answer_that_counts_comes_from_somebody_who_can_give_it(plan: Plan) -> None:
    """The operator sits at this console: their own confirmation must not keep the next tier waiting."""
    for number, tier in enumerate(plan.tiers, start=1):
        assert {role for below in plan.tiers[:number] for role in _called_in(below)} & set(
            tier.acknowledged_by
        )
        assert "operator" not in tier.acknowledged_by
        assert tier.acknowledged_by


def _called_in(tier: Tier) -> set[str]:
    return {"group_leader" if target.kind == GROUP else target.id for target in tier.targets}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_whoever_has_a_step_to_do_is_called_before_it_is_due(plan: Plan) -> None:
    for step in plan.steps:
        begins = [sum(below.limit_s for below in plan.tiers[:at]) for at in range(len(plan.tiers))]
        called = [
            begin for begin, tier in zip(begins, plan.tiers, strict=True) if step.who in _called_in(tier)
        ]
        assert called, step
        assert min(called) < step.within_s, step


def test_every_plan_file_is_a_built_in_plan() -> None:
    assert {file.stem for file in resource("plans").glob("*.toml")} == set(BUILT_IN)
    assert tuple(plan.id for plan in PLANS) == BUILT_IN


def test_plans_that_are_there_stay(house: ScreenRoom) -> None:
    before = house.site.plans()
    load_plans_if_none(house.site)
    assert house.site.plans() == before
    house.database.write(lambda tx: tx.site.remove_plan("fire")).result()
    load_plans_if_none(house.site)
    assert tuple(plan.id for plan in house.site.plans()) == BUILT_IN
    assert house.kinds()[-1] == "plans_loaded"
