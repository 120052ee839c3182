"""Turns an entry's kind and values into a sentence. Storage holds codes; this is where they get words."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.model.journal import NOTE_KINDS, Draft, Entry
from app.model.words import Words
from app.ui.code_words import CodeWords
from app.ui.format import duration
from app.ui.journal.backup_entries import BackupEntryWords
from app.ui.journal.device_entries import DeviceEntryWords
from app.ui.journal.escalation_entries import EscalationEntryWords
from app.ui.journal.export_entries import ExportEntryWords
from app.ui.journal.handover_entries import HandoverEntryWords
from app.ui.journal.lan_page_words import LanPageWords
from app.ui.journal.machine_entries import MachineEntryWords
from app.ui.journal.message_entries import MessageEntryWords
from app.ui.journal.note_words import NoteWords
from app.ui.journal.period_report_entries import PeriodReportEntryWords
from app.ui.journal.report_entries import ReportEntryWords
from app.ui.journal.roster_entries import RosterEntryWords
from app.ui.journal.settings_entries import SettingsEntryWords
from app.ui.journal.shift_review_entries import ShiftReviewEntryWords
from app.ui.journal.tour_entries import TourEntryWords
from app.ui.language import CHINESE, Worded, current_language
from app.ui.names import Names
from app.ui.pictures.words import PictureWords

_HALF_A_DAY_S = 43_200


class EntryWords(Worded):
    """An entry of a kind it does not know still shows its kind and values."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._codes = CodeWords(self)
        self.notes = NoteWords(names, self._codes, self)
        self._pictures = PictureWords(self)
        self._reports = ReportEntryWords(names, self)
        self._roster = RosterEntryWords(names, self)
        self._handovers = HandoverEntryWords(names, self)
        self._tiers = EscalationEntryWords(names, self)
        self._period_reports = PeriodReportEntryWords(self)
        self._backups = BackupEntryWords(names, self)
        self._lan_page = LanPageWords(self)
        self._shift_review = ShiftReviewEntryWords(names, self)
        self._exports = ExportEntryWords(self)
        self._machine = MachineEntryWords(names, self)
        self._settings = SettingsEntryWords(names, self)
        self._messages = MessageEntryWords(self)
        self._tours = TourEntryWords(names, self)
        self._sentences: dict[str, dict[str, str]] = {}
        """By language: finding the words anew for each entry was what a refresh of the log spent its time on."""

    def sentence(self, entry: Entry) -> str:
        """What happened, without time and name; what belongs to a drill says so first."""
        return self.drill_mark(entry) + self._sentence(entry)

    def drill_mark(self, entry: Entry) -> str:
        """What stands before an entry that belongs to a drill."""
        incident_id = entry.draft.incident_id
        drill = incident_id and entry.draft.kind != "incident_opened" and self._names.is_drill(incident_id)
        return self.tr("Drill: ") if drill else ""

    def _sentence(self, entry: Entry) -> str:
        draft = entry.draft
        if draft.kind in NOTE_KINDS or draft.kind == "amendment":
            return self.notes.sentence(entry)
        sentence = self._keeping(draft) or self._tiers.empty(draft) or self._known().get(draft.kind)
        return sentence.format_map(self._values(draft)) if sentence is not None else self._unknown(draft)

    def sentences(self) -> dict[str, str]:
        """What the screen says of each kind, with places for values; of a plain note nothing but its text."""
        notes = {kind: self._codes.note_kind(kind) for kind in NOTE_KINDS if kind != "note"}
        return {
            **self._known(),
            **notes,
            "amendment": self.tr("Correction of no. {number}: {text} (reason: {reason})"),
        }

    def _known(self) -> dict[str, str]:
        language = current_language()
        if language not in self._sentences:
            self._sentences[language] = {
                **self._incident(),
                **self._calls(),
                **self._messages.sentences(),
                **self._views(),
                **self._cameras(),
                **self._recordings(),
                **DeviceEntryWords(self).sentences(),
                **self._house(),
                **self._reports.sentences(),
                **self._roster.sentences(),
                **self._lan_page.sentences(),
                **self._handovers.sentences(),
                **self._tiers.sentences(),
                **self._period_reports.sentences(),
                **self._backups.sentences(),
                **self._shift_review.sentences(),
                **self._exports.sentences(),
                **self._machine.sentences(),
                **self._tours.sentences(),
            }
        return self._sentences[language]

    def who(self, entry: Entry) -> str:
        """The person who did it, or `system`."""
        actor = entry.draft.actor
        return self._names.person(actor.person_id, actor.name) if actor.person_id else self.tr("system")

    def _unknown(self, draft: Draft) -> str:
        values = ", ".join(f"{name}={value}" for name, value in draft.data.items())
        told = " ".join(part for part in (draft.kind, draft.text, values) if part)
        return self.tr("Written by another version of the program: {told}").format(told=told)

    def _values(self, draft: Draft) -> Mapping[str, str]:
        """Ids become names, codes become words, a name that is missing stays an empty place."""
        data = draft.data
        chinese = current_language() == CHINESE
        step = (data.get("zh") or data.get("en")) if chinese else (data.get("en") or data.get("zh"))
        reason = data.get("reason", "")
        person = data.get("person", "")
        values = _Blank(
            {
                **data,
                "text": draft.text,
                "kind": self._kind(draft),
                "place": self._names.place(data.get("place", "")) if data.get("place") else "",
                "camera": self._names.camera(draft.camera_id or data.get("camera", "")),
                "names": self._people(data),
                "role": self._codes.role(data.get("role", "")),
                "name": self._names.person(person, data.get("name", "")) if person else data.get("name", ""),
                "channel": self._channel(data),
                "cause": self._codes.camera_cause(data.get("cause", "")),
                "fails": self._codes.relay_cause(data.get("error", "")),
                "sender": self._names.person(person, data.get("phone", ""))
                if person
                else data.get("phone", ""),
                "why": self._codes.message_cause(data.get("error", "")),
                "unsent": self._messages.unsent(data.get("error", "")),
                "id": self._record(data),
                "what": self._codes.record(data.get("what", "")),
                "action": self._action(data.get("action", "")),
                "words": step or "",
                "condition": self._codes.health(data.get("condition", "")),
                "lasted": duration(float(data.get("lasted_s") or 0)),
                "first": self._names.time(data.get("first", "")),
                "last": self._names.time(data.get("last", "")),
                "still": self.tr(", and is so now") if data.get("present") == "true" else "",
                "moment": self._names.time(data.get("at", "")),
                "last_picture": self._last_picture(data),
                "standing": self._pictures.standing(data),
                "renamed": self.tr(" (before: {was})").format(was=data["was"]) if data.get("was") else "",
                "fault": self._codes.recording_fault(data.get("code", "")),
                "scarce": self._codes.scarcity(data.get("code", "")),
                "kept": self._kept(data),
                "room": self._room(data.get("gigabytes", "")),
                "version": self._version(data.get("version", "")),
                **self._reports.values(draft),
                **self._roster.values(draft),
                **self._handovers.values(draft),
                **self._tiers.values(draft),
                **self._period_reports.values(draft),
                **self._backups.values(draft),
                **self._shift_review.values(draft),
                **self._exports.values(draft),
                **self._machine.values(draft),
                **self._settings.values(draft),
                **self._tours.values(draft),
                "because": self.tr(": {reason}").format(reason=reason) if reason else "",
                "by": self._by(data),
                "record_fault": self._codes.record_fault(data.get("code", "")),
                "lan_fault": self._codes.lan_fault(data.get("code", "")),
                "drill": self._drill(data),
            }
        )
        values["named"] = self._named(values["id"])
        return values

    def _drill(self, data: Mapping[str, str]) -> str:
        if data.get("simulated") == "true":
            return self.tr("Drill with simulated channels: ")
        return self.tr("Drill: ") if data.get("drill") == "true" else ""

    def _channel(self, data: Mapping[str, str]) -> str:
        name = self._names.channel(data.get("channel", ""))
        return (
            self.tr("{channel}, simulated").format(channel=name) if data.get("simulated") == "true" else name
        )

    def _by(self, data: Mapping[str, str]) -> str:
        """By what path a confirmation came in; nothing for the operator's own hand."""
        path = data.get("path", "")
        if path == "link":
            return self.tr(", by the link, from {address}").format(address=data.get("address", "?"))
        if path == "sms":
            return self.tr(", by short message from {address}").format(address=data.get("address", "?"))
        return self.tr(", by code over the telephone") if path == "code" else ""

    def _version(self, number: str) -> str:
        """Of a response plan."""
        return self.tr(", version {number}").format(number=number) if number not in ("", "0") else ""

    def _last_picture(self, data: Mapping[str, str]) -> str:
        """Of a camera that is lost."""
        at = data.get("at", "")
        if not at:
            return ""
        time = self._names.time(at)
        if float(data.get("age_s") or 0) >= _HALF_A_DAY_S:
            time = f"{self._names.day(at)} {time}"
        return self.tr("; last picture of {time}").format(time=time)

    def _kept(self, data: Mapping[str, str]) -> str:
        """Whose recordings were released, and of when."""
        mark = "、" if current_language() == CHINESE else ", "
        cameras = mark.join(self._names.camera(camera_id) for camera_id in data.get("cameras", "").split())
        since = data.get("since", "")
        if not since:
            return cameras
        begins = f"{self._names.day(since)} {self._names.time(since)}"
        return self.tr("{cameras}, from {begins}").format(cameras=cameras, begins=begins)

    def _room(self, gigabytes: str) -> str:
        if gigabytes in ("", "0"):
            return self.tr("as long as the disk has room")
        return self.tr("{gigabytes} GB at most").format(gigabytes=gigabytes)

    def _record(self, data: Mapping[str, str]) -> str:
        """The name of a record, a removed one's as it was; a shift is told by whose it is."""
        if removed := Words(data.get("zh", ""), data.get("en", "")):
            return removed.in_language(current_language())
        if data.get("what") == "roster" and data.get("person"):
            return self._names.person(data["person"])
        return self._names.of(data.get("what", ""), data.get("id", ""))

    def _named(self, record: str) -> str:
        """What stands after the kind of a record that was changed; limits of the roster have no name."""
        return self.tr(" {id}").format(id=record) if record else ""

    def _action(self, code: str) -> str:
        if code == "secrets_moved":
            return self.tr("Password out of the address into the secret store: ")
        if code == "added":
            return self.tr("Added: ")
        return self.tr("Removed: ") if code == "removed" else self.tr("Changed: ")

    def _people(self, data: Mapping[str, str]) -> str:
        """Names in the language shown; entries of older versions have them as they were written."""
        ids = [person_id for person_id in data.get("people", "").split(",") if person_id]
        mark = "、" if current_language() == CHINESE else ", "
        return mark.join(self._names.person(person_id) for person_id in ids) or data.get("names", "")

    def _kind(self, draft: Draft) -> str:
        """Of an incident, as the plan was called that it took up then."""
        code, version = draft.data.get("kind", ""), draft.data.get("version", "")
        if code in ("", "unknown"):
            return self.tr("kind not yet known")
        known = version.isdecimal() and draft.kind in ("incident_opened", "incident_kind")
        return self._names.plan(code, int(version) if known else 0)

    def _incident(self) -> dict[str, str]:
        return {
            "incident_opened": self.tr("{drill}Emergency started, {kind}"),
            "incident_kind": self.tr("Kind of incident: {kind}{version}"),
            "incident_place": self.tr("Place of incident: {place}"),
            "step_done": self.tr("Step {step} done: {words}{by}"),
            "incident_stood_down": self.tr("Incident stood down{because}"),
            "incident_false_alarm": self.tr("False alarm{because}"),
            "picture_kept": self.tr("Picture of {camera} kept, {age_s} s old"),
            "picture_missing": self.tr("No picture of {camera}: {cause}"),
        }

    def _calls(self) -> dict[str, str]:
        return {
            "call_acknowledged": self.tr("{name} has confirmed{by}"),
            "call_answered": self.tr("Own answer of {name}{by}; it had been marked as confirmed before"),
            "call_arrived": self.tr("{name} is on scene{by}"),
            "tier_empty": self.tr("Tier {tier} has nobody to call: dial by hand"),
            "no_channel": self.tr("{name} cannot be messaged: dial {phone}"),
        }

    def _views(self) -> dict[str, str]:
        return {
            "search_saved": self.tr("Search of the log saved: {view}"),
            "search_removed": self.tr("Saved search of the log removed: {view}"),
            "view_saved": self.tr("View of the wall saved: {view}{renamed}"),
            "view_removed": self.tr("View of the wall removed: {view}"),
        }

    def _cameras(self) -> dict[str, str]:
        return {
            "camera_lost": self.tr("{camera}: no live picture, {cause}{last_picture}"),
            "camera_back": self.tr("{camera}: live again after {lasted}"),
            "camera_lost_repeated": self.tr(
                "{camera}: no live picture, {count}× between {first} and {last}{still}{last_picture}"
            ),
            "hardware_failed": self.tr(
                "{camera}: the graphics card failed to decode it, software does from now on"
            ),
            "view_accepted": self.tr("{camera}: what it shows now is right"),
            "health_began": self.tr("{camera}: {condition}"),
            "health_ended": self.tr("{camera}: {condition}, over after {lasted}"),
            "health_repeated": self.tr("{camera}: {condition}, {count}× between {first} and {last}{still}"),
        }

    def _keeping(self, draft: Draft) -> str:
        """One entry tells of all cameras where an incident has them kept. Empty for entries of other kinds."""
        begun = draft.kind == "keep_begun"
        if not begun and draft.kind != "keep_ended":
            return ""
        if draft.incident_id:
            if begun:
                return self.tr("Clips begun, cameras: {cameras}, the seconds before included")
            return self.tr("Clips of this incident ended")
        if begun:
            return self.tr("{camera}: clip begun, the seconds before included")
        if draft.data.get("cause") == "too_long":
            return self.tr("{camera}: clip ended by itself after an hour")
        return self.tr("{camera}: clip ended")

    def _recordings(self) -> dict[str, str]:
        return {
            "recording_fault": self.tr("Recording stopped: {fault}"),
            "recording_restored": self.tr("Recording goes on, over: {fault}"),
            "recording_settings": self.tr("Days that recordings stay: {days}, {room}{changes}"),
            "recording_protected": self.tr("Recordings made evidence ({count}){because}"),
            "evidence_released": self.tr("Evidence released, files: {count}, {kept}{because}"),
            "recording_room": self.tr("Evidence takes {evidence} of {budget} GB: {scarce}"),
            "recording_room_over": self.tr("Recordings have room again, over: {scarce}"),
            "recording_folder": self.tr("Recordings go to another disk from now on: {folder}"),
            "recordings_found": self.tr("Recordings found on the disk and entered: {count}"),
            "recordings_missing": self.tr("Recordings gone from the disk: {count}"),
        }

    def _house(self) -> dict[str, str]:
        return {
            "signed_in": self.tr("Signed in"),
            "sign_in_resumed": self.tr("Still signed in after a restart"),
            "signed_out": self.tr("Signed out"),
            "sign_in_refused": self.tr("Sign-in of {name} refused"),
            "pin_set": self.tr("New PIN for {name}"),
            "roster_changed": self.tr("{action}{what}{named}"),
            "settings_changed": self.tr("{action}{what}{named}{version}{changes}"),
            "plans_loaded": self.tr("Response plans of the program loaded: {count}"),
            "templates_loaded": self.tr("Templates of entries of the program loaded: {count}"),
            "templates_ordered": self.tr("Templates of entries put in another order"),
            "site_imported": self.tr(
                "Site file {file} imported: {added} added, {changed} changed, {removed} removed"
            ),
            "evidence_exported": self.tr(
                "Evidence handed over as {name}, clips: {clips}, pictures: {pictures}{because}"
            ),
            "recorded_picture_kept": self.tr("Picture of {camera} from {moment} kept, out of the recordings"),
            "snapshot_kept": self.tr("Picture of {camera} from {moment} kept{standing}"),
            "system_fault": self.tr("Part of the program failed: {error}"),
            "journal_damaged": self.tr("The log is NOT intact: no. {number}, {record_fault}"),
            "journal_whole": self.tr("The log is intact again up to no. {number}"),
        }


class _Blank(dict[str, str]):
    """Old entries may lack a value that newer ones have."""

    def __missing__(self, key: str) -> str:
        return ""
