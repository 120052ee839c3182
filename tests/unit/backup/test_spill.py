"""Entries after the last backup, on the target within a moment of being stored."""

import pytest

from app.backup.layout import TargetUnusable
from app.backup.spill import Spill, follow, read
from app.backup.spilling import Spilling
from app.model.backup import BackupRule
from tests.unit.backup.vault import Vault


def lines(vault: Vault) -> list[int]:
    return [entry.number for path in sorted(vault.layout.spill.glob("*.jsonl")) for entry in read(path)]


def newest(vault: Vault) -> tuple[int, str]:
    found = vault.room.database.read(lambda reader: reader.journal.newest())
    assert found is not None
    return found


def test_what_is_entered_after_a_backup_stands_on_the_target_with_its_picture(vault: Vault) -> None:
    made = vault.make()
    vault.room.journal.add("陈国平到场").result()
    digest = vault.picture(b"smoke")
    vault.spill()
    assert lines(vault) == [made.number + 1, made.number + 2]
    assert (vault.layout.media / digest[:2] / f"{digest}.jpg").read_bytes() == b"smoke"
    assert Spill(vault.layout.spill).last() == newest(vault)


def test_before_the_first_backup_all_entries_are_spilled(vault: Vault) -> None:
    vault.spill()
    assert lines(vault) == list(range(1, newest(vault)[0] + 1))


def test_many_entries_are_caught_up_with_in_order_and_once(vault: Vault) -> None:
    vault.fill(1234)
    vault.spill()
    vault.spill()
    vault.room.journal.add("one more").result()
    vault.spill()
    assert lines(vault) == list(range(1, newest(vault)[0] + 1))


@pytest.mark.parametrize("left", [0, 1, 40])
def test_a_line_cut_short_by_a_pulled_stick_is_written_again(vault: Vault, left: int) -> None:
    vault.room.journal.add("before").result()
    vault.spill()
    (path,) = vault.layout.spill.glob("*.jsonl")
    content = path.read_bytes()
    begin = content.rstrip(b"\n").rfind(b"\n") + 1
    path.write_bytes(content[: begin + left])
    vault.room.journal.add("after").result()
    vault.spill()
    assert lines(vault) == list(range(1, newest(vault)[0] + 1))


def test_a_line_with_a_byte_changed_is_left_out(vault: Vault) -> None:
    for text in ("one", "two", "three"):
        vault.room.journal.add(text).result()
    vault.spill()
    (path,) = vault.layout.spill.glob("*.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"text": "two"', b'"text": "twO"'))
    assert 3 not in lines(vault)
    spill = Spill(vault.layout.spill)
    first = vault.room.database.read(lambda reader: reader.journal.get(1))
    assert first is not None
    found = list(follow((1, first.hash), [lambda number: list(spill.entries_after(number - 1))]))
    assert [entry.draft.text for entry in found] == ["one"]  # what follows a gap follows from nothing


def test_each_backup_begins_a_file_and_old_ones_go_with_the_backups_that_need_them(vault: Vault) -> None:
    for _ in range(5):
        vault.room.clock.advance(minutes=60)
        vault.make(rule=BackupRule(hourly=2, daily=0, monthly=0))
        vault.room.journal.add("between").result()
        vault.spill()
    oldest = vault.layout.good()[0]
    assert len(vault.layout.good()) == 2
    assert lines(vault) == list(range(oldest.number + 1, newest(vault)[0] + 1))


def test_what_the_log_has_no_more_is_kept_apart_and_goes_on_beside(vault: Vault) -> None:
    made = vault.make()
    vault.room.close()
    before = vault.data.database.read_bytes()
    vault.room._open()
    vault.room.journal.add("lost with the disk").result()
    vault.spill()
    vault.room.close()
    vault.data.database.write_bytes(before)  # somebody put back an older file by hand
    vault.room._open()
    vault.room.journal.add("another second line").result()
    spilling = Spilling(vault.source, vault.layout, "t1", vault.log, vault.room.clock)
    spilling.catch_up()
    assert spilling.apart == 1
    spilling.catch_up()
    assert spilling.apart == 0
    spilling.close()
    texts = [entry.draft.text for entry in Spill(vault.layout.spill).entries_after(made.number)]
    assert sorted(texts) == ["another second line", "lost with the disk"]


def test_a_stick_that_comes_back_is_caught_up(vault: Vault) -> None:
    vault.make()
    away = vault.stick.with_name("away")
    vault.below.rename(away)
    vault.room.journal.add("while it was away").result()
    with pytest.raises(TargetUnusable):
        vault.spill()
    away.rename(vault.below)
    vault.spill()
    assert lines(vault)[-1] == newest(vault)[0]


def test_a_line_is_what_the_export_of_the_log_writes(vault: Vault) -> None:
    vault.picture(b"one")
    vault.spill()
    exported_lines: list[str] = []
    vault.room.journal.export(exported_lines.append)
    (path,) = vault.layout.spill.glob("*.jsonl")
    assert path.read_text(encoding="utf-8").splitlines() == exported_lines
