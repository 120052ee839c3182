"""Report deadlines of a site file: until when whom is told."""

from app.model.deadline import Recipient, ReportDeadline
from app.model.site import ROLES
from app.site.records_table import Known, record_id
from app.site.rules import MOST_FOLLOW_UP_H, MOST_REPORT_MIN
from app.site.table import Table


def read_deadlines(root: Table, known: Known) -> tuple[ReportDeadline, ...]:
    seen: set[str] = set()
    told: set[tuple[Recipient, int]] = set()
    return tuple(_deadline(table, known, seen, told) for table in root.tables("report_deadline"))


def _deadline(table: Table, known: Known, seen: set[str], told: set[tuple[Recipient, int]]) -> ReportDeadline:
    usual = ReportDeadline("", Recipient())
    line = ReportDeadline(
        id=record_id(table, seen),
        recipient=_recipient(table, known),
        level=table.whole("level", usual.level, least=0, most=4),
        phone_min=table.whole("phone_minutes", usual.phone_min, least=0, most=MOST_REPORT_MIN),
        written_min=table.whole("written_minutes", usual.written_min, least=0, most=MOST_REPORT_MIN),
        follow_up_h=table.whole("follow_up_hours", usual.follow_up_h, least=0, most=MOST_FOLLOW_UP_H),
    )
    if line.recipient and (line.recipient, line.level) in told:
        table.wrong("role" if line.recipient.role else "person", "line_twice")
    told.add((line.recipient, line.level))
    table.refuse_unknown()
    return line


def _recipient(table: Table, known: Known) -> Recipient:
    """A role or a person, one of them."""
    role = table.choice("role", ROLES, "unknown_role")
    person = table.choice("person", known.people, "unknown_person")
    if table.is_filled("role") == table.is_filled("person"):
        table.wrong("role", "role_or_person")
    return Recipient(role, "" if role else person)
