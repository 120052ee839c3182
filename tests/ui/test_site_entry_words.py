"""What happened to the site stands in the log in words, in both languages."""

from dataclasses import replace
from pathlib import Path

from app.model.plan import Step
from app.model.site import Place, Post
from app.model.words import Words
from app.site.builtin import load_plans_if_none
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, Language
from app.ui.names import Names
from tests.fakes.services import ScreenRoom


def test_import_plans_and_removal_are_told(room: ScreenRoom, language: Language, tmp_path: Path) -> None:
    room.database.write(lambda tx: tx.site.remove_plan("fire")).result()
    load_plans_if_none(room.site)
    room.roster.remove_shift("s1").result()
    path = tmp_path / "site.toml"
    path.write_text('[site]\nname = { zh = "新社区" }\n', encoding="utf-8")
    room.site.import_file(path).result()
    words = EntryWords(Names(room.services))
    english = [words.sentence(entry) for entry in room.journal.latest(3)]
    language.switch(CHINESE)
    chinese = [words.sentence(entry) for entry in room.journal.latest(3)]
    language.toggle()
    assert english == [
        "Site file site.toml imported: 0 added, 1 changed, 21 removed",
        "Removed: roster Zhou Min, 08:00–20:00 operator",
        "Response plans of the program loaded: 12",
    ]
    assert chinese == [
        "已导入站点文件 site.toml：新增 0，修改 1，删除 21",
        "已删除值班表：周敏，08:00–20:00 值班员",
        "已载入程序自带的 12 个预案",
    ]


def test_what_was_removed_is_told_by_its_name(room: ScreenRoom, language: Language) -> None:
    room.site.save_place(Place("p-7", Words("幼儿园", "Kindergarten"))).result()
    room.site.remove_place("p-7").result()
    room.roster.save_post(Post("post-7", Words("幼儿园岗", "Kindergarten post"))).result()
    room.roster.remove_post("post-7").result()
    words = EntryWords(Names(room.services))
    removed = [room.journal.latest(1)[0], room.journal.latest(3)[2]]
    assert [words.sentence(entry) for entry in removed] == [
        "Removed: post Kindergarten post",
        "Removed: place Kindergarten",
    ]
    language.switch(CHINESE)
    assert [words.sentence(entry) for entry in removed] == ["已删除岗位：幼儿园岗", "已删除地点：幼儿园"]


def test_what_is_new_is_told_as_added(room: ScreenRoom, language: Language) -> None:
    camera = replace(room.site.cameras()[0], id="new", name=Words("南门", "South gate"))
    room.site.save_camera(camera, "admin", "geheim-7").result()
    words = EntryWords(Names(room.services))
    (entry,) = room.journal.latest(1)
    assert words.sentence(entry) == "Added: camera South gate"
    language.switch(CHINESE)
    assert words.sentence(entry) == "已添加摄像头：南门"


def test_a_changed_setting_is_told_with_what_was_and_what_is_and_no_secret(
    room: ScreenRoom, language: Language
) -> None:
    camera = room.site.cameras()[3]
    changed = replace(camera, name=Words("南门", "South gate"), place_id="", enabled=False)
    room.site.save_camera(changed, "admin", "geheim-7").result()
    room.site.save_site(replace(room.site.site(), acknowledge_s=240)).result()
    plan = replace(room.site.plans()[0], steps=())
    room.site.save_plan(replace(plan, steps=(Step(Words("拨打119", "Call 119"), "operator"),))).result()
    words = EntryWords(Names(room.services))
    told = room.journal.latest(3)
    assert [words.sentence(entry) for entry in told] == [
        "Changed: response plan Fire, version 2; steps",
        "Changed: site site; seconds to confirm 120 → 240",
        "Changed: camera South gate; name Building 4 lobby → South gate; place LPG station → —; in use yes → no; login changed",
    ]
    language.switch(CHINESE)
    assert words.sentence(told[2]) == (
        "已修改摄像头：南门；名称：4 栋大堂 → 南门；地点：液化气站 → —；启用：是 → 否；登录信息已更改"
    )
    assert "geheim" not in "".join(str(dict(entry.draft.data)) for entry in told)
    assert "admin" not in "".join(str(dict(entry.draft.data)) for entry in told)
