"""What the program writes of itself reads well in both languages, and no kind is left without words."""

from collections.abc import Mapping

import pytest

from app.journal.kinds import GROUP_OF
from app.model.journal import Draft, Entry
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, Language
from app.ui.names import Names
from tests.fakes.services import ScreenRoom

AT = "2026-11-23T06:00:00.000Z"
SAID = [
    (
        "console_crashed",
        {"last_alive": AT, "computer": "restarted"},
        "▲ The console before this one ended unasked: the PC was restarted or lost power; last alive about 2026-11-23 14:00:00",
        "▲ 上次运行意外中断：电脑重启或断电；最后运行时间约 2026-11-23 14:00:00",
    ),
    (
        "clock_set",
        {"by_s": "-3600", "was": AT, "is": "2026-11-23T05:00:00.000Z", "running": "true"},
        "▲ The clock of this PC was set back by 1:00:00: 2026-11-23 14:00:00 became 2026-11-23 13:00:00. "
        "Times before and after do not compare; the numbers of entries and durations do",
        "▲ 本机时钟被拨慢 1:00:00：2026-11-23 14:00:00 变为 2026-11-23 13:00:00。"
        "前后时间不可直接比较，先后以编号为准，用时不受影响",
    ),
    (
        "disk_trouble",
        {"code": "nearly_full", "at": AT, "free_mb": "412", "seconds": "0"},
        "▲ Disk, 14:00:00: the disk is nearly full, 412 MB free",
        "▲ 磁盘（14:00:00）：磁盘即将写满，剩余 412 MB",
    ),
    (
        "disk_trouble_over",
        {"code": "gone", "at": AT, "lasted_s": "192"},
        "Disk, over after 3:12: the data folder cannot be reached",
        "磁盘恢复正常（历时 3:12）：数据文件夹无法访问",
    ),
    (
        "exported",
        {"what": "log", "path": "/media/stick/log.jsonl", "count": "12"},
        "Exported: the whole log as lines, entries: 12, to /media/stick/log.jsonl",
        "已导出：全部日志（逐行），12 条，存至 /media/stick/log.jsonl",
    ),
    (
        "log_exported",
        {"format": "pdf", "count": "12", "folder": "/media/stick", "reason": "交派出所"},
        "Part of the log exported as PDF, entries: 12, to /media/stick: 交派出所",
        "已导出日志（PDF）：12 条，存至 /media/stick：交派出所",
    ),
]


def entry(room: ScreenRoom, kind: str, data: Mapping[str, str] | None = None) -> Entry:
    return room.database.write(lambda tx: tx.journal.append(Draft(kind, data=data or {}))).result()


@pytest.mark.parametrize(("kind", "data", "english", "chinese"), SAID)
def test_each_reads_well(
    room: ScreenRoom, language: Language, kind: str, data: Mapping[str, str], english: str, chinese: str
) -> None:
    words, stored = EntryWords(Names(room.services)), entry(room, kind, data)
    assert words.sentence(stored) == english
    language.switch(CHINESE)
    assert words.sentence(stored) == chinese


@pytest.mark.parametrize("kind", sorted(GROUP_OF))
def test_every_kind_that_folds_has_words(room: ScreenRoom, language: Language, kind: str) -> None:
    words = EntryWords(Names(room.services))
    sentence = words.sentence(entry(room, kind))
    assert kind not in sentence
    assert sentence.strip()
