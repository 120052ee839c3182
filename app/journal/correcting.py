"""A correction is an entry that points at the one it corrects."""

from dataclasses import replace

from app.core.errors import NotFound
from app.model.journal import Draft, Entry
from app.storage.transaction import Transaction


def append_correction(transaction: Transaction, draft: Draft) -> Entry:
    """Belongs to the incident of what it corrects, unless it names another. Raises NotFound where there is nothing to correct."""
    original = transaction.journal.get(draft.amends)
    if original is None:
        raise NotFound("no_entry", number=str(draft.amends))
    incident_id = draft.incident_id or original.draft.incident_id
    return transaction.journal.append(replace(draft, incident_id=incident_id))
