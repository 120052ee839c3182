"""What was found out about a stretch of days."""

from dataclasses import dataclass
from datetime import date

from app.roster.edits import Draft
from app.roster.layers import Found
from app.roster.sheet_service import Known
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
