"""The words of a part of the log that is exported: columns, cells, facts. Made where it is used, a worker's thread."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.journal.exports.letter import PROVES
from app.model.journal import CORRECTIONS, NOTE_KINDS, Entry
from app.ui.code_words import CodeWords
from app.ui.format import site_zone
from app.ui.journal.entry_words import EntryWords
from app.ui.language import Worded, current_language
from app.ui.log.chosen_words import ChosenWords
from app.ui.names import Names
from app.ui.services import Services


class ExportWords(Worded):
    """In the language of the screen at the moment it was made."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = Names(services)
        self._entries = EntryWords(self._names, self)
        self._codes = CodeWords(self)
        self._chosen = ChosenWords(self._names, self)
        self._zone = site_zone(services.site.site().timezone)
        self._incidents: dict[str, str] = {}
        self._columns = {
            "number": self.tr("No."),
            "time": self.tr("Time"),
            "kind": self.tr("Kind"),
            "entry": self.tr("Entry"),
            "who": self.tr("By"),
            "place": self.tr("Place"),
            "camera": self.tr("Camera"),
            "incident": self.tr("Incident"),
            "corrections": self.tr("Corrections"),
            "attachments": self.tr("Attachments (SHA-256)"),
            "hash": self.tr("Hash"),
        }

    def column(self, name: str) -> str:
        return self._columns[name]

    def kind(self, entry: Entry) -> str:
        kind = entry.draft.kind
        if kind in NOTE_KINDS:
            return self._codes.note_kind(kind)
        return self.tr("Correction") if kind in CORRECTIONS else self.tr("Program")

    def sentence(self, entry: Entry) -> str:
        return self._entries.sentence(entry)

    def who(self, entry: Entry) -> str:
        return self._entries.who(entry)

    def place(self, place_id: str) -> str:
        return self._names.place(place_id)

    def camera(self, camera_id: str) -> str:
        return self._names.camera(camera_id)

    def incident(self, incident_id: str) -> str:
        if incident_id not in self._incidents:
            incident = self._services.incidents.get(incident_id)
            words = self._chosen.incident(incident, self._zone) if incident is not None else incident_id
            self._incidents[incident_id] = words
        return self._incidents[incident_id]

    def corrected(self, correction: Entry) -> str:
        if correction.draft.kind != "amendment":
            return self.tr("↳ no. {number}: {text}").format(
                number=correction.number, text=self._entries.sentence(correction)
            )
        return self.tr("↳ corrected by no. {number}: {text} (reason: {reason})").format(
            number=correction.number,
            text=correction.draft.text,
            reason=correction.draft.data.get("reason", ""),
        )

    def fact(self, name: str, value: str) -> tuple[str, str]:
        names = {
            "site": self.tr("Site"),
            "chosen": self.tr("Chosen"),
            "count": self.tr("Entries"),
            "added": self.tr("Came along"),
            "exported_at": self.tr("Exported"),
            "exported_by": self.tr("Exported by"),
            "reason": self.tr("Reason"),
            "head": self.tr("Head of the log"),
            "key": self.tr("Key of the site"),
        }
        if name == "exported_by":
            value = self._names.person(value, value) if value else self.tr("nobody signed in")
        if name == "added":
            value = self.tr("corrections and what they correct: {count}").format(count=value)
        return names[name], value

    def title(self) -> str:
        return self.tr("Duty log")

    def proof(self) -> Sequence[str]:
        return PROVES[current_language()]
