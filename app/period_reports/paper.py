"""A report over a time as it is printed: the red head of official papers, numbered sections, tables, who made it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.model.figures import Span
from app.model.paper import Block, Cell, Grid, Paper, Row, Rule, Text
from app.model.period_report import ReportKey, SpecialPeriod
from app.period_reports.drafting import Section, Table
from app.period_reports.wording import PeriodWords
from app.reports.wording import PaperWords

RED = "#d00000"
_SHADE = "#f1f1f1"
_BODY_PT = 12.0
_TABLE_PT = 10.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around the sections. `special` is the period that a daily report belongs to."""

    key: ReportKey
    office: str
    covered: Span
    is_over: bool
    version: int
    by: str
    made_at: datetime
    made_on: str
    """The day, written out."""
    special: SpecialPeriod | None = None


def period_paper(
    sheet: Sheet,
    sections: Sequence[Section],
    own_words: Mapping[str, str],
    words: PeriodWords,
    papers: PaperWords,
    *,
    draft: bool,
) -> Paper:
    return Paper(
        title=name_of(sheet.key, words),
        language=words.language,
        blocks=(
            *_head(sheet, words),
            *(block for one in sections for block in _section(one, own_words.get(one.id, ""), words)),
            *_end(sheet, words),
        ),
        size=_BODY_PT,
        stamp=papers.say("draft") if draft else "",
    )


def name_of(key: ReportKey, words: PeriodWords) -> str:
    """`2026年10月信息月报`."""
    if key.kind == "monthly":
        month = words.month(date.fromisoformat(f"{key.period}-01"))
        return words.say("title_monthly", month=month)
    return words.say("title_daily", day=words.day(date.fromisoformat(key.period)))


def _head(sheet: Sheet, words: PeriodWords) -> list[Block]:
    chinese = words.language == "zh"
    covers = words.say(
        "covers" if sheet.is_over else "so_far",
        since=words.time(sheet.covered.since),
        until=words.time(sheet.covered.until),
    )
    blocks: list[Block] = [
        Text(
            words.say(sheet.key.kind),
            26 if chinese else 18,
            "heading",
            align="centre",
            colour=RED,
            after_mm=4,
        ),
        Grid(
            (
                Row(
                    (
                        Cell(sheet.office, 0.5),
                        Cell(_serial(sheet, words), 0.22, align="centre"),
                        Cell(sheet.made_on, 0.28, align="right"),
                    )
                ),
            ),
            lines=False,
        ),
        Rule(RED, 0.7, before_mm=-2, after_mm=6),
        Text(name_of(sheet.key, words), 18 if chinese else 15, "heading", align="centre", after_mm=2),
        Text(covers, 10.5, align="centre", colour="#444444", after_mm=3),
    ]
    if sheet.special is not None:
        special = sheet.special
        told = words.say("reason", first=special.first, last=special.last, reason=special.reason)
        blocks.append(Text(told, 10.5, align="centre", colour="#444444", after_mm=3))
    if sheet.version > 1:
        blocks.append(
            Text(words.say("version", version=sheet.version), 11, align="centre", colour=RED, after_mm=3)
        )
    return blocks


def _serial(sheet: Sheet, words: PeriodWords) -> str:
    """Of a month its number in the year; a day is known by its date."""
    if sheet.key.kind == "daily":
        return ""
    year, month = sheet.key.period.split("-")
    return words.say("serial_monthly", year=year, number=int(month))


def _section(section: Section, own: str, words: PeriodWords) -> list[Block]:
    """Own words after what was drafted; where there is neither, it says so."""
    indent = 2.0 if words.language == "zh" else 0.0
    blocks: list[Block] = [Text(section.title, 13, "heading", before_mm=3, after_mm=1.5, with_next=True)]
    paragraphs = [*section.paragraphs]
    blocks += [Text(text, indent=indent, after_mm=1) for text in paragraphs]
    if section.table is not None:
        blocks.append(_table(section.table))
        blocks.append(Text("", 4, after_mm=0))
    written = [line.strip() for line in own.splitlines() if line.strip()]
    blocks += [Text(line, indent=indent, after_mm=1) for line in written]
    if not (paragraphs or written or section.table):
        blocks.append(Text(words.say("none"), indent=indent, after_mm=1))
    return blocks


def _table(table: Table) -> Grid:
    head = Row(
        tuple(
            Cell(text, share, bold=True, shade=_SHADE, size=_TABLE_PT)
            for text, share in zip(table.headers, table.shares, strict=True)
        )
    )
    rows = (
        Row(tuple(Cell(text, share, size=_TABLE_PT) for text, share in zip(row, table.shares, strict=True)))
        for row in table.rows
    )
    return Grid((head, *rows), head=1)


def _end(sheet: Sheet, words: PeriodWords) -> list[Block]:
    return [
        Rule(width_mm=0.2, before_mm=6, after_mm=2),
        Text(words.say("to"), 11, after_mm=1, with_next=True),
        Text(words.say("made", by=sheet.by or words.say("unsigned")), 11),
    ]
