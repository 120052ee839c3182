"""A backup is what it says, or there is none."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.backup.check import check_backup
from app.backup.layout import DATABASE, TargetUnusable
from app.model.backup import HANDOVER, BackupRule
from tests.unit.backup.vault import Vault


def test_a_backup_holds_log_and_pictures_and_says_which(vault: Vault) -> None:
    digest = vault.picture(b"a face at the gate")
    made = vault.make(HANDOVER)
    assert vault.layout.backups() == vault.layout.good() == [made]
    newest = vault.room.database.read(lambda reader: reader.journal.newest())
    assert (made.number, made.hash) == newest
    assert (made.why, made.log, made.pictures, made.faults) == (HANDOVER, vault.log, 1, ())
    assert (vault.layout.media / digest[:2] / f"{digest}.jpg").read_bytes() == b"a face at the gate"
    assert check_backup(vault.layout, made, vault.room.clock) == ""


def test_secrets_and_recordings_are_not_in_it(vault: Vault) -> None:
    (vault.data.root / "secrets.json").write_text('{"camera:c1": "geheim"}')
    (vault.data.root / "recordings").mkdir()
    (vault.data.root / "recordings" / "a.mp4").write_bytes(b"geheim")
    vault.make()
    held = b"".join(path.read_bytes() for path in vault.below.rglob("*") if path.is_file())
    assert b"geheim" not in held


def test_entries_go_on_being_written_while_it_is_made(vault: Vault) -> None:
    vault.fill(300)
    written: list[int] = []

    def between() -> None:
        if len(written) < 50:
            written.append(vault.room.journal.add("meanwhile").result().number)

    made = vault.make(between=between)
    assert written  # it was made in more than one step
    assert made.number < written[0]  # and shows one moment all the same
    assert check_backup(vault.layout, made, vault.room.clock) == ""


def test_only_new_pictures_are_copied(vault: Vault) -> None:
    first = vault.picture(b"one")
    vault.make()
    copied = vault.layout.media / first[:2] / f"{first}.jpg"
    before = copied.stat()
    vault.picture(b"two")
    assert vault.make().pictures == 2
    assert copied.stat().st_mtime_ns == before.st_mtime_ns
    assert copied.stat().st_ino == before.st_ino


def test_a_picture_that_the_console_has_lost_is_named_and_the_backup_is_made(vault: Vault) -> None:
    lost, changed = vault.picture(b"lost"), vault.picture(b"changed")
    vault.room.media.path(lost).unlink()
    vault.room.media.path(changed).write_bytes(b"Changed")
    made = vault.make()
    assert set(made.faults) == {lost, changed}
    assert check_backup(vault.layout, made, vault.room.clock) == ""


def test_a_picture_that_falls_ill_on_the_target_is_written_anew_within_a_day_of_backups(vault: Vault) -> None:
    digest = vault.picture(b"whole")
    vault.make()
    copied = vault.layout.media / digest[:2] / f"{digest}.jpg"
    copied.write_bytes(b"rotten")
    for _ in range(24):
        vault.room.clock.advance(minutes=60)
        vault.make()
    assert copied.read_bytes() == b"whole"


def test_old_ones_go_by_the_rule_and_the_clock_may_step_back(vault: Vault) -> None:
    rule = BackupRule(hourly=3, daily=0, monthly=0)
    for _ in range(5):
        vault.room.clock.advance(minutes=60)
        vault.make(rule=rule)
    vault.room.clock.step_wall(seconds=-timedelta(days=400).total_seconds())
    last = vault.make(rule=rule)
    assert [each.sequence for each in vault.layout.backups()] == [4, 5, 6]
    assert vault.layout.backups()[-1] == last


@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_byte_changed_in_the_copy_is_found_and_named(vault: Vault, where: str) -> None:
    made = vault.make()
    file = vault.layout.folder_of(made) / DATABASE
    content = bytearray(file.read_bytes())
    place = {"first": 0, "middle": len(content) // 2, "last": len(content) - 1}[where]
    content[place] ^= 1
    file.write_bytes(content)
    assert check_backup(vault.layout, made, vault.room.clock) == "database_changed"


def test_an_older_backup_that_has_rotted_is_found_by_those_that_follow(vault: Vault) -> None:
    made = []
    for _ in range(3):
        vault.room.clock.advance(minutes=60)
        made.append(vault.make())
    file = vault.layout.folder_of(made[1]) / DATABASE
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    for _ in range(3):
        vault.room.clock.advance(minutes=60)
        vault.make()
    assert made[0] in vault.layout.good()
    assert made[1] not in vault.layout.good()


def test_a_picture_changed_or_gone_on_the_target_is_named(vault: Vault) -> None:
    digest = vault.picture(b"one")
    made = vault.make()
    copied = vault.layout.media / digest[:2] / f"{digest}.jpg"
    copied.write_bytes(b"two")
    assert check_backup(vault.layout, made, vault.room.clock) == f"media_differs {digest}"
    copied.unlink()
    assert check_backup(vault.layout, made, vault.room.clock) == f"media_missing {digest}"


def test_a_manifest_that_was_changed_is_none_or_found(vault: Vault) -> None:
    made = vault.make()
    manifest = vault.layout.folder_of(made) / "manifest.json"
    said = manifest.read_text()
    manifest.write_text(said.replace(f'"number": {made.number}', f'"number": {made.number + 1}'))
    (other,) = vault.layout.backups()
    assert check_backup(vault.layout, other, vault.room.clock) == "manifest_differs"
    manifest.write_text(said[:-20])
    assert vault.layout.backups() == []


def test_an_entry_changed_in_the_log_itself_is_said_and_the_sound_backup_stays(vault: Vault) -> None:
    sound = vault.make()
    vault.room.database.write(
        lambda tx: (
            tx.journal._database.execute("DROP TRIGGER journal_no_update"),
            tx.journal._database.execute("UPDATE journal SET text = 'other' WHERE number = 1"),
        )
    ).result()
    rule = BackupRule(hourly=1, daily=0, monthly=0)
    for _ in range(4):
        vault.room.clock.advance(minutes=60)
        made = vault.make(rule=rule)
        assert made.log_fault == "hash_differs 1"
    assert sound in vault.layout.good()


def test_a_damaged_database_gives_no_backup_and_is_told_as_such(vault: Vault) -> None:
    vault.fill(300)
    good = vault.make()
    vault.room.close()
    content = bytearray(vault.data.database.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle : middle + 8192] = b"\xa5" * 8192
    vault.data.database.write_bytes(content)
    with pytest.raises(TargetUnusable) as caught:
        vault.make()
    assert caught.value.code == "source_damaged"
    assert vault.layout.good() == [good]


def test_an_empty_mount_point_is_never_written_to(vault: Vault) -> None:
    shutil.move(vault.below, vault.stick.with_name("away"))
    with pytest.raises(TargetUnusable) as caught:
        vault.make()
    assert caught.value.code == "target_gone"
    with pytest.raises(TargetUnusable):
        vault.spill()
    assert list(vault.stick.iterdir()) == []


def test_another_stick_is_not_written_to(vault: Vault) -> None:
    vault.layout.adopt("other", vault.log)
    with pytest.raises(TargetUnusable) as caught:
        vault.make()
    assert caught.value.code == "target_other"
    assert vault.layout.backups() == []


def test_what_a_kill_left_half_done_is_no_backup_and_goes(vault: Vault) -> None:
    def killed() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        vault.make(between=killed)
    assert list(vault.layout.copies.iterdir())
    assert vault.layout.backups() == []
    made = vault.make()
    assert [path.name for path in vault.layout.copies.iterdir()] == [made.name]


def test_a_stick_too_small_is_said_before_anything_goes(tmp_path: Path, disk: Callable[[int], Path]) -> None:
    vault = Vault(tmp_path, disk(10))
    with pytest.raises(TargetUnusable) as caught:
        vault.make()
    assert caught.value.code == "target_full"
    assert list(vault.layout.copies.iterdir()) == []
    vault.room.close()


def test_on_a_small_stick_the_oldest_make_room_and_the_newest_stays(
    tmp_path: Path, disk: Callable[[int], Path]
) -> None:
    vault = Vault(tmp_path, disk(78))  # 64 stay free
    vault.fill(800)
    for _ in range(6):
        vault.room.clock.advance(minutes=60)
        made = vault.make()
        assert vault.layout.good()[-1] == made
        assert check_backup(vault.layout, made, vault.room.clock) == ""
    assert 1 <= len(vault.layout.good()) < 6
    vault.room.close()


def test_a_disk_that_fills_up_in_the_middle_leaves_what_was_there(
    tmp_path: Path, disk: Callable[[int], Path]
) -> None:
    vault = Vault(tmp_path, disk(90))
    vault.fill(800)
    first = vault.make()
    filler = vault.stick / "films"

    def fill() -> None:
        if not filler.exists():
            with filler.open("wb", buffering=0) as file:
                while file.write(b"\xa5" * 4096) == 4096:
                    continue

    def filled() -> None:
        try:
            fill()
        except OSError:
            return

    vault.room.journal.add("more").result()
    with pytest.raises(TargetUnusable) as caught:
        vault.make(between=filled)
    assert caught.value.code == "target_full"
    assert vault.layout.good() == [first]
    assert check_backup(vault.layout, first, vault.room.clock) == ""
    filler.unlink()
    assert vault.make().number == first.number + 1
    vault.room.close()


def test_a_stick_pulled_out_in_the_middle_is_gone_and_comes_back_with_what_it_had(
    tmp_path: Path, disk: Callable[[int], Path]
) -> None:
    vault = Vault(tmp_path, disk(200))
    vault.fill(300)
    first = vault.make()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run(["mount", "--bind", str(vault.stick), str(elsewhere)], check=True)
    pulled = []

    def pull() -> None:
        if not pulled:
            pulled.append(subprocess.run(["umount", "-l", str(vault.stick)], check=True))

    try:
        with pytest.raises(TargetUnusable) as caught:
            vault.make(between=pull)
        assert caught.value.code == "target_gone"
        assert list(vault.stick.iterdir()) == []  # nothing was written where the stick had been
        subprocess.run(["mount", "--bind", str(elsewhere), str(vault.stick)], check=True)
        assert vault.layout.good() == [first]
        assert vault.make().sequence == 2
        subprocess.run(["umount", "-l", str(vault.stick)], check=True)
    finally:
        subprocess.run(["umount", "-l", str(elsewhere)], check=True)
    vault.room.close()


def test_a_read_only_disk_is_told_as_such(tmp_path: Path, disk: Callable[[int], Path]) -> None:
    vault = Vault(tmp_path, disk(200))
    first = vault.make()
    subprocess.run(["mount", "-o", "remount,ro", str(vault.stick)], check=True)
    with pytest.raises(TargetUnusable) as caught:
        vault.make()
    assert caught.value.code == "target_read_only"
    assert vault.layout.good() == [first]
    vault.room.journal.add("after").result()
    with pytest.raises(TargetUnusable) as spilled:
        vault.spill()
    assert spilled.value.code == "target_read_only"
    vault.room.close()
