"""A gap or a conflict of the roster as a row: when, where or who, what."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject

from app.model.rota import Line
from app.roster.conflicts import CERTIFICATE_EXPIRED, CERTIFICATE_MISSING, TWO_PLACES, VOID_EXCHANGE, Conflict
from app.roster.cover import Gap
from app.roster.sheets import Findings
from app.ui.code_words import CodeWords
from app.ui.format import iso_date, short_time, site_zone
from app.ui.forms.rows import WRONG, Row
from app.ui.language import CHINESE, Worded, current_language
from app.ui.names import Names
from app.ui.roster.words import RosterWords
from app.ui.services import Services


class FindingWords(Worded):
    """In the language shown."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.names = Names(services)
        self._codes = CodeWords(self)
        self._words = RosterWords(self)

    def rows(self, findings: Findings, most: int = 200) -> list[Row]:
        """The earliest first, gaps before conflicts of the same time."""
        self.names.forget()
        found = [(gap.starts, 0, self._gap(gap)) for gap in findings.gaps]
        found += [(conflict.starts, 1, self._conflict(conflict)) for conflict in findings.conflicts]
        found.sort(key=lambda one: one[:2])
        told = [*map(self._year, findings.unknown_years), *(cells for _, _, cells in found)]
        return [Row(str(number), cells) for number, cells in enumerate(told[:most])]

    def conflict_rows(self, conflicts: Iterable[Conflict]) -> list[Row]:
        """One for each, in their order."""
        return [Row(str(number), self._conflict(one)) for number, one in enumerate(conflicts)]

    def headers(self) -> list[str]:
        return [self.tr("When"), self.tr("Who or where"), self.tr("What is wrong")]

    def line(self, line: Line) -> str:
        """The post alone where the role is to stand there; role and post otherwise."""
        post = self.names.of("post", line.post_id) if line.post_id else ""
        role = self._codes.role(line.role)
        return post if post and line.role == "post" else _mark().join(part for part in (role, post) if part)

    def span(self, starts: datetime, ends: datetime) -> str:
        """`11-24 20:00 – 08:00`, with the last date where the end is not within a day."""
        zone = self._zone()
        first, last = iso_date(starts, zone), iso_date(ends, zone)
        begin = f"{first[5:]} {short_time(starts, zone)}"
        far = (ends - starts).total_seconds() > 24 * 3600
        end = f"{last[5:]} {short_time(ends, zone)}" if far else short_time(ends, zone)
        return f"{begin} – {end}"

    def _year(self, year: int) -> tuple[str, ...]:
        what = self.tr("holidays not known yet: enter them under Set up, Holidays")
        return str(year), self.tr("Calendar"), f"{WRONG} {what}"

    def _gap(self, gap: Gap) -> tuple[str, ...]:
        if gap.is_empty:
            what = self.tr("nobody, %n needed", "", gap.needed)
        else:
            what = self.tr("{there} of {needed}").format(there=gap.there, needed=gap.needed)
        return self.span(gap.starts, gap.ends), self.line(gap.line), f"{WRONG} {what}"

    def _conflict(self, conflict: Conflict) -> tuple[str, ...]:
        who = self.names.person(conflict.person_id) if conflict.person_id else self.line(conflict.line)
        what = self._words.conflict(conflict.code) + self._more(conflict)
        return self.span(conflict.starts, conflict.ends), who, f"{WRONG} {what}"

    def _more(self, conflict: Conflict) -> str:
        if conflict.code == TWO_PLACES and conflict.other is not None:
            return ": " + self.tr("{one} and {other}").format(
                one=self.line(conflict.line), other=self.line(conflict.other)
            )
        if conflict.code in (CERTIFICATE_MISSING, CERTIFICATE_EXPIRED):
            return f": {self._words.qualification(conflict.value)}"
        if conflict.code == VOID_EXCHANGE:
            return f": {self._words.exchange(conflict.value)}"
        return f": {conflict.value} h" if conflict.value else ""

    def _zone(self) -> tzinfo:
        return site_zone(self._services.site.site().timezone)


def _mark() -> str:
    return "，" if current_language() == CHINESE else ", "
