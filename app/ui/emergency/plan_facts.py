"""What a plan says besides steps and tiers."""

from app.model.plan import Plan


def phones_text(plan: Plan, language: str) -> str:
    """`119 Fire and rescue · 120 Ambulance`; the numbers first, for they are what is dialled."""
    # A number never stands apart from its name.
    told = (f"{phone.number} {phone.name.in_language(language)}" for phone in plan.phones)
    return " · ".join(text.replace(" ", "\u00a0") for text in told)
