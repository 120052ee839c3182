"""An incident that comes back follows the very version of its plan, or none."""

from dataclasses import replace

from app.model.words import Words
from app.storage.transaction import Transaction
from tests.fakes.room import FIRE
from tests.unit.backup.vault import Vault


def test_an_incident_keeps_its_plan_that_was_removed_since_and_takes_up_none_that_is_not_there(
    vault: Vault,
) -> None:
    def renamed(transaction: Transaction) -> None:
        transaction.site.save_plan(replace(FIRE, name=Words("大火", "Blaze")))
        transaction.touch_quietly("plan")

    kept = vault.room.incidents.press(kind="fire").result()
    vault.room.database.write(lambda tx: tx.site.remove_plan("fire")).result()
    vault.make()
    vault.room.database.write(renamed).result()
    lost = vault.room.incidents.press(kind="fire", place_id="lpg").result()
    vault.room.incidents.set_place(kept.id, "lpg").result()
    assert lost.plan_version == 2
    vault.spill()
    vault.room.close()
    vault.data.database.write_bytes(b"")
    vault.restore()
    vault.room._open()
    versions = {one.id: one.plan_version for one in vault.room.incidents.running()}
    assert versions == {kept.id: 1, lost.id: 0}
