"""From a line to an entry, and what is kept of it until then."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.clock import stamp
from app.core.errors import InvalidInput, NotFound, StorageUnavailable
from app.journal.drafting import event_time, people_of
from app.journal.templates import built_in_templates, entry_words, expanded
from app.journal.tokens import Lexicon
from app.model.journal import NOTE_KINDS, Actor
from app.model.line import Line, Named, Template, unpacked
from app.model.words import Words
from tests.fakes.services import refused
from tests.unit.journal.conftest import Desk


def test_a_line_is_stored_with_what_it_names(desk: Desk) -> None:
    entry = desk.lines.store(Line("#巡逻 @液化气站 正常，@刘志强 到场 @13:52")).result()
    assert entry.draft.text == "@液化气站 正常，@刘志强 到场"
    assert (entry.draft.kind, entry.draft.place_id) == ("patrol", "lpg")
    assert people_of(entry.draft) == ["liu"]
    assert event_time(entry.draft) == desk.room.clock.now() - timedelta(minutes=8)


def test_running_incidents_can_be_named(desk: Desk) -> None:
    incident = desk.room.incidents.press(kind="fire").result()
    lexicon = Lexicon(desk.lines.known())
    named = next(one for one in lexicon.named if one.what == "incident")
    assert named.name == Words("火警 11-23 14:00", "Fire 11-23 14:00")
    entry = desk.lines.store(Line(f"#{lexicon.label(named, 'en')} smoke is gone")).result()
    assert (entry.draft.incident_id, entry.draft.text) == (incident.id, "smoke is gone")


@pytest.mark.parametrize(("text", "reason"), [("@15:00 雨", "time_future"), ("@25:10 雨", "time_wrong")])
def test_times_to_come_are_refused_and_nothing_is_stored(desk: Desk, text: str, reason: str) -> None:
    before = desk.room.kinds()
    with pytest.raises(InvalidInput) as refused:
        desk.lines.store(Line(text))
    assert (refused.value.values["reason"], refused.value.values["value"]) == (reason, text.split()[0])
    assert desk.room.kinds() == before


def test_a_clock_that_is_set_back_refuses_what_it_has_not_reached_again(desk: Desk) -> None:
    assert desk.lines.store(Line("@13:59 雨")).result()
    desk.room.clock.step_wall(seconds=-600)
    with pytest.raises(InvalidInput):
        desk.lines.store(Line("@13:59 雨"))
    entry = desk.lines.store(Line("@13:49 雨")).result()
    assert [one.number for one in desk.room.journal.latest(2)] == [entry.number, entry.number - 1]


def test_a_name_that_nobody_knows_stays_as_text(desk: Desk) -> None:
    entry = desk.lines.store(Line("@东们 有车 5#楼")).result()
    assert (entry.draft.text, entry.draft.place_id) == ("@东们 有车 5#楼", "")


def test_what_is_begun_is_there_after_a_kill_and_gone_once_stored(desk: Desk) -> None:
    desk.actor = Actor("zhou", "周敏")
    line = Line("half a sen", "fault", "c1", "lpg")
    desk.lines.keep("zhou", line).result()
    desk.reopen()
    kept = desk.lines.kept("zhou")
    assert kept is not None
    assert (kept.text, kept.kind, kept.camera_id, kept.place_id) == ("half a sen", "fault", "c1", "lpg")
    assert desk.lines.kept("night") is None
    assert desk.lines.kept("") is None
    assert "note" not in desk.room.kinds()
    desk.lines.store(kept).result()
    assert desk.lines.kept("zhou") is None


def test_a_script_leaves_the_operators_line_alone(desk: Desk) -> None:
    desk.lines.keep("", Line("half a sen")).result()
    assert desk.lines.store(Line("from a script"), by_script=True).result()
    assert desk.lines.kept("") is not None


def test_a_refused_store_keeps_the_unfinished_line(desk: Desk) -> None:
    desk.lines.keep("", Line("text")).result()
    with pytest.raises(InvalidInput):
        desk.lines.store(Line("   "))
    assert desk.lines.kept("") is not None


def test_a_correction_names_anew_and_the_old_entry_stays(desk: Desk) -> None:
    entry = desk.lines.store(Line("@液化气站 冒烟")).result()
    fixed = desk.lines.amend(entry.number, "#巡逻 @刘志强 说是水汽 @13:50", "看错").result()
    assert fixed.draft.text == "@刘志强 说是水汽"
    assert (fixed.draft.amends, fixed.draft.data["reason"], fixed.draft.data["kind"]) == (
        entry.number,
        "看错",
        "patrol",
    )
    again = desk.lines.amend(entry.number, "炊烟", "核实").result()
    assert [one.number for one in desk.room.journal.amendments([entry.number])[entry.number]] == [
        fixed.number,
        again.number,
    ]
    assert desk.room.journal.latest(3)[-1] == entry
    with pytest.raises(InvalidInput):
        desk.lines.amend(entry.number, "text", " \u200b")
    with pytest.raises(NotFound):
        desk.lines.amend(999, "text", "why").result()


def test_files_hang_on_the_entry_and_the_chain_covers_them(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "现场 报告.pdf"
    path.write_bytes(b"%PDF-1.4 something")
    attached = desk.attaching.file(path).result()
    path.unlink()  # the stick is gone
    desk.lines.keep("", Line("see file", attachments=(attached,))).result()
    desk.reopen()
    desk.lines.tidy().result()
    kept = desk.lines.kept("")
    assert kept is not None
    entry = desk.lines.store(kept).result()
    assert entry.draft.media == (attached.digest,)
    assert unpacked(entry.draft.data["files"]) == (attached,)
    assert attached.name == "现场 报告.pdf"
    assert desk.room.journal.verify().ok
    desk.room.media.path(attached.digest, ".pdf").write_bytes(b"another")
    assert desk.room.journal.verify().reason == "media_differs"


def test_only_a_picture_makes_an_entry_without_words(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff" + b"0" * 100)
    attached = desk.attaching.file(path).result()
    assert attached.what == "picture"
    entry = desk.lines.store(Line("", attachments=(attached,))).result()
    assert (entry.draft.text, entry.draft.media) == ("", (attached.digest,))


def test_a_file_that_is_gone_is_told_and_nothing_is_stored(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")
    attached = desk.attaching.file(path).result()
    desk.attaching.store.drop(attached.digest)
    with pytest.raises(NotFound) as refused:
        desk.lines.store(Line("see file", attachments=(attached,))).result()
    assert refused.value.code == "attachment_gone"
    assert "note" not in desk.room.kinds()


def test_a_kill_between_file_and_entry_loses_neither(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")
    attached = desk.attaching.file(path).result()
    line = Line("see file", attachments=(attached,))
    desk.lines.keep("", line).result()
    desk.room.media.take_over(attached.digest, desk.attaching.store)
    desk.reopen()
    desk.lines.tidy().result()
    kept = desk.lines.kept("")
    assert kept is not None
    assert desk.lines.store(kept).result().draft.media == (attached.digest,)
    assert desk.room.journal.verify().ok


def test_a_store_that_the_disk_refuses_can_be_tried_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")
    line = Line("see file", attachments=(desk.attaching.file(path).result(),))
    desk.lines.keep("", line).result()
    monkeypatch.setattr(desk.room.database, "write", lambda _: refused("disk_full"))
    with pytest.raises(StorageUnavailable):
        desk.lines.store(line).result()
    monkeypatch.undo()
    assert desk.lines.kept("") is not None
    desk.lines.store(line).result()
    assert desk.room.journal.verify().ok
    assert desk.lines.kept("") is None


def test_tidying_leaves_what_unfinished_lines_hold(desk: Desk, tmp_path: Path) -> None:
    kept, dropped = tmp_path / "kept.txt", tmp_path / "dropped.txt"
    kept.write_bytes(b"kept")
    dropped.write_bytes(b"dropped")
    held, loose = desk.attaching.file(kept).result(), desk.attaching.file(dropped).result()
    desk.lines.keep("zhou", Line("x", attachments=(held,))).result()
    desk.lines.tidy().result()
    assert desk.attaching.store.find(held.digest) is not None
    assert desk.attaching.store.find(loose.digest) is None


def test_the_templates_of_the_program_can_be_filled_in_in_both_languages(desk: Desk) -> None:
    desk.lines.load_templates_if_none()
    templates = desk.lines.templates()
    assert templates == list(built_in_templates())
    assert len(templates) >= 15
    lexicon = Lexicon(desk.lines.known())
    for template in templates:
        for language in ("zh", "en"):
            text = expanded(template, language)
            assert desk.lines.read(text, lexicon).of("field"), text
            assert not desk.lines.read(text, lexicon).of("unknown"), text
            entry = desk.lines.store(Line(text), lexicon).result()
            assert entry.draft.kind == template.kind
            assert "‹" not in entry.draft.text
    assert set(entry_words().kinds) == set(NOTE_KINDS)


def test_templates_are_kept_in_order_and_every_change_is_an_entry(desk: Desk) -> None:
    desk.lines.load_templates_if_none()
    first, second, *rest = desk.lines.templates()
    desk.lines.order_templates([second.id, first.id, *(one.id for one in rest)]).result()
    assert [one.id for one in desk.lines.templates()][:2] == [second.id, first.id]
    own = Template("own", Words("测温", "Fever check"), "check", Words("{姓名} {体温}", ""))
    desk.lines.save_template(own).result()
    assert desk.lines.templates()[-1] == own
    desk.lines.remove_template(own).result()
    desk.lines.load_templates_if_none()
    assert own not in desk.lines.templates()
    assert desk.room.kinds()[-4:] == [
        "templates_loaded",
        "templates_ordered",
        "settings_changed",
        "settings_changed",
    ]


def test_saving_a_template_keeps_its_place_whatever_was_removed(desk: Desk) -> None:
    desk.lines.load_templates_if_none()
    for template in desk.lines.templates()[1:9]:
        desk.lines.remove_template(template).result()
    ids = [one.id for one in desk.lines.templates()]
    desk.lines.save_template(desk.lines.templates()[2]).result()
    assert [one.id for one in desk.lines.templates()] == ids
    own = Template("own", Words("测温", ""), "check", Words("{姓名}", ""))
    desk.lines.save_template(own).result()
    assert [one.id for one in desk.lines.templates()] == [*ids, "own"]


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (Template("t", Words(), "note", Words("x", "x")), "empty_name"),
        (Template("t", Words("x", "x"), "note", Words(" ", "\n")), "empty_text"),
        (Template("t", Words("x", "x"), "note", Words("{a", "")), "field_unclosed"),
        (Template("t", Words("x", "x"), "note", Words("a}{", "")), "field_unclosed"),
        (Template("t", Words("x" * 41, "x"), "note", Words("a", "")), "too_long"),
        (Template("t", Words("x", "x"), "note", Words("a" * 401, "")), "too_long"),
        (Template("t", Words("x", "x"), "incident_opened", Words("a", "")), "unknown_kind"),
    ],
)
def test_templates_nobody_could_use_are_refused(desk: Desk, template: Template, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.lines.save_template(template)
    assert refused.value.values["reason"] == reason


def test_everything_known_can_be_named_by_its_label(desk: Desk) -> None:
    desk.lines.load_templates_if_none()
    desk.room.incidents.press(kind="fire").result()
    known: list[Named] = desk.lines.known()
    lexicon = Lexicon(known)
    for one in known:
        for language in ("zh", "en"):
            parsed = desk.lines.read(f"{one.mark}{lexicon.label(one, language)}", lexicon)
            assert [(token.what, token.id) for token in parsed.tokens] == [(one.what, one.id)]


def test_the_moment_is_kept_in_utc(desk: Desk) -> None:
    entry = desk.lines.store(Line("@昨天23:50 雨")).result()
    assert entry.draft.data["event_at"] == "2026-11-22T15:50:00.000Z"
    assert stamp(entry.at) == "2026-11-23T06:00:00.000Z"
