"""Rotations, strength and terms in a site file: written and read the same, kept by older files, each mistake named."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import SiteFileError
from app.core.paths import resource
from app.model.rota import REST, Group, Limits, Need, Qualification, Rotation, Slot, Terms
from app.model.words import Words
from app.roster.conflicts import Staff
from app.roster.holidays import known_days
from app.roster.layers import Layers
from app.roster.sheets import Findings, findings, span_of_dates
from app.site.parse import parse_site
from app.site.render import render_site
from tests.fakes.services import ScreenRoom
from tests.unit.roster.worlds import CHANGSHA

NEED = Need("n", "operator", "gate", "workdays", start="08:00", end="20:00", count=2, qualifications=("lpg",))
ROTATION = Rotation(
    "r", Words("轮班"), "operator", "gate", "2026-12-01", "2026-11-30", (Slot("08:00", "20:00"), REST),
    (Group(("zhou", "night"), 0), Group(("liu",), 1)), "2027-12-01", "workdays",
)  # fmt: skip
TERMS = Terms("zhou", (Qualification("lpg", "2027-01-01"), Qualification("lift")), Limits(44, None, 0))


@pytest.fixture
def room(tmp_path: Path):
    opened = ScreenRoom(tmp_path)
    yield opened
    opened.close()


def test_what_is_exported_comes_back_and_an_older_file_takes_nothing_away(
    room: ScreenRoom, tmp_path: Path
) -> None:
    books = room.roster.books
    for saved in (books.save_need(NEED), books.save_rotation(ROTATION), books.save_terms(TERMS)):
        saved.result()
    for channel in ("phones", "mail"):
        room.site.remove_channel(channel).result()
    text = room.site.export_text()
    file = parse_site(text.encode())
    assert (file.needs, file.rotations, file.terms) == ((NEED,), (ROTATION,), (TERMS,))
    assert render_site(parse_site(render_site(file).encode())) == render_site(file)
    books.remove_need("n").result()
    path = tmp_path / "site.toml"
    path.write_text(text, encoding="utf-8")
    room.site.import_file(path).result()
    assert books.needs() == [NEED]
    data = room.journal.latest(1, kinds=("site_imported",))[0].draft.data
    assert (json.loads(data["before"]), [one["id"] for one in json.loads(data["after"])]) == ([], ["n"])
    older = "\n".join(
        part for part in text.split("\n\n") if "[[need]]" not in part and "[[rotation]]" not in part
    )
    path.write_text(older, encoding="utf-8")
    room.site.import_file(path).result()
    assert (books.needs(), books.rotations()) == ([NEED], [ROTATION])
    assert "before" not in room.journal.latest(1, kinds=("site_imported",))[0].draft.data


def test_each_mistake_is_named() -> None:
    text = """
[site]
name = { zh = "社区" }
[[need]]
id = "n"
role = "king"
days = "sometimes"
count = 0
certificates = ["pilot"]
[[rotation]]
id = "r"
name = { zh = "轮" }
role = "operator"
starts_on = "2026-13-01"
cycle = ["8-20", "rest"]
crews = ["nobody +1"]
turns = "months"
[[terms]]
person = "nobody"
certificates = ["lpg soon"]
week_hours = 200
"""
    with pytest.raises(SiteFileError) as found:
        parse_site(text.encode())
    assert {(problem.line, problem.reason) for problem in found.value.problems} >= {
        (6, "unknown_role"), (7, "unknown_need_days"), (8, "out_of_range"), (9, "unknown_qualification"),
        (14, "date_form"), (15, "slot_form"), (15, "empty_cycle"), (16, "unknown_person"), (16, "no_member"),
        (17, "unknown_turns"), (19, "unknown_person"), (20, "date_form"), (21, "out_of_range"),
    }  # fmt: skip


def test_nothing_is_wrong_with_the_roster_of_the_demo_site() -> None:
    demo = parse_site(resource("demo", "site.toml").read_bytes())
    staff = Staff({person.id: person for person in demo.people}, needs=demo.needs)
    layers = Layers(CHANGSHA, demo.shifts, days=known_days())
    assert demo.needs
    span = span_of_dates(date(2026, 11, 23), date(2026, 12, 6), CHANGSHA)
    assert findings(layers, staff, span) == Findings()
