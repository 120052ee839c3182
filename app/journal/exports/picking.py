"""The entries of a question to the log, a page at a time: all of them, or none."""

from app.core.errors import NotFound
from app.journal.exports.wish import Pick
from app.journal.service import JournalService
from app.model.journal import Entry
from app.model.search import Wanted


def pick_of(journal: JournalService, wanted: Wanted) -> Pick:
    """The pick raises NotFound (index_unfinished) where words are looked for and cannot be found everywhere yet."""

    def pick(before: int, limit: int) -> list[Entry]:
        found = journal.find(wanted, limit, before=before)
        if found.unsearched:
            raise NotFound("index_unfinished")
        return list(found.entries)

    return pick
