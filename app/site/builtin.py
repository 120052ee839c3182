"""The response plans that come with the program, so that the button has tiers and steps before anything is set up."""

from app.core.paths import resource
from app.model.plan import Plan
from app.site.parse import parse_plans
from app.site.service import SiteService

BUILT_IN = (
    "fire", "lpg_leak", "lift_trapped", "medical", "missing_person", "flood", "power_cut", "public_security",
    "traffic_accident", "mass_incident", "production_accident", "unknown",
)  # fmt: skip
"""In the order in which an operator is offered them: the everyday ones first."""


def built_in_plans() -> tuple[Plan, ...]:
    files = [resource("plans", f"{kind}.toml") for kind in BUILT_IN]
    return tuple(plan for file in files for plan in parse_plans(file.read_bytes(), str(file)))


def load_plans_if_none(site: SiteService) -> None:
    """Blocks until the plans are stored; where there are plans, they stay as they are."""
    if not site.plans():
        site.save_plans(built_in_plans()).result()
