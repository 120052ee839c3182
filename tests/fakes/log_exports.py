"""Words and a printer for exports of the log without a screen, and a log to choose from."""

from collections.abc import Sequence

from app.journal.exports.wish import LogWish, Pick
from app.journal.service import JournalService
from app.model.journal import Entry
from app.model.paper import Grid, Paper
from app.model.search import Wanted


class PlainWords:
    """Codes as they are."""

    def column(self, name: str) -> str:
        return name

    def kind(self, entry: Entry) -> str:
        return entry.draft.kind

    def sentence(self, entry: Entry) -> str:
        return entry.draft.text or entry.draft.kind

    def who(self, entry: Entry) -> str:
        return entry.draft.actor.name or "system"

    def place(self, place_id: str) -> str:
        return place_id

    def camera(self, camera_id: str) -> str:
        return camera_id

    def incident(self, incident_id: str) -> str:
        return incident_id

    def corrected(self, correction: Entry) -> str:
        return f"corrected by {correction.number}: {correction.draft.text}"

    def fact(self, name: str, value: str) -> tuple[str, str]:
        return name, value

    def title(self) -> str:
        return "Duty log"

    def proof(self) -> Sequence[str]:
        return ("what it proves",)


def print_plainly(paper: Paper) -> bytes:
    """A PDF of which only the text matters here."""
    rows = [
        " | ".join(cell.text.replace("\n", " ") for cell in row.cells)
        for block in paper.blocks
        if isinstance(block, Grid)
        for row in block.rows
    ]
    return "\n".join(("%PDF-1.4", paper.title, *rows)).encode()


def pick_all(journal: JournalService, **wanted: object) -> Pick:
    asked = Wanted(**wanted)
    return lambda before, limit: list(journal.find(asked, limit, before=before).entries)


def wish(
    journal: JournalService,
    format_: str,
    *,
    attachments: bool = False,
    reason: str = "交派出所",
    **wanted: object,
) -> LogWish:
    return LogWish(format_, reason, pick_all(journal, **wanted), "all of it", {"what": "all"}, attachments)
