"""Everything about one entry: its words in full, who, when, its number and hash, its corrections and pictures."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.journal.drafting import people_of
from app.model.journal import Entry
from app.ui.format import clock_time, iso_date, site_zone
from app.ui.journal.entry_words import EntryWords
from app.ui.language import Sentence
from app.ui.log.correction import Correction
from app.ui.log.entries import LogRow
from app.ui.log.files import EntryFiles
from app.ui.log.html import EntryHtml, quiet
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.pictures.grid import PictureGrid
from app.ui.pictures.kept import pictures_of
from app.ui.services import Services

_SHORT_HASH = 12


class EntryDetail(QFrame):
    """Emits `opened` with a picture and `number_wanted` with the number of another entry."""

    opened = Signal(object)
    number_wanted = Signal(int)

    def __init__(
        self, services: Services, names: Names, words: EntryWords, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self._services = services
        self._names = names
        self._words = words
        self._html = EntryHtml(words)
        self._row: LogRow | None = None
        self._empty = self._label("dim")
        self._title = self._label("heading")
        self.text = self._label("detail_text")
        self.corrections = self._label("detail_corrections")
        for label in (self.text, self.corrections):
            label.setTextFormat(Qt.TextFormat.RichText)
        self._facts = self._label("dim")
        self._original = QPushButton(self)
        self._original.clicked.connect(self._ask_original)
        self.hash = self._label("dim")
        self.copy = QPushButton(self)
        self.copy.setObjectName("compact")
        self.copy.clicked.connect(self._copy_hash)
        self.files = EntryFiles(services, names, ops, self)
        self.pictures = PictureGrid(services, names, ops, self)
        self.pictures.opened.connect(self.opened)
        self.correct = QPushButton(self)
        self.correct.clicked.connect(self._correct)
        self.form = Correction(services, ops, self)
        self.form.closed.connect(self._show)
        self._build()
        self.retranslate()

    def show_row(self, row: LogRow | None) -> None:
        self._row = row if row is not None and row.fold is None else None
        self._show()

    def retranslate(self) -> None:
        self._empty.setText(
            self.tr("Choose an entry to see all of it: who, when, its proof and its pictures.")
        )
        self.correct.setText(self.tr("Correct …"))
        self.copy.setText(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy the whole hash"))
        self.form.retranslate()
        self.pictures.retranslate()
        self._show()

    def _build(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(10)
        hash_row = QHBoxLayout()
        hash_row.addWidget(self.hash, 1)
        hash_row.addWidget(self.copy)
        for widget in (self._empty, self._title, self.text, self.corrections, self._facts, self._original):
            column.addWidget(widget)
        column.addLayout(hash_row)
        column.addWidget(self.correct)
        column.addWidget(self.form)
        column.addWidget(self.files)
        column.addWidget(self.pictures)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _show(self) -> None:
        row = self._row
        self._empty.setVisible(row is None and not self.form.number)
        for widget in (self._title, self.text, self._facts, self.hash, self.copy):
            widget.setVisible(row is not None)
        self.correct.setVisible(row is not None and not self.form.number)
        self.corrections.setVisible(row is not None and bool(row.corrections))
        self._original.setVisible(row is not None and row.entry.draft.amends > 0)
        self.files.show_of(row.entry if row is not None else None)
        if row is None:
            self.pictures.show_pictures([])
            return
        entry = row.entry
        self._title.setText(self.tr("No. {number}").format(number=entry.number))
        self._strike(struck=bool(row.corrections))
        self.text.setText(self._html.entry(entry))
        last = len(row.corrections) - 1
        self.corrections.setText(
            "<br><br>".join(self._correction(one, struck=at < last) for at, one in enumerate(row.corrections))
        )
        self._facts.setText("\n".join(self._fact_lines(entry)))
        self._original.setText(self.tr("Show no. {number}").format(number=entry.draft.amends))
        self.hash.setText(self.tr("Hash {hash} …").format(hash=entry.hash[:_SHORT_HASH]))
        self.hash.setToolTip(entry.hash)
        self.pictures.show_pictures(pictures_of([entry]))

    def _strike(self, *, struck: bool) -> None:
        font = self.text.font()
        font.setStrikeOut(struck)
        self.text.setFont(font)

    def _correction(self, entry: Entry, *, struck: bool) -> str:
        """Who, when, the new words and why; struck where a later correction took its place."""
        zone = site_zone(self._services.site.site().timezone)
        head = Sentence(self.tr("↳ corrected {date} {time} by {who}, no. {number}")).format(
            date=iso_date(entry.at, zone),
            time=clock_time(entry.at, zone),
            who=self._words.who(entry),
            number=entry.number,
        )
        told = [quiet(head), self._html.words(entry, struck=struck)]
        if entry.draft.kind == "amendment":
            told.append(quiet(self.tr("Reason: {reason}").format(reason=entry.draft.data.get("reason", ""))))
        return "<br>".join(told)

    def _fact_lines(self, entry: Entry) -> list[str]:
        zone = site_zone(self._services.site.site().timezone)
        draft = entry.draft
        facts = [
            f"{iso_date(entry.at, zone)} {clock_time(entry.at, zone)}",
            self.tr("By: {who}").format(who=self._words.who(entry)),
        ]
        if late := self._words.notes.late(entry):
            facts.append(late[:1].upper() + late[1:])
        places = draft.data.get("places", "").split(",") if draft.data.get("places") else [draft.place_id]
        cameras = draft.data.get("cameras", "").split(",") if draft.data.get("marks") else []
        cameras = [one for one in cameras if one] or [draft.camera_id]
        mark = self.tr(", ", "between names")
        for words, ids, name in (
            (self.tr("Place: {names}"), places, self._names.place),
            (self.tr("Camera: {names}"), cameras, self._names.camera),
            (self.tr("People: {names}"), people_of(draft), self._names.person),
        ):
            named = [name(one) for one in ids if one]
            if named:
                facts.append(words.format(names=mark.join(named)))
        if digests := draft.data.get("sha256", "") if draft.kind == "exported" else "":
            facts.append(self.tr("SHA-256 of what was written: {hashes}").format(hashes=digests))
        incident = self._services.incidents.get(draft.incident_id) if draft.incident_id else None
        if incident is not None:
            opened = f"{iso_date(incident.opened_at, zone)} {clock_time(incident.opened_at, zone)}"
            facts.append(self.tr("Belongs to the incident of {time}").format(time=opened))
        return facts

    def _correct(self) -> None:
        if self._row is None:
            return
        entry = self._row.entry
        corrected = self._row.corrections[-1] if self._row.corrections else entry
        # A correction of a correction corrects the first words: one place to look.
        original = entry.draft.amends if entry.draft.kind == "amendment" else 0
        self.form.correct(original or entry.number, corrected.draft.text or self._words.sentence(entry))
        self.correct.hide()
        # Once the layout has given the form its place.
        QTimer.singleShot(0, self, self._show_form)

    def _show_form(self) -> None:
        self._scroll.ensureWidgetVisible(self.form)

    def _ask_original(self) -> None:
        if self._row is not None:
            self.number_wanted.emit(self._row.entry.draft.amends)

    def _copy_hash(self) -> None:
        if self._row is not None:
            QGuiApplication.clipboard().setText(self._row.entry.hash)
