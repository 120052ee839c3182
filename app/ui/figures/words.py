"""What figures are called: periods, slots, kinds, loads."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QDate, QLocale, QObject

from app.figures.alarms import ACCEPTABLE_PER_HOUR, MOST_PER_HOUR
from app.figures.rules import Figures
from app.model.deadline import Stage
from app.model.figures import Group, Period, Span, Unit
from app.model.incident import UNKNOWN_KIND
from app.ui.format import clock_time, duration, iso_date, short_time, site_zone
from app.ui.language import Worded, current_language, current_locale
from app.ui.names import Names
from app.ui.services import Services

_OVERDEMANDING_PER_HOUR = 30.0


class FigureWords(Worded):
    """Reads names alone; figures are handed in."""

    def __init__(self, services: Services, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._names = services, names
        self._zone: tzinfo | None = None

    def forget(self) -> None:
        """After a change of the site or the language."""
        self._names.forget()
        self._zone = None

    @property
    def zone(self) -> tzinfo:
        if self._zone is None:
            self._zone = site_zone(self._services.site.site().timezone)
        return self._zone

    def site(self) -> str:
        return self._services.site.site().name.in_language(current_language())

    def kind(self, code: str, version: int = 0) -> str:
        """Of one incident by the version of the plan it follows; of several as the plan is called now."""
        return self.tr("kind not known") if code == UNKNOWN_KIND else self._names.plan(code, version)

    def place(self, place_id: str) -> str:
        return self._names.place(place_id) if place_id else self.tr("place not known")

    def camera(self, camera_id: str) -> str:
        return self._names.camera(camera_id)

    def group(self, group: Group) -> str:
        words = {
            "real": self.tr("real incidents"),
            "false_alarm": self.tr("false alarms"),
            "drill": self.tr("drills"),
        }
        return words[group]

    def stage(self, stage: Stage) -> str:
        words = {
            "acknowledge": self.tr("Time to confirm"),
            "turn_out": self.tr("Time to turn out"),
            "phone": self.tr("Time to report by phone"),
            "written": self.tr("Time to report in writing"),
        }
        return words.get(stage, stage)

    def source(self, code: str) -> str:
        words = {
            "incidents": self.tr("Incidents and deadlines"),
            "cameras": self.tr("Cameras"),
            "messages": self.tr("Messages and channels"),
            "tours": self.tr("Guard tours"),
            "program": self.tr("Recording and program"),
        }
        return words.get(code, code)

    def load(self, per_hour: float) -> str:
        """After the steps of EEMUA 191 for one operator's place over a long time."""
        if per_hour <= ACCEPTABLE_PER_HOUR:
            return self.tr("acceptable")
        if per_hour <= MOST_PER_HOUR:
            return self.tr("manageable")
        return self.tr("▲ too much") if per_hour <= _OVERDEMANDING_PER_HOUR else self.tr("▲ far too much")

    def period(self, period: Period) -> str:
        """`26 Nov 2026`, `week 48 · 23–29 Nov 2026`, `November 2026`, `2026`."""
        locale = current_locale()
        if period.unit == "day":
            return locale.toString(_qdate(period.first), self.tr("ddd d MMM yyyy", "one day, Qt date format"))
        if period.unit == "week":
            number = period.first.isocalendar().week
            first = locale.toString(
                _qdate(period.first), self.tr("d MMM", "first day of a week, Qt date format")
            )
            last = locale.toString(
                _qdate(period.last), self.tr("d MMM yyyy", "last day of a week, Qt date format")
            )
            return self.tr("Week {number} · {first} – {last}").format(number=number, first=first, last=last)
        if period.unit == "month":
            return locale.toString(
                _qdate(period.first), self.tr("MMMM yyyy", "month of figures, Qt date format")
            )
        return locale.toString(_qdate(period.first), self.tr("yyyy", "year of figures, Qt date format"))

    def compared(self, figures: Figures) -> str:
        """With what the period is compared."""
        asked, begun = figures.asked, figures.begun_at
        if asked.is_ahead:
            return self.ahead()
        if not figures.has_before:
            if begun is None:
                return self.tr("nothing to compare with: the log is empty")
            day = iso_date(begun, self.zone)
            return self.tr("nothing to compare with: the log begins on {day}").format(day=day)
        if asked.is_running:
            last = asked.part.until - timedelta(milliseconds=2)
            until = f"{iso_date(last, self.zone)} {short_time(last, self.zone)}"
            words = self.tr("so far; compared with as much of the period before, until {until}").format(
                until=until
            )
        else:
            words = self.tr("compared with {period}").format(period=self.period(asked.earlier))
        if begun is not None and begun > asked.part.since:
            day = iso_date(begun, self.zone)
            return self.tr("{words} (the log begins on {day})").format(words=words, day=day)
        return words

    def slot(self, unit: Unit, span: Span) -> str:
        """As it stands in the table."""
        local = span.since.astimezone(self.zone)
        if unit == "day":
            return short_time(span.since, self.zone)
        if unit == "year":
            return current_locale().standaloneMonthName(local.month, QLocale.FormatType.LongFormat)
        day = current_locale().dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)
        return f"{local.date().isoformat()} {day}"

    def slot_tick(self, unit: Unit, span: Span) -> str:
        """As it stands below the chart."""
        local = span.since.astimezone(self.zone)
        if unit == "day":
            return f"{local.hour:02d}"
        if unit == "year":
            return current_locale().standaloneMonthName(local.month, QLocale.FormatType.ShortFormat)
        if unit == "week":
            day = current_locale().dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)
            return f"{day} {local.day}"
        return str(local.day)

    def ticks(self, figures: Figures) -> tuple[tuple[float, str], ...]:
        """Where along the period, from 0 to 1, each slot begins, and its name."""
        whole, unit = figures.asked.whole, figures.asked.period.unit
        length = whole.until - whole.since
        return tuple(
            ((span.since - whole.since) / length, self.slot_tick(unit, span)) for span in figures.slots
        )

    def slot_head(self, unit: Unit) -> str:
        words = {"day": self.tr("Hour"), "year": self.tr("Month")}
        return words.get(unit, self.tr("Day"))

    def weekdays(self) -> list[str]:
        locale = current_locale()
        return [locale.standaloneDayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8)]

    def busiest(self, heat: Sequence[Sequence[int]]) -> str:
        """Weekday and hour with the most; a dash where there is none."""
        count, day, hour = max(
            ((count, -day, -hour) for day, row in enumerate(heat) for hour, count in enumerate(row)),
            default=(0, 0, 0),
        )
        return f"{self.weekdays()[-day]} {-hour:02d}:00 · {count}" if count else "–"

    def against(self, words: str) -> str:
        return self.tr("before {what}").format(what=words)

    def bars_key(self, figures: Figures) -> str:
        return self._key("■", figures)

    def points_key(self, figures: Figures) -> str:
        return self._key("●", figures)

    def _key(self, mark: str, figures: Figures) -> str:
        now = f"{mark} {self.period(figures.asked.period)}"
        return f"{now}   ◇ {self.period(figures.asked.earlier)}" if figures.has_before else now

    def nothing(self, figures: Figures, *, measured: bool = False) -> str:
        if figures.asked.is_ahead:
            return self.ahead()
        if measured and figures.count.now:
            return self.tr("In no incident of this period was this due: nothing to measure.")
        words = {
            "real": self.tr("No incident in this period."),
            "false_alarm": self.tr("No false alarm in this period."),
            "drill": self.tr("No drill in this period."),
        }
        return words[figures.group]

    def ahead(self) -> str:
        return self.tr("This period has not begun.")

    def moment(self, at: datetime) -> str:
        return f"{iso_date(at, self.zone)} {clock_time(at, self.zone)}"

    def took(self, seconds: float) -> str:
        return duration(seconds)

    def length(self, seconds: float) -> str:
        """Hours and minutes: seconds say nothing of a month."""
        minutes = round(seconds / 60)
        return self.tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def percent(share: float) -> str:
    """Rounded down: 100 % is said of a period without a gap alone."""
    return f"{int(share * 1000) / 10:.1f} %"


def signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def file_stem(period: Period) -> str:
    """Of the names of files: `2026-11-26`, `2026-W48`, `2026-11`, `2026`."""
    first: date = period.first
    if period.unit == "week":
        week = first.isocalendar()
        return f"{week.year}-W{week.week:02d}"
    return {"day": first.isoformat(), "month": f"{first:%Y-%m}"}.get(period.unit, f"{first:%Y}")


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
