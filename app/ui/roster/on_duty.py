"""Who is on duty now and in the coming 24 hours: who, where, from when to when, which number to dial."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.model.roster import EXCHANGED, Duty
from app.model.site import Person, Post
from app.roster.rules import rank
from app.ui.code_words import CodeWords
from app.ui.format import iso_date, short_time, site_zone
from app.ui.forms.rows import WRONG, Row, RowsTable
from app.ui.language import Sentence, current_language
from app.ui.ops import Ops
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.hours_bar import HOURS, HoursBar
from app.ui.roster.watch import RosterWatch
from app.ui.roster.words import RosterWords
from app.ui.services import Services

_KINDS = frozenset({"roster", "person", "post", "site"})
_AGAIN_MS = 20_000
_BAR_COLUMN = 5


class OnDutyPage(QWidget):
    """Those on duty stand first and bright; who comes later follows in order."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._codes = CodeWords(self)
        self.table = RowsTable(self)
        self.bar = HoursBar(self)
        self.table.setItemDelegateForColumn(_BAR_COLUMN, self.bar)
        self.empty = QLabel(self)
        self.empty.setObjectName("empty")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._watch = RosterWatch(services, ops, self)
        self._watch.found.connect(lambda _: self._show_findings())
        self._finding_words = FindingWords(services, self)
        self._words = RosterWords(self)
        self.findings_title = QLabel(self)
        self.findings_title.setObjectName("strong")
        self.findings = RowsTable(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._pages, 3)
        column.addWidget(self.findings_title)
        column.addWidget(self.findings, 2)
        self.setFocusProxy(self.table)
        ops.changed.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()
        self.retranslate()

    def retranslate(self) -> None:
        self.empty.setText(
            self.tr('Nobody is on duty in the next 24 hours. Enter shifts on the page "Shifts".')
        )
        headers = [
            self.tr("When"), self.tr("Role"), self.tr("Post"), self.tr("Person"), self.tr("Phone"),
            self.tr("The next 24 hours"),
        ]  # fmt: skip
        self.table.show_columns(headers, _BAR_COLUMN)
        self.findings.show_columns(self._finding_words.headers(), 2)
        self.findings.setAccessibleName(self.tr("What is wrong in the coming 31 days"))
        self._show_findings()
        self.reload()

    def _show_findings(self) -> None:
        rows = self._finding_words.rows(self._watch.findings)
        if rows != self.findings.rows.rows:
            self.findings.rows.show_rows(rows)
        count = self.tr("%n thing(s) wrong in the coming 31 days", "", len(self._watch.findings))
        nothing = self.tr("Nothing is wrong in the coming 31 days.")
        self.findings_title.setText(f"{WRONG} {count}" if rows else nothing)
        self.findings.setVisible(bool(rows))

    def reload(self) -> None:
        """Asks who is on duty; called after changes and as time passes."""
        now = self._services.clock.now()
        found = self._services.roster.duties(HOURS)
        duties = sorted(found, key=lambda duty: (max(duty.starts, now), rank(duty.shift.role)))
        self.bar.show_duties(duties, now, site_zone(self._services.site.site().timezone))
        people = {one.id: one for one in self._services.roster.everybody()}
        posts = {one.id: one for one in self._services.roster.posts()}
        rows = [
            Row(
                str(number),
                self._cells(duty, people.get(duty.shift.person_id), posts.get(duty.shift.post_id)),
            )
            for number, duty in enumerate(duties)
        ]
        if rows != self.table.rows.rows:
            self.table.rows.show_rows(rows)
        self.table.viewport().update()
        self._pages.setCurrentWidget(self.table if rows else self.empty)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _KINDS:
            self.reload()

    def _on_time(self) -> None:
        if self.isVisible():
            self.reload()

    def _cells(self, duty: Duty, person: Person | None, post: Post | None) -> tuple[str, ...]:
        language = current_language()
        phones = person.phones if person is not None else ()
        return (
            self._when(duty),
            self._codes.role(duty.shift.role),
            post.name.in_language(language) if post is not None else "—",
            self._who(
                duty, person.name.in_language(language) if person is not None else duty.shift.person_id
            ),
            " / ".join(phones) or (post.phone if post is not None else "") or "—",
            "",
        )

    def _who(self, duty: Duty, name: str) -> str:
        """With whom they stand there for, and why, where the roster was changed."""
        why = duty.why
        if why.code not in EXCHANGED:
            return name
        reason = self._words.why(why.code)
        if not why.instead_of:
            return self.tr("{name} ({reason})").format(name=name, reason=reason)
        other = self._finding_words.names.person(why.instead_of)
        return Sentence(self.tr("{name} ({reason} for {other})")).format(
            name=name, reason=reason, other=other
        )

    def _when(self, duty: Duty) -> str:
        zone = site_zone(self._services.site.site().timezone)
        now = self._services.clock.now()
        today, first, last = (iso_date(moment, zone) for moment in (now, duty.starts, duty.ends))
        starts, ends = short_time(duty.starts, zone), short_time(duty.ends, zone)
        if duty.starts <= now:
            now_until = (
                self.tr("● now, until {end}") if last == today else self.tr("● now, until {end} tomorrow")
            )
            return now_until.format(end=ends)
        if first != today:
            same = self.tr("tomorrow {start} – {end}")
            tomorrow = same if last == first else self.tr("tomorrow {start} – {end} the day after")
            return tomorrow.format(start=starts, end=ends)
        later = self.tr("{start} – {end}") if last == today else self.tr("{start} – {end} next day")
        return later.format(start=starts, end=ends)
