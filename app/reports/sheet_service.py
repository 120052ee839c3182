"""Call sheets and plan cards as screens and commands ask for them."""

from collections.abc import Callable
from typing import Literal

from app.core.clock import Clock
from app.core.errors import NotFound
from app.escalation.resolve import staff_of
from app.incidents.plans import plan_of
from app.model.paper import Paper
from app.model.plan import Plan
from app.reports.sheets import SheetFacts, call_sheet, plan_card
from app.reports.wording import PaperWords
from app.roster.now import standing
from app.storage.database import Database
from app.storage.transaction import Reader

SheetKind = Literal["call_sheet", "plan_card"]
SHEETS: tuple[SheetKind, ...] = ("call_sheet", "plan_card")


class SheetService:
    """Printed as things stand now; long, so not for the UI thread."""

    def __init__(self, database: Database, clock: Clock, print_paper: Callable[[Paper], bytes]) -> None:
        self._database = database
        self._clock = clock
        self._print = print_paper

    def of_plan(self, what: SheetKind, plan_id: str, language: str) -> bytes:
        """The PDF for a plan as the site has it now. Raises NotFound (no_plan)."""

        def made(reader: Reader) -> Paper:
            plan = reader.site.plan(plan_id)
            if plan is None:
                raise NotFound("no_plan", id=plan_id)
            return sheet_of(reader, what, plan, language)

        return self._print(self._database.read(made))

    def of_incident(self, what: SheetKind, incident_id: str, language: str) -> bytes:
        """The PDF for the plan that an incident follows. Raises NotFound (no_incident)."""

        def made(reader: Reader) -> Paper:
            incident = reader.incidents.get(incident_id)
            if incident is None:
                raise NotFound("no_incident", id=incident_id)
            return sheet_of(reader, what, plan_of(incident, reader), language, drill=incident.drill)

        return self._print(self._database.read(made))


def sheet_of(reader: Reader, what: SheetKind, plan: Plan, language: str, *, drill: bool = False) -> Paper:
    now = reader.clock.now()
    on_duty = standing(reader, now)
    facts = SheetFacts(
        site=reader.site.site(),
        plan=plan,
        staff=staff_of(reader.site.people(), on_duty.rostered, on_duty.duties),
        posts=tuple(reader.site.posts()),
        places=tuple(reader.site.places()),
        cameras=tuple(reader.site.cameras()),
        printed_at=now,
        drill=drill,
    )
    make = {"call_sheet": call_sheet, "plan_card": plan_card}[what]
    return make(facts, PaperWords(language))
