"""What the site keeps for its handovers: keys and equipment, when to remind, hazards and what closed them."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict

from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.handover.rules import MOST, checked_text
from app.model.handover import HandoverSettings, Item
from app.model.journal import Actor, Draft
from app.storage.database import Database
from app.storage.transaction import Transaction

_LONGEST_MIN = 240
_LONGEST_DAYS = 366


class HandoverLists:
    """Reads answer at once; everything that writes returns a future and is an entry."""

    def __init__(
        self, database: Database, actor: Callable[[], Actor], gate: Callable[[], None] = lambda: None
    ) -> None:
        self._database = database
        self._actor = actor
        self._gate = gate

    def items(self) -> list[Item]:
        """Keys and equipment that every shift counts, in the order of the form."""
        return self._database.read(lambda reader: reader.handovers.items())

    def save_item(self, item: Item) -> "Future[None]":
        """Raises InvalidInput for one without a name or with a number nobody could count."""
        if not item.name:
            raise InvalidInput(field="name", reason="empty_name")
        if not 0 <= item.expected <= MOST:
            raise InvalidInput(field="expected", reason="count_form")
        names = {"zh": item.name.zh, "en": item.name.en, "expected": str(item.expected)}
        return self._change(item.id, "saved", names, lambda tx: tx.handovers.save_item(item))

    def remove_item(self, item_id: str) -> "Future[None]":
        """Handovers that were begun with it keep it."""
        name = next((one.name for one in self.items() if one.id == item_id), None)
        names = {"zh": name.zh, "en": name.en} if name is not None else {}
        return self._change(item_id, "removed", names, lambda tx: tx.handovers.remove_item(item_id))

    def settings(self) -> HandoverSettings:
        return self._database.read(lambda reader: reader.handovers.settings())

    def save_settings(self, settings: HandoverSettings) -> "Future[None]":
        """Raises InvalidInput for times nobody could mean."""
        for field, value, most in (
            ("remind_min", settings.remind_min, _LONGEST_MIN),
            ("late_min", settings.late_min, _LONGEST_MIN),
            ("hazard_days", settings.hazard_days, _LONGEST_DAYS),
        ):
            if not 1 <= value <= most:
                raise InvalidInput(field=field, reason="out_of_range", number=f"1–{most}")
        self._gate()
        values = {name: str(value) for name, value in asdict(settings).items()}
        draft = Draft("handover_settings", actor=self._actor(), data=values)

        def change(transaction: Transaction) -> None:
            transaction.handovers.save_settings(settings)
            transaction.journal.append(draft)
            transaction.touch("handover")

        return self._database.write(change)

    def close_hazard(self, number: int, how: str) -> "Future[None]":
        """Somebody says that a hazard is no more. Raises InvalidInput; fails with NotFound or NotAllowed (hazard_closed)."""
        self._gate()
        actor, text = self._actor(), checked_text(how, "how")

        def change(transaction: Transaction) -> None:
            hazard = transaction.journal.get(number)
            if hazard is None or hazard.draft.kind != "hazard":
                raise NotFound("no_entry", number=str(number))
            if transaction.handovers.closing_of(number):
                raise NotAllowed("hazard_closed")
            draft = Draft(
                "hazard_closed", text, actor, {"hazard": str(number)}, place_id=hazard.draft.place_id
            )
            entry = transaction.journal.append(draft)
            transaction.handovers.close_hazard(number, entry.number)
            transaction.touch("hazard")

        return self._database.write(change)

    def _change(
        self, item_id: str, action: str, names: dict[str, str], apply: Callable[[Transaction], None]
    ) -> "Future[None]":
        self._gate()
        data = {"what": "handover_item", "id": item_id, "action": action, **names}
        draft = Draft("settings_changed", actor=self._actor(), data=data)

        def change(transaction: Transaction) -> None:
            apply(transaction)
            transaction.journal.append(draft)
            transaction.touch("handover_item")

        return self._database.write(change)
