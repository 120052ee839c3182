"""What leaves the month: the printed sheet, Excel, CSV, a person's calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.journal.export import write_out
from app.model.roster import Duty
from app.model.rota import Cell, Line
from app.roster.days import every_day
from app.roster.files.ical import Event, calendar
from app.roster.files.writing import Wording, as_csv, as_excel, letters_of, rows_of
from app.roster.sheet_service import Known
from app.ui.background import LongWork
from app.ui.code_words import CodeWords
from app.ui.format import iso_date, short_time
from app.ui.language import Sentence, current_language, current_locale
from app.ui.ops import Ops
from app.ui.papers.viewer import PaperViewer
from app.ui.roster.finding_words import FindingWords
from app.ui.roster.month.sheet_paper import (
    Column,
    ListPaper,
    SheetPaper,
    month_rows,
    print_list,
    print_sheet,
    short_names,
)
from app.ui.roster.month.toolbar import MonthToolbar
from app.ui.services import Services


@dataclass(frozen=True, slots=True)
class Month:
    """The month that the page shows: its duties, also as cells; `person_id` is whoever the cursor stands on."""

    known: Known
    first: date
    last: date
    lines: tuple[Line, ...]
    duties: tuple[Duty, ...]
    cells: tuple[Cell, ...]
    names: dict[str, str]
    person_id: str
    published: bool


class Papers(QObject):
    """Works on what the page shows at that moment: `month` hands it over.

    Attributes:
        told: a sentence about what came of it.
    """

    told = Signal(str)

    def __init__(
        self,
        services: Services,
        ops: Ops,
        toolbar: MonthToolbar,
        words: FindingWords,
        over: QWidget,
        month: Callable[[], Month | None],
    ) -> None:
        super().__init__(over)
        self._services = services
        self._words = words
        self._codes = CodeWords(self)
        self._over = over
        self._month = month
        self._work = LongWork(ops, self)
        self.viewer = PaperViewer(services.journal, ops, over)
        self._toolbar = toolbar
        toolbar.print.setMenu(QMenu(toolbar))
        toolbar.export.setMenu(QMenu(toolbar))
        toolbar.print.menu().aboutToShow.connect(self._offer_papers)
        toolbar.export.menu().aboutToShow.connect(self._offer_files)

    @property
    def is_busy(self) -> bool:
        """A file is being written."""
        return self._work.running

    def retranslate(self) -> None:
        self.viewer.retranslate()

    def sheet(self) -> None:
        """The month on paper."""
        month = self._month()
        if month is not None:
            self.viewer.show_paper(print_sheet(self._sheet_paper(month)), f"roster-{month.first:%Y-%m}")

    def own_sheet(self) -> None:
        """The chosen person's month on paper."""
        month = self._month()
        if month is not None and month.person_id:
            self.viewer.show_paper(
                print_list(self._list_paper(month)), f"roster-{month.first:%Y-%m}-{month.person_id}"
            )

    def write_table(self, path: Path) -> None:
        month = self._month()
        if month is None:
            return
        rows = rows_of(month.cells, every_day(month.first, month.last), self._wording(month))
        content = as_csv(rows) if path.suffix.lower() == ".csv" else as_excel(rows)
        self._write(path, content)

    def write_calendar(self, path: Path) -> None:
        month = self._month()
        if month is not None and month.person_id:
            events = [self._event(duty) for duty in month.duties if duty.shift.person_id == month.person_id]
            name = month.names.get(month.person_id, "")
            self._write(path, calendar(name, events, self._services.clock.now()))

    def _write(self, path: Path, content: bytes) -> None:
        said = self.tr("Written to {path}").format(path=path)
        journal = self._services.journal
        self._work.start(
            lambda _count: write_out(journal, "roster", path, content), lambda _: self.told.emit(said)
        )

    def _offer_papers(self) -> None:
        menu, month = self._toolbar.print.menu(), self._month()
        menu.clear()
        menu.addAction(self.tr("The roster of the month")).triggered.connect(self.sheet)
        if month is not None and month.person_id:
            name = month.names.get(month.person_id, "")
            menu.addAction(Sentence(self.tr("The duties of {name}")).format(name=name)).triggered.connect(
                self.own_sheet
            )

    def _offer_files(self) -> None:
        menu, month = self._toolbar.export.menu(), self._month()
        menu.clear()
        if month is None:
            return
        stem = f"roster-{month.first:%Y-%m}"
        for text, suffix, write in (
            (self.tr("Excel file …"), "xlsx", self.write_table),
            (self.tr("CSV file …"), "csv", self.write_table),
        ):
            menu.addAction(text).triggered.connect(
                lambda _=False, suffix=suffix, write=write: self._choose(f"{stem}.{suffix}", suffix, write)
            )
        if month.person_id:
            name = month.names.get(month.person_id, "")
            words = Sentence(self.tr("Calendar of {name} for a phone (iCalendar) …")).format(name=name)
            menu.addAction(words).triggered.connect(
                lambda: self._choose(f"{stem}-{name}.ics", "ics", self.write_calendar)
            )

    def _choose(self, name: str, suffix: str, write: Callable[[Path], None]) -> None:
        """Not modal: the emergency button stays within reach."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(
            self._over, self.tr("Export the roster"), folder if Path(folder).is_dir() else str(Path.home())
        )
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(name)
        dialog.setModal(False)
        dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _sheet_paper(self, month: Month) -> SheetPaper:
        language = current_language()
        days = every_day(month.first, month.last)
        used = {cell.post_id for cell in month.cells}
        posts = {post.id: post.name.in_language(language) for post in month.known.posts if post.id in used}
        short = short_names(posts)
        letters = letters_of(self._services.roster.books.kinds(), language)
        texts: dict[tuple[str, str], str] = {}
        for cell in month.cells:
            letter = letters.get((cell.start, cell.end)) or f"{cell.start[:2]}-{cell.end[:2]}"
            said = letter + short.get(cell.post_id, "")
            key = cell.person_id, cell.date
            texts[key] = f"{texts[key]} {said}" if key in texts else said
        columns = tuple(
            Column(
                str(day.day),
                current_locale().dayName(day.isoweekday(), QLocale.FormatType.NarrowFormat),
                not month.known.layers.days.is_worked(day),
            )
            for day in days
        )
        kinds = "   ".join(
            f"{kind.letter.in_language(language)} {kind.name.in_language(language)} {kind.start}–{kind.end}"
            for kind in self._services.roster.books.kinds()
            if (kind.start, kind.end) in {(cell.start, cell.end) for cell in month.cells}
        )
        places = "   ".join(f"{short[post_id]} {name}" for post_id, name in posts.items())
        rows = month_rows(tuple(month.names.items()), [day.isoformat() for day in days], texts)
        return SheetPaper(self._title(month), f"{kinds}\n{places}", self._foot(month), columns, rows)

    def _list_paper(self, month: Month) -> ListPaper:
        name = month.names.get(month.person_id, "")
        posts = {post.id: post.name.in_language(current_language()) for post in month.known.posts}
        rows = []
        for duty in month.duties:
            if duty.shift.person_id != month.person_id:
                continue
            day = iso_date(duty.starts, month.known.zone)
            weekday = current_locale().dayName(date.fromisoformat(day).isoweekday())
            times = f"{short_time(duty.starts, month.known.zone)} – {short_time(duty.ends, month.known.zone)}"
            role = self._codes.role(duty.shift.role)
            rows.append((f"{day} {weekday}", times, role, posts.get(duty.shift.post_id, "")))
        headers = (self.tr("Date"), self.tr("Time"), self.tr("Role"), self.tr("Post"))
        return ListPaper(f"{name} · {self._title(month)}", self._foot(month), headers, tuple(rows))

    def _title(self, month: Month) -> str:
        site = self._services.site.site().name.in_language(current_language())
        pattern = self.tr("MMMM yyyy", "month of a roster, Qt date format")
        when = current_locale().toString(QDate(month.first.year, month.first.month, 1), pattern)
        said = Sentence(self.tr("{site} · duty roster {month}")).format(site=site, month=when)
        return said if month.published else self.tr("{title} (draft)").format(title=said)

    def _foot(self, month: Month) -> str:
        now = self._services.clock.now()
        return self.tr("As of {date} {time}").format(
            date=iso_date(now, month.known.zone), time=short_time(now, month.known.zone)
        )

    def _wording(self, month: Month) -> Wording:
        weekdays = [current_locale().dayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8)]
        return Wording(
            self._title(month),
            self.tr("Name"),
            self.tr("Post"),
            weekdays,
            month.names,
            {line: self._words.line(line) for line in month.lines},
            letters_of(self._services.roster.books.kinds(), current_language()),
        )

    def _event(self, duty: Duty) -> Event:
        shift = duty.shift
        title = self.tr("Duty: {line}").format(line=self._words.line(Line(shift.role, shift.post_id)))
        place = self._words.names.of("post", shift.post_id) if shift.post_id else ""
        uid = f"{shift.person_id}-{duty.starts:%Y%m%dT%H%M}-{shift.role}-{shift.post_id}@dutyroom"
        return Event(uid, duty.starts, duty.ends, title, place)
