"""Finds an incident in a transaction."""

from app.core.errors import NotFound
from app.model.incident import Incident
from app.storage.transaction import Transaction


def existing(transaction: Transaction, incident_id: str) -> Incident:
    """Raises NotFound (no_incident)."""
    incident = transaction.incidents.get(incident_id)
    if incident is None:
        raise NotFound("no_incident", id=incident_id)
    return incident
