"""A written report as it is printed: the layout of official papers, in Chinese and in English."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.model.incident import Incident
from app.model.paper import Block, Cell, Grid, Paper, Row, Rule, Text
from app.model.plan import Plan
from app.model.report import Report
from app.model.site import Person, Place, Site
from app.reports.content import FORMS, moment_of_text
from app.reports.wording import PaperWords

RED = "#d00000"
LEVEL_COLOURS = {1: "#d8232a", 2: "#ee7800", 3: "#f5c400", 4: "#2b6cc4"}
"""Of the four levels, by national rule: red, orange, yellow, blue."""
_SHADE = "#f1f1f1"
_LABEL = 0.22
_BODY_PT = 12.0
_LEFT_OUT = ("leaders", "suggestions")
"""Where nothing is said of these, nothing is being verified either."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a report's own words."""

    site: Site
    incident: Incident
    plan: Plan
    place: Place | None
    people: Sequence[Person]
    """Whom it goes to."""
    reporter: Person | None
    before: Report | None = None
    """The version that this one corrects."""


def report_paper(report: Report, frame: Frame, *, draft: bool = False) -> Paper:
    """`draft`: printed from a form that was not sent, and marked so on every page."""
    words = PaperWords(report.language)
    drill = words.say("drill") if frame.incident.drill else ""
    stamp = " ".join(part for part in (drill, words.say("draft") if draft else "") if part)
    return Paper(
        title=_title(report, frame, words),
        language=words.language,
        blocks=(
            *_head(report, frame, words, draft=draft),
            *_body(report, frame, words),
            *_end(report, frame, words),
        ),
        size=_BODY_PT,
        stamp=stamp,
    )


def _title(report: Report, frame: Frame, words: PaperWords) -> str:
    title = words.say(
        "title",
        place=words.place(frame.place),
        kind=words.kind(frame.plan),
        report=words.report(report.kind, report.number),
    )
    return words.drill(frame.incident) + title


def _head(report: Report, frame: Frame, words: PaperWords, *, draft: bool) -> list[Block]:
    """The red head of official papers, number and level below it."""
    level = frame.plan.level
    serial = "" if draft else words.serial(report)
    which = words.report(report.kind, report.number)
    blocks: list[Block] = [
        Text(
            words.office(frame.site),
            24 if words.language == "zh" else 16,
            "heading",
            align="centre",
            colour=RED,
        ),
        Text(
            words.say("heading"),
            20 if words.language == "zh" else 15,
            "heading",
            align="centre",
            colour=RED,
            after_mm=5,
        ),
        Grid(
            (
                Row(
                    (
                        Cell(serial, 0.38),
                        Cell(which, 0.24, bold=True, align="centre"),
                        Cell(words.level(level), 0.345, align="right"),
                        Cell("", 0.035, shade=LEVEL_COLOURS.get(level, "")),
                    )
                ),
            ),
            lines=False,
        ),
        Rule(RED, 0.7, before_mm=-2, after_mm=7),
        Text(
            _title(report, frame, words),
            18 if words.language == "zh" else 15,
            "heading",
            align="centre",
            after_mm=4,
        ),
    ]
    if report.version > 1 and frame.before is not None:
        before = f"{words.serial(frame.before)} {words.moment(frame.before.sent_at, frame.site)}"
        corrected = words.say("corrected", version=report.version, before=before, reason=report.reason)
        blocks.append(Text(corrected, 11, align="centre", colour=RED, after_mm=4))
    return blocks


def _body(report: Report, frame: Frame, words: PaperWords) -> list[Block]:
    site = frame.site
    to = words.join([_addressee(person, words) for person in frame.people])
    rows = [_row(words.say("to"), to), _row(words.say("sent"), words.moment(report.sent_at, site))]
    for item in FORMS[report.kind]:
        text = report.content.get(item.name, "")
        if item.is_time:
            moment = moment_of_text(text, ZoneInfo(site.timezone))
            text = words.moment(moment, site) if moment else text
        if not text and (report.kind == "follow_up" or item.name in _LEFT_OUT):
            continue  # a follow-up says what is new and leaves the rest out
        mark = _mark(item.name, report, words)
        rows.append(_row(words.item(item.name) + mark, text or words.say("unknown_yet")))
    return [Grid(tuple(rows), with_next=True)]


def _mark(name: str, report: Report, words: PaperWords) -> str:
    if name not in report.changed or name == "news":
        return ""
    return words.say("corrected_mark" if report.version > 1 else "changed")


def _end(report: Report, frame: Frame, words: PaperWords) -> list[Block]:
    reporter = frame.reporter
    by = reporter.name.in_language(words.language) if reporter else report.by.name
    phone = reporter.phones[0] if reporter and reporter.phones else ""
    return [
        Text(
            words.say("signature", office=words.office(frame.site)),
            align="right",
            before_mm=6,
            with_next=True,
        ),
        Text(words.day(report.sent_at, frame.site), align="right", after_mm=8, with_next=True),
        Rule(width_mm=0.2, after_mm=2),
        Text(words.say("signed_for", by=by, phone=phone), 11),
    ]


def _row(label: str, text: str) -> Row:
    return Row((Cell(label, _LABEL, bold=True, shade=_SHADE), Cell(text, 1 - _LABEL)), least_mm=9)


def _addressee(person: Person, words: PaperWords) -> str:
    body = person.organisation.in_language(words.language)
    name = person.name.in_language(words.language)
    if not body or body == name:
        return name
    return f"{body}（{name}）" if words.language == "zh" else f"{body} ({name})"
