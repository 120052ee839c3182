"""A duty room for tests: real database and services in a temporary folder, a clock moved by hand."""

import functools
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.access.service import AccessService
from app.core.changes import Changes
from app.core.paths import DataFolder
from app.core.secrets import FileSecrets
from app.escalation.service import EscalationService
from app.handover.seen import Equipped
from app.handover.service import HandoverService
from app.incidents.service import IncidentService
from app.incidents.withdrawals import Withdrawals
from app.journal.service import JournalService
from app.lanpage.link_book import LinkBook
from app.lanpage.service import LanPageService
from app.model.incident import Incident
from app.model.paper import Paper
from app.model.plan import Plan, Step, Tier, roles
from app.model.roster import EVERY_DAY, Shift
from app.model.site import Channel, Person, Place, Post, Site
from app.model.words import Words
from app.period_reports.reminding import ReportReminder
from app.period_reports.service import PeriodReportService
from app.reports.clocks import ReportClocks
from app.reports.review_service import ReviewService
from app.reports.service import ReportService
from app.reports.sheet_service import SheetService
from app.roster.service import RosterService
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Transaction
from tests.fakes.clock import FakeClock

PEOPLE = (
    Person("zhou", Words("周敏", "Zhou Min"), ("8555 0101",), ("operator",), channels=("phones",)),
    Person("chen", Words("陈国平", "Chen Guoping"), ("8555 0102",), ("leader",), channels=("phones", "mail")),
    Person("liu", Words("刘志强", "Liu Zhiqiang"), ("8555 0103",), ("patrol",)),
    Person("zhao", Words("赵云", "Zhao Yun"), ("8555 0110",), ("police",), channels=("phones", "mail")),
    Person("night", Words("李军", "Li Jun"), ("8555 0104",), ("operator",), channels=("phones",)),
)
SHIFTS = (
    Shift("s1", "zhou", "operator", weekdays=EVERY_DAY),
    Shift("s2", "chen", "leader", weekdays=EVERY_DAY),
    Shift("s3", "liu", "patrol", weekdays=EVERY_DAY),
    Shift("s4", "night", "operator", weekdays=EVERY_DAY, start="20:00", end="08:00"),
)
FIRE = Plan(
    "fire",
    Words("火警", "Fire"),
    steps=(Step(Words("拨打119", "Call 119"), "operator"), Step(Words("疏散", "Evacuate"), "patrol")),
    tiers=(Tier(1, roles("operator", "leader", "patrol", "police")),),
)
_DATABASE = "dutyroom.sqlite"


class Room:
    """Press, look, move the clock; `reopen()` is what a restart after a kill sees."""

    def __init__(self, folder: Path, clock: FakeClock | None = None, *, furnished: bool = False) -> None:
        """`furnished`: another process has left it there."""
        self.folder = folder
        self.clock = clock or FakeClock()
        self.opened: list[Incident] = []
        self.equipped = Equipped()
        if not furnished:
            with (folder / _DATABASE).open("xb") as file:
                file.write(_furnished())
        self._open()

    def _open(self) -> None:
        self.changes = Changes()
        self.database = Database(self.folder / _DATABASE, self.clock, self.changes)
        self.media = MediaStore(self.folder / "media")
        self.access = AccessService(self.database)
        self.journal = JournalService(self.database, self.media, self.access.actor)
        self.roster = RosterService(self.database, self.clock, self.access.actor)
        self.links = LinkBook(FileSecrets(self.folder / "secrets.json"))
        self.incidents = IncidentService(
            self.database, self.clock, self.access.actor, self.opened.append, self.links
        )
        self.withdrawals = Withdrawals(self.database, self.clock, self.access.actor, self.links)
        self.escalation = EscalationService(
            self.database, self.clock, self.changes, self.access.actor, self.links
        )
        self.lan_page = LanPageService(
            self.database,
            self.clock,
            self.changes,
            self.media,
            self.incidents,
            self.links,
            self.roster.clocking,
            DataFolder(self.folder),
            self.access.actor,
            self.access.refuse_stranger,
        )
        self.papers: list[Paper] = []
        self.reports = ReportService(
            self.database, self.media, self.clock, self.access.actor, self._print, self.links
        )
        self.period_reports = PeriodReportService(
            self.database, self.media, self.clock, self.access.actor, self.access.refuse_stranger, self._print
        )
        self.ended: list[BaseException] = []
        """What background threads ended with."""
        self.reminder = ReportReminder(self.database, self.clock, self.changes, self.ended.append)
        self.sheets = SheetService(self.database, self.clock, self._print)
        self.reviews = ReviewService(
            self.database, self.clock, self.access.actor, self.access.refuse_stranger
        )
        self.clocks = ReportClocks(
            self.database,
            self.clock,
            self.access.actor,
            self.access.refuse_stranger,
            changes=self.changes,
        )

        self.handovers = HandoverService(
            self.database, self.media, self.clock, self.access, self.look, self._print
        )

    def look(self) -> Equipped:
        """What a handover is told of cameras, channels and this computer: the test's to set."""
        return self.equipped

    def reopen(self) -> None:
        self.close()
        self._open()

    def never_changes_shift(self) -> None:
        """Those of the day stay on duty: for rooms on the machine's clock, whatever hour the tests run at."""
        self.database.write(_day_without_end).result()

    def _print(self, paper: Paper) -> bytes:
        """Stands for the press: what is printed is kept for the test to read."""
        self.papers.append(paper)
        return f"%PDF {len(self.papers)}".encode()

    def close(self) -> None:
        self.reports.close()
        self.handovers.close()
        self.period_reports.close()
        self.access.close()
        self.database.close()

    def kinds(self) -> list[str]:
        """Kinds of all entries, oldest first."""
        return [entry.draft.kind for entry in reversed(self.journal.latest(10_000))]


@functools.cache
def _furnished() -> bytes:
    """The database that rooms begin with: to make its tables takes longer than most tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / _DATABASE
        database = Database(path, FakeClock(), Changes())
        database.write(_furnish).result()
        database.close()
        return path.read_bytes()


def _furnish(transaction: Transaction) -> None:
    site = transaction.site
    site.save_site(Site(Words("测试社区", "Test community")))
    site.save_place(Place("lpg", Words("液化气站", "LPG station")))
    site.save_post(Post("gate", Words("东门", "East gate"), "lpg"))
    site.save_channel(Channel("phones", Words("值班手机", "Duty phones"), "training"))
    site.save_channel(Channel("mail", Words("邮件", "Mail"), "mailto"))
    for person in PEOPLE:
        site.save_person(person)
    for shift in SHIFTS:
        site.save_shift(shift)
    site.save_plan(FIRE)


def _day_without_end(transaction: Transaction) -> None:
    for shift in SHIFTS:
        if shift.person_id == "night":
            transaction.site.remove_shift(shift.id)
        else:
            transaction.site.save_shift(replace(shift, start="00:00", end="00:00"))
    transaction.touch_quietly("shift")
