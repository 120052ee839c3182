"""What the verbs about backups say, in both languages."""

from app.backup.by_command import Outcome
from app.backup.offers import Offer
from app.backup.restoring import Restored
from app.core.clock import stamp
from app.ui.backup.words import BackupWords
from app.ui.language import Worded


class BackupSentences(Worded):
    def __init__(self) -> None:
        super().__init__()
        self._words = BackupWords(self)

    def outcome(self, outcome: Outcome) -> str:
        if outcome.backup is None:
            why = self._words.fault(outcome.code)
            return self.tr("{folder}: NO backup, {why}.").format(folder=outcome.folder, why=why)
        return self.tr("{folder}: backup {name} made and verified, up to entry no. {number}.").format(
            folder=outcome.folder, name=outcome.backup.name, number=outcome.backup.number
        )

    def none(self) -> str:
        return self.tr("No backup was found. Name its folder with --from.")

    def line(self, offer: Offer) -> str:
        backup = offer.backup
        state = self.tr("good")
        if offer.fault:
            state = self.tr("SPOILT: {why}").format(why=self._words.spoilt(offer.fault))
        elif not offer.own:
            state = self.tr("of another log")
        lost = self.tr("%n entry(s) lost", "", offer.lost) if offer.lost else self.tr("nothing lost")
        parts = (
            backup.name,
            stamp(backup.made_at),
            f"{backup.size / 1_000_000:.1f} MB",
            self.tr("to no. {number}, with the spill to {reaches}").format(
                number=backup.number, reaches=offer.reaches
            ),
            lost,
            state,
            str(offer.place),
        )
        return "  ".join(parts)

    def checked(self, offer: Offer, fault: str) -> str:
        name = offer.backup.name
        if fault:
            return self.tr("{name}: SPOILT, {why}.").format(name=name, why=self._words.spoilt(fault))
        return self.tr("{name}: good, entries: {count}, last hash {head}").format(
            name=name, count=offer.backup.number, head=offer.backup.hash
        )

    def restored(self, offer: Offer, restored: Restored) -> str:
        return self.tr(
            "Restored from {name}: entries after it that are there again: {taken}, the log reaches no. {reaches}, "
            "entries lost: {lost}. What stood here before lies in {aside}."
        ).format(
            name=offer.backup.name,
            taken=restored.taken,
            reaches=restored.reaches,
            lost=restored.lost,
            aside=restored.aside,
        )
