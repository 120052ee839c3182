"""What a sheet is seen against: the roster with its cells in it, cells of what stands now, and what publishing changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.errors import InvalidInput
from app.model.rota import ALL_DAYS, WEEKDAYS, Cell, Exchange, Line, Sheet
from app.roster.conflicts import Conflict, Staff, conflicts
from app.roster.cover import Gap, gaps
from app.roster.days import every_day
from app.roster.layers import Found, Layers, PublishedCell, duties_in

LONGEST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong between two moments."""

    gaps: tuple[Gap, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unknown_years: tuple[int, ...] = ()
    """Nobody knows yet which days are holidays, and something here depends on it."""

    def __len__(self) -> int:
        return len(self.gaps) + len(self.conflicts) + len(self.unknown_years)


def check_sheet(sheet: Sheet) -> None:
    """Raises InvalidInput for one without lines or days."""
    if not sheet.lines:
        raise InvalidInput(field="lines", reason="no_line")
    if not sheet.first <= sheet.last:
        raise InvalidInput(field="last", reason="ends_before")
    if (date.fromisoformat(sheet.last) - date.fromisoformat(sheet.first)).days > LONGEST_DAYS:
        raise InvalidInput(field="last", reason="too_many_days", number=str(LONGEST_DAYS))


def dates_of(sheet: Sheet) -> list[str]:
    days = every_day(date.fromisoformat(sheet.first), date.fromisoformat(sheet.last))
    return [day.isoformat() for day in days]


def with_sheet(layers: Layers, sheet: Sheet, cells: Iterable[Cell]) -> Layers:
    """As if the sheet were published."""
    scope = {(line, day) for line in sheet.lines for day in dates_of(sheet)}
    others = tuple(one for one in layers.cells if (one.cell.line, one.cell.date) not in scope)
    own = tuple(PublishedCell(cell, sheet.id) for cell in cells if (cell.line, cell.date) in scope)
    return replace(layers, cells=(*others, *own), governed=layers.governed | scope)


def findings(layers: Layers, staff: Staff, span: tuple[datetime, datetime]) -> Findings:
    """Gaps and conflicts between two moments. Neighbouring days are looked at, too: rest does not end at midnight."""
    wide = duties_in(layers, span[0] - timedelta(days=7), span[1] + timedelta(days=2))
    starts, ends = span
    wrong = conflicts(wide, staff, layers.zone, starts)
    return Findings(
        gaps(staff.needs, wide.duties, span, layers.zone, layers.days),
        tuple(one for one in wrong if one.starts < ends and one.ends > starts),
        _unknown_years(layers, staff, span),
    )


def _unknown_years(layers: Layers, staff: Staff, span: tuple[datetime, datetime]) -> tuple[int, ...]:
    asks = any(need.days != WEEKDAYS for need in staff.needs)
    asks = asks or any(rotation.turns != ALL_DAYS for rotation in layers.rotations)
    within = (span[0], span[1] - timedelta(microseconds=1))
    first, last = (moment.astimezone(layers.zone).date() for moment in within)
    return layers.days.unknown_years(first, last) if asks else ()


def span_of_dates(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the midnight before the first to the one after the last."""
    begin = datetime.combine(first, time.min, zone)
    end = datetime.combine(last + timedelta(days=1), time.min, zone)
    return begin.astimezone(UTC), end.astimezone(UTC)


def standing_cells(found: Found, sheet: Sheet, zone: ZoneInfo) -> list[Cell]:
    """What stands now on the days and lines of a sheet, as cells: with it a draft begins."""
    cells = []
    for duty in found.duties:
        shift = duty.shift
        starts, ends = duty.starts.astimezone(zone), duty.ends.astimezone(zone)
        day = starts.date().isoformat()
        if Line(shift.role, shift.post_id) in sheet.lines and sheet.first <= day <= sheet.last:
            times = f"{starts:%H:%M}", f"{ends:%H:%M}"
            cell_id = f"{day}:{shift.role}:{shift.post_id}:{shift.person_id}:{times[0]}"
            cells.append(Cell(cell_id, shift.person_id, shift.role, shift.post_id, day, *times))
    return list({cell.id: cell for cell in cells}.values())


def superseded_by(sheet: Sheet, exchanges: Sequence[Exchange], zone: ZoneInfo) -> list[Exchange]:
    """Exchanges that lie wholly on the sheet's days and lines: it was made knowing them."""

    def lies_in(exchange: Exchange) -> bool:
        for leg in exchange.legs:
            day = leg.starts.astimezone(zone).date().isoformat()
            if Line(leg.role, leg.post_id) not in sheet.lines or not sheet.first <= day <= sheet.last:
                return False
        return bool(exchange.legs)

    return [exchange for exchange in exchanges if lies_in(exchange)]
