"""The review of an incident on paper: how it went against its targets, what is to be done, all that happened in order."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.model.incident import Incident
from app.model.paper import NARROW, Block, Grid, Paper, Pictures, Rule, Text
from app.model.plan import Plan
from app.reports.review_service import Looked
from app.reports.wording import PaperWords
from app.storage.media import MediaStore
from app.ui.format import duration, iso_date, site_zone
from app.ui.incidents.words import IncidentWords
from app.ui.language import current_language
from app.ui.names import Names
from app.ui.papers.blocks import header, heading, pair, row
from app.ui.reviews.words import ReviewWords
from app.ui.services import Services

_MOST_PICTURES = 24
_PT = 10.5


class ReviewPaper(QObject):
    """Made on the UI thread (its words are the screen's), printed elsewhere; pictures are read where it is printed."""

    def __init__(self, services: Services, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._words = ReviewWords(services, names, self)
        self._incidents = IncidentWords(services, names, self)
        self._media = MediaStore(services.folder.media)

    def title(self, incident: Incident) -> str:
        return self.tr("Review: {title}").format(title=self._incidents.title(incident))

    def blocks(self, looked: Looked, plan: Plan) -> list[Block]:
        """All of it but the pictures."""
        return [
            *self._head(looked.incident, plan),
            *self._results(looked),
            *self._findings(looked, plan),
            *self._conclusions(looked),
            *self._measures(looked),
            *self._timeline(looked),
        ]

    def captions(self, looked: Looked) -> list[tuple[str, str]]:
        """Hash and words of the pictures that are printed."""
        found = []
        for item in looked.items:
            for entry in item.pictures:
                camera = self._names.camera(entry.draft.camera_id)
                words = f"{camera} · {self._words.time(item)}"
                found += [(digest, words) for digest in entry.draft.media]
        return found[:_MOST_PICTURES]

    def paper(self, looked: Looked, blocks: Sequence[Block], pictures: Sequence[tuple[str, str]]) -> Paper:
        """Reads the pictures: not for the UI thread."""
        shown = tuple((self._read(digest), words) for digest, words in pictures)
        words = PaperWords(current_language())
        site = self._services.site.site()
        return Paper(
            title=self.title(looked.incident),
            language=words.language,
            blocks=(*blocks, Pictures(shown)) if shown else tuple(blocks),
            margins=NARROW,
            size=_PT,
            face="plain",
            stamp=words.say("drill") if looked.incident.drill else "",
            foot=words.office(site),
            page=words.say("page"),
        )

    def _read(self, digest: str) -> bytes:
        path = self._media.path(digest)
        return path.read_bytes() if path.is_file() else b""

    def _head(self, incident: Incident, plan: Plan) -> list[Block]:
        words = self._incidents
        facts = [
            (
                self.tr("Kind and level"),
                f"{words.title(incident)} · {PaperWords(current_language()).level(plan.level)}",
            ),
            (self.tr("Place"), words.place(incident)),
            (self.tr("Began"), f"{words.opened(incident)} · {words.opened_by(incident)}"),
            (self.tr("Ended"), words.ending(incident)),
            (self.tr("Lasted"), words.length(incident)),
        ]
        return [
            Text(self.title(incident), 18, "plain", bold=True, after_mm=1),
            Rule(after_mm=2),
            Grid(tuple(pair(label, text) for label, text in facts)),
        ]

    def _results(self, looked: Looked) -> list[Block]:
        if not looked.results:
            return []
        shares = (0.4, 0.2, 0.2, 0.2)
        rows = [header((self.tr("Target"), self.tr("Within"), self.tr("Took"), self.tr("Result")), shares)]
        for one in looked.results:
            result = self.tr("late") if one.late else self.tr("in time")
            texts = (self._words.stage(one), duration(one.target_s), self._words.took(one), result)
            rows.append(row(texts, shares, bold=one.late))
        return [heading(self.tr("Against the targets")), Grid(tuple(rows), head=1)]

    def _findings(self, looked: Looked, plan: Plan) -> list[Block]:
        said = [self._words.finding(one, plan) for one in looked.findings]
        nothing = self.tr("Nothing was late, and nothing was left undone.")
        told = [
            Text(words, mark="•", after_mm=2.0 if number == len(said) else 0.4)
            for number, words in enumerate(said, start=1)
        ]
        return [heading(self.tr("What was late or not done")), *(told or [Text(nothing)])]

    def _conclusions(self, looked: Looked) -> list[Block]:
        text = looked.review.conclusions or self.tr("None were written down yet.")
        return [heading(self.tr("Conclusions")), Text(text)]

    def _measures(self, looked: Looked) -> list[Block]:
        if not looked.measures:
            return [heading(self.tr("Measures")), Text(self.tr("None were decided."))]
        zone = site_zone(self._services.site.site().timezone)
        shares = (0.44, 0.16, 0.15, 0.25)
        rows = [header((self.tr("What"), self.tr("Who"), self.tr("Until"), self.tr("State")), shares)]
        for one in looked.measures:
            state = self.tr("open")
            if one.done_at is not None:
                done = self.tr("done {date}").format(date=iso_date(one.done_at, zone))
                state = " · ".join(part for part in (done, one.outcome) if part)
            rows.append(row((one.text, self._names.person(one.owner_id), one.due, state), shares))
        return [heading(self.tr("Measures")), Grid(tuple(rows), head=1)]

    def _timeline(self, looked: Looked) -> list[Block]:
        shares = (0.13, 0.12, 0.75)
        rows = [header((self.tr("Time"), self.tr("After"), self.tr("What happened")), shares)]
        for item in looked.items:
            after = self._words.after(item, looked.incident)
            rows.append(row((self._words.time(item), after, self._words.line(item)), shares))
        return [heading(self.tr("Time line")), Grid(tuple(rows), head=1)]
