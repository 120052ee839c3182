"""Prints handovers: each paper once, kept under its hash, which stands in the log."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.core.errors import NotAllowed, NotFound
from app.handover.handover_paper import handover_paper
from app.handover.wording import HandoverWords
from app.model.handover import Handover
from app.model.journal import Actor, Draft
from app.model.paper import Paper
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.transaction import Reader, Transaction

Print = Callable[[Paper], bytes]


@dataclass(frozen=True, slots=True)
class _Made:
    handover: Handover
    kept: str
    paper: Paper


class HandoverPapers:
    """Long: not for the UI thread."""

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        actor: Callable[[], Actor],
        print_paper: Print,
    ) -> None:
        self._database = database
        self._media = media
        self._actor = actor
        self._print = print_paper

    def pdf(self, handover_id: str, language: str) -> bytes:
        """The paper in a language: as it was printed before with the same signatures, else printed now.

        Of a handover that is not accepted a draft, which is not kept. Raises NotFound, NotAllowed (handover_paper_changed) where
        the file is no longer what was printed.
        """
        language = "zh" if language.startswith("zh") else "en"
        made = self._database.read(lambda reader: _made(reader, handover_id, language))
        if made.kept:
            path = self._media.find(made.kept)
            if path is not None and self._media.fault_of(made.kept):
                raise NotAllowed("handover_paper_changed", id=handover_id)
            if path is not None:
                return path.read_bytes()
        pdf = self._print(made.paper)
        if not made.handover.is_open and not made.kept:
            self._keep(made.handover, language, pdf)
        return pdf

    def _keep(self, handover: Handover, language: str, pdf: bytes) -> None:
        digest, actor = self._media.keep(pdf, ".pdf"), self._actor()
        signatures = len(handover.signatures)

        def change(transaction: Transaction) -> None:
            if transaction.handovers.paper(handover.id, language, signatures):
                return
            transaction.handovers.save_paper(handover.id, language, signatures, digest)
            data = {"handover": handover.id, "serial": handover.serial, "language": language}
            transaction.journal.append(Draft("handover_printed", actor=actor, data=data, media=(digest,)))
            transaction.touch("handover_paper")

        self._database.write(change).result()


def _made(reader: Reader, handover_id: str, language: str) -> _Made:
    handover = reader.handovers.get(handover_id)
    if handover is None:
        raise NotFound("no_handover", id=handover_id)
    site = reader.site.site()
    kept = reader.handovers.paper(handover.id, language, len(handover.signatures))
    return _Made(
        handover, kept, handover_paper(handover, site, HandoverWords(language, ZoneInfo(site.timezone)))
    )
