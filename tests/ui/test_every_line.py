"""Every kind of entry that the log knows, with typical details: a line that begins as lines do and says no code."""

import re
from collections.abc import Mapping

import pytest

from app.model.journal import NOTE_KINDS, Draft, Entry
from app.model.words import Words
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, ENGLISH, Language
from app.ui.names import Names
from tests.fakes.services import ScreenRoom

AT = "2026-11-23T06:00:00.000Z"
TYPICAL = {
    "added": "1", "address": "10.0.0.8", "age_s": "3", "alive": AT, "at": AT, "attempts": "2", "begins": "2026-11-01",
    "budget": "50", "by_s": "60", "camera": "c1", "cameras": "c1 c2", "cause": "no_route", "changed": "1", "channel": "phones",
    "clips": "2", "condition": "covered", "count": "3", "daily": "7", "daily_at": "08:00", "days": "30", "due": AT,
    "en": "North gate", "ends": "2026-11-05", "error": "timeout", "event_at": AT, "every_h": "6", "evidence": "40",
    "file": "site.toml", "fingerprint": "AA BB", "first": AT, "folder": "/mnt/a", "format": "pdf", "free_mb": "400",
    "from": "2026-11-01", "gigabytes": "50", "gone": "1", "hazard": "4", "hazard_days": "30", "hourly": "24", "hours": "12",
    "incoming": "chen", "is": AT, "kind": "fire", "language": "zh", "lasted_s": "75", "last": AT, "last_alive": AT,
    "late_min": "5", "leader": "liu", "made_at": AT, "missed": "2", "missing": "0", "monthly": "12", "name": "Zhou Min",
    "number": "1", "of": "5", "outgoing": "zhou", "people": "zhou,chen", "per_week": "3", "person": "zhou",
    "phone": "13800138000", "pictures": "3", "place": "lpg", "points": "12", "port": "ttyUSB0", "presets": "Gate",
    "reason": "Too dark", "remind_min": "10", "removed": "2", "role": "operator", "seconds": "20", "seen": "3",
    "serial": "1/2026", "shifts": "30", "since": AT, "step": "2", "taken": "4", "tier": "2", "title": "November",
    "to": "2026-11-30", "url": "https://10.0.0.1:8443", "version": "2", "view": "Night", "was": AT, "whom": "Li",
    "within_min": "10", "wrong": "1", "zh": "北门",
}  # fmt: skip
_REPORT = {"kind_of_report": "initial", "number": "0", "changed": "what", "path": "link"}
_OWED = {"stage": "phone"}
_PERIOD = {"report_kind": "daily", "period": "2026-10"}
ITS_OWN: dict[str, list[dict[str, str]]] = {
    "backup_apart": [{}, {"target": "safety"}],
    "backup_failed": [{"code": "target_full"}],
    "backup_made": [{"why": "by_hand"}],
    "clock_missed": [_OWED],
    "clock_waived": [_OWED],
    "disk_trouble": [{"code": "full"}, {"code": "slow"}],
    "disk_trouble_over": [{"code": "full"}],
    "exported": [{"what": "log"}, {"what": "paper"}],
    "incident_opened": [{}, {"drill": "true"}, {"drill": "true", "simulated": "true"}],
    "journal_damaged": [{"code": "hash_differs"}],
    "lan_page_failed": [{"code": "port_taken"}],
    "log_completed": [{"running": "1"}],
    "log_restored": [{"running": "1"}],
    "measure_decided": [{"measure": "m1", "owner": "zhou"}],
    "measure_done": [{"measure": "m1", "owner": "zhou", "outcome": "Lamps hung"}],
    "nobody_on_duty": [{}],
    "period_report_due": [_PERIOD],
    "period_report_made": [_PERIOD, {**_PERIOD, "report_kind": "monthly"}],
    "period_report_missed": [_PERIOD],
    "recording_fault": [{"code": "disk_full"}],
    "recording_restored": [{"code": "disk_full"}],
    "recording_room": [{"code": "room_short"}, {"code": "room_gone"}],
    "recording_room_over": [{"code": "room_short"}],
    "relay_failed_off": [{"error": "relay_timeout"}],
    "relay_failed_on": [{"error": "relay_refused 2"}],
    "report_confirmed": [_REPORT],
    "report_corrected": [_REPORT],
    "report_link_opened": [_REPORT],
    "report_link_released": [_REPORT],
    "report_link_revoked": [_REPORT],
    "report_sent": [_REPORT, {**_REPORT, "kind_of_report": "follow_up", "number": "2"}],
    "report_times_changed": [{"month_day": "0"}, {"month_day": "3"}],
    "roster_changed": [{"what": "post", "id": "p1", "action": "changed"}],
    "settings_changed": [{"what": "camera", "id": "c1", "action": "removed"}],
    "tier_empty": [{"why": "known"}, {"why": "nobody", "final": "true"}],
    "tour_missed": [
        {"end": "stopped", "watch": "on_duty", "stops": f'[{{"camera": "c1", "view": "", "at": "{AT}"}}]'},
        {"end": "finished", "watch": "signed_in", "stops": '[{"camera": "", "view": "Night", "at": ""}]'},
    ],
    "tour_step_missed": [{"watch": "on_duty"}, {"watch": "on_duty", "people": ""}, {}],
    "tour_step_seen": [{"camera": ""}, {"result": "wrong", "picture": "lost"}],
}
"""What differs from the typical details: each is a line of its own."""
OF_THE_WHOLE = ("tour_step_seen", "tour_step_missed")
"""A step may be a camera, or a view of the wall: then it has no camera of its own."""
_BEGINS = re.compile(r'[▲\s]*(?:[A-Z0-9"“(\[]|[\u4e00-\u9fff])')
_CODE = re.compile(r"[a-z]+_[a-z_]+|[{}]")
_SET_BADLY = re.compile(
    r"[\u4e00-\u9fff，：；、（）] [\u4e00-\u9fff]|[\u4e00-\u9fff][A-Za-z]|[A-Za-z][\u4e00-\u9fff]"
)
"""A space between Chinese words, or none between Chinese and Latin ones."""
_ONE_OF_MANY = re.compile(r"\b1 (?!of |has |is |was )[a-z]+s\b")


def entry(room: ScreenRoom, kind: str, own: Mapping[str, str], camera_id: str = "c1") -> Entry:
    draft = Draft(
        kind,
        data={**TYPICAL, **own},
        text="Lamp out",
        amends=1 if kind == "amendment" or kind.endswith("_withdrawn") else 0,
        camera_id=camera_id,
    )
    return Entry(2, room.clock.now(), "boot", 2.0, draft, "", "")


def entries(room: ScreenRoom, kinds: list[str]) -> list[Entry]:
    found = [entry(room, kind, own) for kind in kinds for own in ITS_OWN.get(kind, [{}])]
    return found + [entry(room, kind, {}, camera_id="") for kind in OF_THE_WHOLE]


@pytest.mark.parametrize("spoken", [ENGLISH, CHINESE])
def test_every_line_begins_as_a_line_and_shows_no_code(
    room: ScreenRoom, language: Language, spoken: str
) -> None:
    language.switch(spoken)
    words = EntryWords(Names(room.services))
    kinds = sorted({*words.sentences(), *NOTE_KINDS})
    assert set(ITS_OWN) <= set(kinds)
    told = {(one.draft.kind, words.sentence(one)) for one in entries(room, kinds)}
    assert len({kind for kind, _ in told}) == len(kinds)
    assert [line for line in told if not _BEGINS.match(line[1])] == []
    assert [line for line in told if _CODE.search(line[1])] == []
    assert [line for line in told if "  " in line[1] or line[1] != line[1].strip()] == []


def test_an_entry_that_another_version_wrote_says_so(room: ScreenRoom, language: Language) -> None:
    words = EntryWords(Names(room.services))
    draft = Draft("of_a_later_program", text="Lamp out", data={"colour": "red"})
    stored = Entry(2, room.clock.now(), "boot", 2.0, draft, "", "")
    said = "of_a_later_program Lamp out colour=red"
    assert words.sentence(stored) == f"Written by another version of the program: {said}"
    language.switch(CHINESE)
    assert words.sentence(stored) == f"由其他版本的程序写入：{said}"


def test_chinese_lines_stand_apart_from_latin_names_alone(
    room: ScreenRoom, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    language.switch(CHINESE)
    words, latin = EntryWords(Names(room.services)), Names(room.services)
    for one in ("person", "place", "camera", "channel", "post"):
        monkeypatch.setitem(latin._known, one, _Latin())
    kinds = sorted({*words.sentences(), *NOTE_KINDS})
    told = [said.sentence(one) for said in (words, EntryWords(latin)) for one in entries(room, kinds)]
    assert [line for line in told if _SET_BADLY.search(line)] == []
    assert "周敏登录被拒" in told
    assert "North Lobby 登录被拒" in told


class _Latin(dict[str, Words]):
    """Whatever is asked for has a name of Latin letters alone."""

    def get(self, _key: str, _otherwise: object = None) -> Words:
        return Words("", "North Lobby")


def test_one_of_a_kind_is_not_told_as_many(
    room: ScreenRoom, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    language.switch(ENGLISH)
    words = EntryWords(Names(room.services))
    monkeypatch.setattr(f"{__name__}.TYPICAL", {key: _one(value) for key, value in TYPICAL.items()})
    told = [words.sentence(one) for one in entries(room, sorted({*words.sentences(), *NOTE_KINDS}))]
    assert [line for line in told if _ONE_OF_MANY.search(line)] == []


def _one(value: str) -> str:
    return "1" if value.isdecimal() and len(value) < len("13800138000") else value
