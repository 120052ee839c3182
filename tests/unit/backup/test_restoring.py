"""The way back: whatever part of the database is damaged, nothing is lost that was copied or spilled."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.backup import restoring
from app.backup.offers import find_offers
from app.backup.restoring import NotRestored, complete_tail, finish, finish_interrupted, prepare
from app.core.changes import Changes
from app.core.errors import StorageUnavailable
from app.storage.database import Database
from app.storage.heads import heads_beside, newest_recorded
from tests.unit.backup.vault import Vault

PAGE = 4096


def header(content: bytearray) -> bytearray:
    content[:100] = b"\xa5" * 100
    return content


def middle(content: bytearray) -> bytearray:
    begin = len(content) // (2 * PAGE) * PAGE
    content[begin : begin + 2 * PAGE] = b"\xa5" * (2 * PAGE)
    return content


def schema(content: bytearray) -> bytearray:
    content[100:PAGE] = b"\x00" * (PAGE - 100)
    return content


def cut(content: bytearray) -> bytearray:
    return content[: len(content) // 3]


def odd_end(content: bytearray) -> bytearray:
    return content[:-1000]


def empty(content: bytearray) -> bytearray:
    return bytearray()


def noise(content: bytearray) -> bytearray:
    return bytearray(random.Random(7).randbytes(len(content)))


DAMAGES = [header, middle, schema, cut, odd_end, empty, noise]


def killed(vault: Vault) -> None:
    """The console is gone; nothing was folded in or closed well."""
    copy = vault.data.root.with_name("as-it-was")
    shutil.copytree(vault.data.root, copy)
    vault.room.close()
    shutil.rmtree(vault.data.root)
    copy.rename(vault.data.root)


def filled(vault: Vault) -> list[str]:
    """A backup, and entries after it; what people wrote."""
    vault.fill(200)
    digest = vault.picture(b"before the backup")
    vault.make()
    for number in range(20):
        vault.room.journal.add(f"after the backup {number}").result()
    vault.spill()
    assert vault.room.media.find(digest)
    return vault.texts()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("folded", [True, False], ids=["folded", "with its log of writes"])
def test_nothing_is_lost_whatever_is_damaged(
    vault: Vault, damage: Callable[[bytearray], bytearray], folded: bool
) -> None:
    before = filled(vault)
    if folded:
        vault.room.close()
    else:
        killed(vault)
        wal = vault.data.database.with_name("dutyroom.sqlite-wal")
        wal.write_bytes(random.Random(1).randbytes(wal.stat().st_size))
    vault.data.database.write_bytes(damage(bytearray(vault.data.database.read_bytes())))
    done = vault.restore()
    assert done.lost == 0
    vault.room._open()
    assert vault.texts() == before
    assert vault.room.journal.verify().ok
    (told,) = vault.room.journal.latest(1)
    assert told.draft.kind == "log_restored"
    assert told.draft.data["missing"] == "0"
    assert (done.aside / "dutyroom.sqlite").exists()  # never deleted


@pytest.mark.parametrize("damage", [header, cut, empty, noise], ids=lambda damage: damage.__name__)
def test_a_damaged_database_is_found_at_the_start(
    vault: Vault, damage: Callable[[bytearray], bytearray]
) -> None:
    filled(vault)
    vault.room.close()
    vault.data.database.write_bytes(damage(bytearray(vault.data.database.read_bytes())))
    with pytest.raises(StorageUnavailable) as caught:
        vault.room._open()
    assert caught.value.code == "damaged"


def test_a_database_that_is_gone_is_not_begun_anew_in_silence(vault: Vault) -> None:
    filled(vault)
    vault.room.close()
    vault.data.database.unlink()
    with pytest.raises(StorageUnavailable) as caught:
        vault.room._open()
    assert caught.value.code == "damaged"
    assert vault.restore().lost == 0
    vault.room._open()


def test_without_the_stick_what_the_damaged_file_still_holds_is_taken_as_well(vault: Vault) -> None:
    """Nothing was spilled: the entries after the backup stand in a file of which another page is damaged."""
    vault.fill(200)
    vault.make()
    late = [vault.room.journal.add(f"late {number}") for number in range(50)][-1].result()
    vault.room.close()
    content = bytearray(vault.data.database.read_bytes())
    begin = content.find(b"100 xxxx") // PAGE * PAGE
    content[begin : begin + PAGE] = b"\xa5" * PAGE
    vault.data.database.write_bytes(content)
    done = vault.restore()
    assert (done.lost, done.reaches) == (0, late.number)
    vault.room._open()
    assert vault.texts()[-1] == "late 49"


def test_what_is_lost_is_told_beforehand_and_in_the_log(vault: Vault) -> None:
    vault.make()
    vault.room.journal.add("spilled").result()
    vault.spill()
    lost = vault.room.journal.add("not spilled").result()
    vault.room.close()
    vault.data.database.write_bytes(b"")
    (offer,) = find_offers(vault.data, vault.room.clock)
    assert (offer.known, offer.reaches, offer.lost) == (lost.number, lost.number - 1, 1)
    assert vault.restore().lost == 1
    vault.room._open()
    assert vault.room.journal.latest(1)[0].draft.data["missing"] == "1"
    assert vault.room.journal.verify().ok


def test_pictures_come_back_too(vault: Vault) -> None:
    digest = vault.picture(b"evidence")
    vault.make()
    late = vault.picture(b"late evidence")
    vault.spill()
    vault.room.close()
    shutil.rmtree(vault.data.root)
    vault.data.root.mkdir()
    vault.restore(asked=vault.stick)  # on a new computer nothing is noted: somebody says where
    vault.room._open()
    assert vault.room.media.fault_of(digest) == vault.room.media.fault_of(late) == ""
    assert vault.room.journal.verify().ok


def test_a_spoilt_backup_is_refused_and_the_one_before_gives_the_same_log(vault: Vault) -> None:
    vault.make()
    vault.room.journal.add("between").result()
    vault.spill()
    vault.room.clock.advance(minutes=60)
    newest = vault.make()
    vault.room.journal.add("after").result()
    vault.spill()
    before = vault.texts()
    vault.room.close()
    vault.data.database.write_bytes(b"")
    file = vault.layout.folder_of(newest) / "dutyroom.sqlite"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(NotRestored):
        vault.restore()
    assert not vault.data.restoring.exists()
    offers = find_offers(vault.data, vault.room.clock)
    assert [offer.fault for offer in offers] == ["", "database_changed"]
    assert vault.restore().lost == 0
    vault.room._open()
    assert vault.texts() == before


def test_going_back_to_an_older_backup_loses_settings_but_no_entry(vault: Vault) -> None:
    vault.make()
    place = vault.room.database.read(lambda reader: reader.site.places())[0]
    vault.room.database.write(lambda tx: tx.site.remove_place(place.id)).result()
    vault.room.journal.add("the place was removed by mistake").result()
    before = vault.texts()
    vault.room.close()
    vault.restore()
    vault.room._open()
    assert vault.texts() == before
    assert vault.room.database.read(lambda reader: reader.site.places()) == [place]


def test_an_empty_log_begins_with_what_can_still_be_read(vault: Vault) -> None:
    before = filled(vault)
    vault.room.close()
    shutil.rmtree(vault.below)
    content = middle(bytearray(vault.data.database.read_bytes()))
    vault.data.database.write_bytes(content)
    done = finish(None, vault.data, vault.room.clock)
    vault.room._open()
    assert vault.texts() == before[: len(vault.texts())]
    assert vault.room.journal.latest(1)[0].draft.kind == "log_begun_anew"
    assert done.taken == vault.room.journal.latest(1)[0].number - 1
    assert done.aside.is_dir()


class _Killed(BaseException):
    pass


def test_a_kill_at_any_step_of_the_change_loses_neither_the_old_nor_the_new(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = filled(vault)
    vault.room.close()
    whole = tmp_path / "whole"
    shutil.copytree(vault.data.root, whole)
    replace, steps, left = Path.replace, 0, 0

    def counted(self: Path, target: Path) -> Path:
        nonlocal steps, left
        steps += 1
        if steps > left >= 0:
            raise _Killed
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", counted)
    finished = False
    while not finished:
        shutil.rmtree(vault.data.root)
        shutil.copytree(whole, vault.data.root)
        steps, left = 0, left + 1
        try:
            vault.restore()
            finished = True
        except _Killed:
            steps, until, left = 0, left, -1
            finish_interrupted(vault.data)
            left = until
        assert not vault.data.restoring.exists()
        steps, until, left = 0, left, -1
        vault.room._open()
        assert vault.texts() == before
        assert vault.room.journal.verify().ok
        vault.room.close()
        left = until
    assert left > 5


def test_entries_lost_with_the_log_of_writes_come_back_at_the_start(vault: Vault) -> None:
    before = filled(vault)
    killed(vault)
    wal = vault.data.database.with_name("dutyroom.sqlite-wal")
    content = bytearray(wal.read_bytes())
    begin = content.rfind(b"after the backup 15")
    content[begin:] = b"\xa5" * (len(content) - begin)
    wal.write_bytes(content)
    recorded = newest_recorded(heads_beside(vault.data.database))
    database = Database(vault.data.database, vault.room.clock, Changes())
    try:
        newest = database.read(lambda reader: reader.journal.newest())
        assert newest is not None
        assert newest[0] < recorded  # the damage cost something
        assert complete_tail(vault.data, database, recorded, vault.room.clock) == recorded - newest[0]
        assert complete_tail(vault.data, database, recorded, vault.room.clock) == 0
    finally:
        database.close()
    vault.room._open()
    assert vault.texts() == before
    assert vault.room.journal.verify().ok
    assert vault.room.journal.latest(1)[0].draft.kind == "log_completed"


def test_a_lost_end_that_nobody_has_is_told_once_and_the_console_goes_on(vault: Vault) -> None:
    vault.room.journal.add("lost").result()
    recorded = newest_recorded(heads_beside(vault.data.database)) + 3
    assert complete_tail(vault.data, vault.room.database, recorded, vault.room.clock) == 0
    assert complete_tail(vault.data, vault.room.database, recorded, vault.room.clock) == 0
    (told,) = vault.room.journal.latest(5, kinds=("log_completed",))
    assert (told.draft.data["taken"], told.draft.data["missing"]) == ("0", "3")


def test_an_incident_begun_after_the_backup_runs_on_and_one_that_ended_is_over(vault: Vault) -> None:
    open_before = vault.room.incidents.press(kind="fire").result()
    vault.make()
    vault.room.clock.advance(minutes=5)
    vault.room.incidents.stand_down(open_before.id, "put out").result()
    begun = vault.room.incidents.press().result()
    vault.room.incidents.set_kind(begun.id, "fire").result()
    vault.room.incidents.set_place(begun.id, "lpg").result()
    vault.spill()
    vault.room.close()
    vault.data.database.write_bytes(b"")
    vault.restore()
    vault.room._open()
    (running,) = vault.room.incidents.running()
    assert (running.id, running.kind, running.place_id) == (begun.id, "fire", "lpg")
    assert running.opened_at == begun.opened_at
    over = vault.room.incidents.get(open_before.id)
    assert (over.state, over.close_reason) == ("stood_down", "put out")
    assert vault.room.journal.latest(1)[0].draft.data["running"] == "1"
    vault.room.clock.advance(minutes=30)
    assert vault.room.escalation.tick() == {}  # nobody is called out of a state that is past


def test_a_full_data_disk_is_told_and_nothing_has_changed(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(vault)
    vault.room.close()

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring.shutil, "copyfile", full)
    with pytest.raises(StorageUnavailable) as caught:
        vault.restore()
    assert caught.value.code == "disk_full"
    vault.room._open()
    assert vault.texts() == before


def test_a_backup_of_another_log_is_not_given_this_ones_entries(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Vault(tmp_path / "other", first="of the other room")
    other.make()
    vault.make()
    vault.room.close()
    (offer,) = find_offers(vault.data, vault.room.clock, other.stick)
    assert not offer.own
    assert offer.lost == offer.known
    prepare(offer, vault.data)
    finish(offer, vault.data, vault.room.clock)
    vault.room._open()
    assert vault.texts() == other.texts()
    other.room.close()


def test_without_any_note_of_its_targets_a_console_knows_its_own_backups(
    vault: Vault, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Vault(tmp_path / "other", first="of the other room")
    other.make()
    other.room.close()
    vault.make()
    vault.room.journal.add("after").result()
    vault.room.close()
    vault.data.database.write_bytes(b"")
    vault.data.backup_targets.unlink()
    (own,) = find_offers(vault.data, vault.room.clock, vault.stick)
    (strange,) = find_offers(vault.data, vault.room.clock, other.stick)
    assert (own.own, own.lost) == (True, 1)
    assert not strange.own


def test_what_is_restored_and_set_aside_is_the_users_alone(vault: Vault) -> None:
    filled(vault)
    vault.room.close()
    done = vault.restore()
    for path in (vault.data.root, vault.data.set_aside, done.aside, *vault.data.root.glob("*.*")):
        assert path.stat().st_mode & 0o077 == 0 or path == vault.data.root, path
