"""What each may be planned for: certificates with their last day, and limits of their own."""

from concurrent.futures import Future

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from app.core.errors import InvalidInput
from app.model.rota import QUALIFICATIONS, Limits, Qualification, Terms
from app.ui.format import iso_date, site_zone
from app.ui.forms.field import Field
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.rows import WRONG
from app.ui.forms.texts import TextField, show_text
from app.ui.language import current_language
from app.ui.roster.words import RosterWords

_DATE_PX = 116


class CertificatesField(Field):
    """A box for each certificate, and beside it the last day on which it counts; empty for ever."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        self.rows: dict[str, tuple[QCheckBox, QLineEdit]] = {}
        for number, code in enumerate(QUALIFICATIONS):
            check, line = QCheckBox(self), QLineEdit(self)
            line.setPlaceholderText("2027-12-31")
            line.setMinimumWidth(_DATE_PX)
            check.clicked.connect(lambda: self.changed.emit())
            line.textEdited.connect(lambda _text, check=check: self._dated(check))
            grid.addWidget(check, number, 0)
            grid.addWidget(line, number, 1)
            self.rows[code] = check, line
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._column.addLayout(grid)
        self._column.addWidget(self.problem)
        self._know(*(widget for pair in self.rows.values() for widget in pair))

    def set_texts(self, texts: dict[str, str], until: str) -> None:
        for code, (check, line) in self.rows.items():
            check.setText(texts[code])
            check.setAccessibleName(texts[code])
            line.setAccessibleName(f"{texts[code]}: {until}")

    def set_label(self, text: str) -> None:
        self.label.setText(text)

    def value(self) -> tuple[Qualification, ...]:
        return tuple(
            Qualification(code, line.text().strip())
            for code, (check, line) in self.rows.items()
            if check.isChecked()
        )

    def set_value(self, value: tuple[Qualification, ...]) -> None:
        held = {one.code: one.expires for one in value}
        for code, (check, line) in self.rows.items():
            check.setChecked(code in held)
            show_text(line, held.get(code, ""))

    def _dated(self, check: QCheckBox) -> None:
        check.setChecked(True)
        self.changed.emit()


class TermsPage(RecordPage[Terms]):
    """One record for each person who may be put on duty."""

    KINDS = frozenset({"roster", "person", "site"})
    ADDS = REMOVES = False
    WIDE = 1
    SHARES = (11, 11)

    def build(self) -> None:
        self._words = RosterWords(self)
        self._names: dict[str, str] = {}
        self._held = CertificatesField()
        self._hours = {name: TextField() for name in ("week", "rest", "stretch")}
        self.form.add("qualifications", self._held)
        for name, field in self._hours.items():
            self.form.add(name, field)

    def texts(self) -> None:
        language = current_language()
        self._names = {one.id: one.name.in_language(language) for one in self.services.roster.people()}
        self._held.set_label(self.tr("Certificates, with their last day"))
        self._held.set_texts(
            {code: self._words.qualification(code) for code in QUALIFICATIONS}, self.tr("last day")
        )
        for name, text in (
            ("week", self.tr("Hours in a week at most")),
            ("rest", self.tr("Hours of rest at least")),
            ("stretch", self.tr("Hours without a break at most")),
        ):
            self._hours[name].set_label(text)
            self._hours[name].set_hint(self.tr("empty: as the site says; 0: no limit"))

    def columns(self) -> list[str]:
        return [self.tr("Name"), self.tr("Certificates")]

    def records(self) -> list[Terms]:
        known = self.services.roster.books.terms()
        return [known.get(one.id, Terms(one.id)) for one in self.services.roster.people()]

    def row(self, record: Terms) -> tuple[str, ...]:
        today = iso_date(self.services.clock.now(), site_zone(self.services.site.site().timezone))
        held = [
            f"{self._words.qualification(one.code)} {one.expires}".strip() for one in record.qualifications
        ]
        over = any(one.expires and one.expires < today for one in record.qualifications)
        text = self.tr(", ", "between certificates").join(held) or "—"
        return self._names.get(record.id, record.id), f"{WRONG} {text}" if over else text

    def values_of(self, record: Terms) -> Values:
        limits = record.limits
        return {
            "qualifications": record.qualifications,
            "week": _text(limits.week_h),
            "rest": _text(limits.rest_h),
            "stretch": _text(limits.stretch_h),
        }

    def store(self, record: Terms, values: Values) -> "Future[None]":
        limits = Limits(*(_hours(name, values[name]) for name in ("week", "rest", "stretch")))
        return self.services.roster.books.save_terms(
            Terms(record.person_id, values["qualifications"], limits)
        )

    def empty_words(self) -> str:
        return self.tr("Nobody is known yet. Add people first.")


def _text(hours: int | None) -> str:
    return "" if hours is None else str(hours)


def _hours(name: str, text: str) -> int | None:
    """Raises InvalidInput for what is no number of hours."""
    if not text:
        return None
    if not text.isdecimal() or int(text) > 168:
        raise InvalidInput(field=name, reason="out_of_range", number="0 – 168")
    return int(text)
