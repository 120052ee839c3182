"""A backup that one can go back to, in words: also where the database cannot be asked."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QObject

from app.backup.offers import Offer
from app.backup.places import is_safety_copy
from app.ui.backup.words import BackupWords
from app.ui.format import iso_date, short_time
from app.ui.forms.rows import WRONG
from app.ui.language import Worded


class OfferWords(Worded):
    """`zone`: of the times shown."""

    def __init__(self, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._words = BackupWords(self)

    def columns(self) -> list[str]:
        return [
            self.tr("Made"),
            self.tr("Log with it"),
            self.tr("Size"),
            self.tr("State"),
            self.tr("Lies in"),
        ]

    def cells(self, offer: Offer) -> tuple[str, ...]:
        return (
            f"{self.moment(offer.backup.made_at)} · {self._words.why(offer.backup.why)}",
            self.log(offer),
            f"{offer.backup.size / 1_000_000:.0f} MB",
            self._state(offer),
            self.tr("this disk (safety copy)") if is_safety_copy(offer.place) else str(offer.place),
        )

    def moment(self, at: datetime) -> str:
        return f"{iso_date(at, self._zone)} {short_time(at, self._zone)}"

    def log(self, offer: Offer) -> str:
        """How far the log reaches with it."""
        lost = self.tr("%n entry(s) lost", "", offer.lost) if offer.lost else self.tr("nothing lost")
        reaches = self.tr("to no. {number}").format(number=offer.reaches)
        return f"{WRONG} {reaches} · {lost}" if offer.lost else f"{reaches} · {lost}"

    def consequences(self, offer: Offer) -> str:
        """What going back to it costs and brings, in sentences."""
        if not offer.own:
            said = self.tr(
                "This is the backup of another log: all that is stored here now is set aside, and that log takes its place."
            )
        elif offer.lost:
            said = self.tr(
                "%n entry(s) of the log, the last ones, are lost: neither the backup nor anything beside it has them.",
                "",
                offer.lost,
            )
        else:
            said = self.tr("The log loses nothing.")
        rest = self.tr(
            "Roster, settings, messages and reports go back to {moment}; what the log tells of incidents since then is "
            "taken over. The database that is here now is set aside, never deleted."
        ).format(moment=self.moment(offer.backup.made_at))
        return f"{said} {rest}".replace("。 ", "。")

    def _state(self, offer: Offer) -> str:
        if offer.fault:
            return f"{WRONG} " + self.tr("spoilt: {why}").format(why=self._words.spoilt(offer.fault))
        if offer.backup.log_fault:
            return f"{WRONG} " + self._words.spoilt(offer.backup.log_fault)
        return self.tr("good") if offer.own else self.tr("of another log")
