"""What was found out about a stretch of days."""

from dataclasses import dataclass
from datetime import date

from app.model.rota import Sheet
from app.roster.burden import Load, loads_of
from app.roster.edits import Draft
from app.roster.layers import Found
from app.roster.sheet_service import Known, Sheets
from app.roster.sheets import Findings


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong between two days with a draft or what stands, and the duties that were looked at."""

    draft: Draft
    first: date
    last: date
    known: Known
    findings: Findings
    found: Found
    loads: dict[str, Load]


def judge(sheets: Sheets, draft: Draft, sheet: Sheet | None, first: date, last: date) -> Judged:
    """Takes a while: ask on a thread."""
    known, cells = sheets.known(first, last), draft.in_order
    found = known.found(sheet, cells)
    begin, end = known.span
    duties = [duty for duty in found.duties if begin <= duty.starts < end]
    loads = loads_of(duties, known.zone, known.layers.days)
    return Judged(draft, first, last, known, known.findings(sheet, cells), found, loads)
