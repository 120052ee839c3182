"""Which plan an incident follows."""

from app.model.incident import UNKNOWN_KIND, Incident
from app.model.plan import Plan, Tier, roles
from app.model.words import Words
from app.storage.transaction import Reader, Transaction

_TIERS = (
    Tier(1, roles("operator", "leader", "patrol", "post")),
    Tier(2, roles("office", "group_leader")),
    Tier(3, roles("committee", "street_office", "police", "fire", "ambulance")),
)
"""DOMAIN: the shift itself; the committee's office and the group's leader; everybody."""
_NO_PLAN = Plan(UNKNOWN_KIND, Words("突发事件（类型待定）", "kind not yet known"), tiers=_TIERS)


def plan_today(kind: str, store: Reader | Transaction) -> Plan:
    """What the site wants done now about a kind; a plan of the program's own where there is none."""
    return store.site.plan(kind) or _NO_PLAN


def plan_of(incident: Incident, store: Reader | Transaction) -> Plan:
    """The plan an incident follows, as it was when the incident took it up."""
    return store.site.plan_version(incident.kind, incident.plan_version) or _NO_PLAN
