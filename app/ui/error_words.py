"""Codes of errors -> what happened, what it means, what to do. Both languages come from the translation files."""

from dataclasses import dataclass

from app.core.errors import DutyRoomError, SiteFileError
from app.roster.proposing import INSTALL_SOLVER
from app.ui.backup.error_words import BackupErrorWords
from app.ui.handover_error_words import HandoverErrorWords
from app.ui.language import Worded
from app.ui.problem_words import ProblemWords
from app.ui.site_file_words import SiteFileWords

_FIRST_MISTAKES = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """Three short sentences; any but the first may be empty."""

    what: str
    meaning: str = ""
    action: str = ""

    @property
    def text(self) -> str:
        """All of it in one line."""
        text = " ".join(part for part in (self.what, self.meaning, self.action) if part)
        return text.replace("。 ", "。")  # a Chinese full stop brings its own room


class ErrorWords(Worded):
    """One place for every sentence an operator reads about something that went wrong."""

    def explain(self, error: BaseException) -> Explanation:
        if isinstance(error, SiteFileError):
            return self._site_file(error)
        if not isinstance(error, DutyRoomError):
            return self._unforeseen()
        for table in (self._storage(), self._access(), self._records(), self._program(), self._cameras()):
            if error.code in table:
                return table[error.code]
        handovers = HandoverErrorWords().known(error.values)
        if error.code in handovers:
            return Explanation(*handovers[error.code])
        if backup := BackupErrorWords(self).known(error.code):
            return Explanation(*backup)
        if error.code == "invalid_input":
            return self._input(error.values)
        return self._unforeseen()

    def _storage(self) -> dict[str, Explanation]:
        return {
            "disk_full": Explanation(
                self.tr("The disk is full."),
                self.tr("Nothing new can be stored; what was stored is safe."),
                self.tr("Free space on the disk, then try again. Until then write on paper."),
            ),
            "read_only": Explanation(
                self.tr("The data folder cannot be written."),
                self.tr("Nothing new can be stored; what was stored is safe."),
                self.tr("Make the folder writable for this user, then try again."),
            ),
            "locked": Explanation(
                self.tr("The database is held by another program."),
                self.tr("This was not stored."),
                self.tr("Close the other program, then try again."),
            ),
            "damaged": Explanation(
                self.tr("The database is damaged."),
                self.tr("This was not stored."),
                self.tr("Call the keeper of this computer; write on paper until then."),
            ),
            "newer_database": Explanation(
                self.tr("The data were written by a newer version of this program."),
                self.tr("This version must not write to them."),
                self.tr("Start the newer version."),
            ),
            "disk_failed": Explanation(
                self.tr("The disk does not answer as it should."),
                self.tr("This was not stored; what was stored before is on the disk."),
                self.tr("Write on paper and call the keeper of this computer: the disk may be dying."),
            ),
            "no_database": Explanation(
                self.tr("There is no log in this data folder."),
                "",
                self.tr("Check the folder given by --data, or start the console once."),
            ),
            "target_full": Explanation(
                self.tr("There is no room left where this was to be written."),
                self.tr("Nothing was left there; the log and the data of this PC are not touched."),
                self.tr("Make room or choose another place, then try again."),
            ),
            "file_not_written": Explanation(
                self.tr("The file cannot be written there."),
                self.tr("Nothing was changed."),
                self.tr("Choose another folder."),
            ),
            "secrets_unavailable": Explanation(
                self.tr("Passwords and service addresses cannot be read."),
                self.tr("Cameras with a password and messages stay without; everything else goes on."),
                self.tr("Unlock the keyring of this computer, then try again."),
            ),
            "storage_failed": Explanation(
                self.tr("Storing failed."),
                self.tr("This was not stored."),
                self.tr("Try again; if it stays, write on paper and call the keeper of this computer."),
            ),
        }

    def _access(self) -> dict[str, Explanation]:
        return {
            "wrong_pin": Explanation(
                self.tr("The PIN is wrong."),
                "",
                self.tr("Try again; five wrong tries lock the name for a minute."),
            ),
            "pin_locked": Explanation(
                self.tr("Too many wrong PINs."),
                "",
                self.tr("Wait one minute. The emergency button works all the time."),
            ),
            "not_signed_in": Explanation(self.tr("Nobody is signed in."), "", self.tr("Sign in first.")),
            "still_kept": Explanation(
                self.tr("This is still being kept."),
                self.tr("Nothing was released."),
                self.tr("Close the incident or end the clip first."),
            ),
            "not_allowed": Explanation(self.tr("This is not allowed.")),
            "incident_running": Explanation(self.tr("This incident is running.")),
            "tier_called": Explanation(self.tr("This tier has been called already.")),
            "nothing_to_withdraw": Explanation(
                self.tr("There is nothing to take back."),
                self.tr("It was never marked, or somebody has taken it back already."),
            ),
            "no_more_tiers": Explanation(
                self.tr("All tiers have been called."), "", self.tr("Call somebody else, or dial by hand.")
            ),
            "incident_closed": Explanation(
                self.tr("This incident is already closed."), self.tr("It can no longer be changed.")
            ),
            "report_sent": Explanation(
                self.tr("This report was sent already."), "", self.tr("Look at the list of reports.")
            ),
            "measure_done": Explanation(self.tr("This measure is done already.")),
            "paper_changed": Explanation(
                self.tr("The file of this report was changed after it was sent."),
                self.tr("It is not shown: what was sent stands in the log, and whoever received it has it."),
                self.tr("Call the keeper of this computer."),
            ),
            "period_not_over": Explanation(
                self.tr("The time of this report is not over."),
                "",
                self.tr("Make it when it is; until then preview it."),
            ),
            "due_over": Explanation(self.tr("This is no longer owed."), self.tr("Nothing was changed.")),
            "tour_running": Explanation(
                self.tr("A guard tour is under way."), "", self.tr("Finish or break it off first.")
            ),
            "tour_held": Explanation(self.tr("An incident runs: the guard tour waits until it is over.")),
            "tour_step_over": Explanation(
                self.tr("This step of the guard tour is over."), self.tr("The look was not recorded.")
            ),
            "no_live_picture": Explanation(
                self.tr("There is no live picture: nobody can say that all is well."),
                "",
                self.tr('Press "Something is wrong".'),
            ),
            "no_solver": Explanation(
                self.tr("The part that drafts rosters is not installed."),
                "",
                self.tr("In the program's folder run: {command}").format(command=INSTALL_SOLVER),
            ),
            "drafting_failed": Explanation(
                self.tr("Drafting ended without a draft."),
                self.tr("The roster is as it was."),
                self.tr("Try again; if it stays, loosen a limit or lock less."),
            ),
            "exchange_over": Explanation(
                self.tr("This exchange is settled already."), "", self.tr("Ask for a new one.")
            ),
            "exchange_too_early": Explanation(
                self.tr("The other person has not agreed yet."), "", self.tr("Let them agree first.")
            ),
            "already_clocked_on": Explanation(self.tr("This person has clocked on already.")),
            "not_clocked_on": Explanation(self.tr("This person has not clocked on.")),
            "nobody_to_ask": Explanation(
                self.tr("Nobody on duty can be asked."),
                "",
                self.tr("Choose a channel for those on duty (F3, People)."),
            ),
            "no_chosen_camera": Explanation(
                self.tr("No picture is chosen."),
                "",
                self.tr("Choose one on the wall (F1), then press Alt+P here or A there."),
            ),
            "attachment_gone": Explanation(
                self.tr("A file that hangs on the line is gone from the disk."),
                self.tr("Nothing was stored; the text is still there."),
                self.tr("Take it off the line and attach it again."),
            ),
            "media_missing": Explanation(
                self.tr("This file is missing on the disk."),
                self.tr("The log still knows its hash."),
                self.tr("Bring the media folder back from a copy."),
            ),
            "media_differs": Explanation(
                self.tr("This file was changed on the disk."),
                self.tr("It is not what was attached, and is not shown."),
                self.tr("Call the keeper of this computer."),
            ),
            "no_microphone": Explanation(
                self.tr("This computer has no microphone."),
                "",
                self.tr("Plug one in, then press Alt+V again."),
            ),
            "microphone_refused": Explanation(
                self.tr("The microphone cannot be used."),
                "",
                self.tr("Another program may hold it: close that, then press Alt+V again."),
            ),
            "no_loudspeaker": Explanation(
                self.tr("This computer cannot play sound."),
                "",
                self.tr("Plug a loudspeaker in, or save a copy."),
            ),
            "no_pin": Explanation(
                self.tr("This person has no PIN yet."), "", self.tr("Set one in the settings (F9).")
            ),
        }

    def _records(self) -> dict[str, Explanation]:
        gone = Explanation(self.tr("That does not exist any more."), "", self.tr("Look at the list again."))
        codes = (
            "not_found",
            "no_call",
            "no_incident",
            "no_entry",
            "no_person",
            "no_camera",
            "no_message",
            "no_view",
            "no_search",
            "no_recording",
            "no_tour",
            "no_relay",
            "no_check",
            "no_sheet",
            "no_exchange",
            "no_due",
            "no_report",
            "no_paper",
            "no_measure",
            "no_handover",
            "no_item",
            "no_point",
            "no_backup",
        )
        return dict.fromkeys(codes, gone)

    def _cameras(self) -> dict[str, Explanation]:
        return {
            "unreachable": Explanation(
                self.tr("The camera does not answer."),
                "",
                self.tr("Check its address, its power and its network cable."),
            ),
            "wrong_password": Explanation(
                self.tr("The camera refuses this user name or password."),
                "",
                self.tr("Some cameras have a user of their own for ONVIF: look into the camera's settings."),
            ),
            "clock_wrong": Explanation(
                self.tr("The camera refuses the login and does not tell its time."),
                self.tr("Its clock may be wrong, or user name or password."),
                self.tr("Set the camera's clock, then try again."),
            ),
            "no_onvif": Explanation(
                self.tr("What answers there does not speak ONVIF."),
                "",
                self.tr("Switch ONVIF on in the camera's settings, or check the address."),
            ),
            "no_picture": Explanation(
                self.tr("There is no picture of this camera to keep."),
                self.tr("Nothing was stored."),
                self.tr("Its tile says what is wrong."),
            ),
            "not_steerable": Explanation(self.tr("This camera cannot be steered.")),
            "camera_refused": Explanation(
                self.tr("The camera does not do that."),
                "",
                self.tr("The position may be gone, or the camera has no room for more."),
            ),
        }

    def _program(self) -> dict[str, Explanation]:
        return {
            "nothing_chosen": Explanation(
                self.tr("No entry of the log fits."),
                self.tr("Nothing was exported."),
                self.tr("Choose another time, or fewer conditions."),
            ),
            "index_unfinished": Explanation(
                self.tr("The log is still being made searchable: some entries would be missing."),
                self.tr("Nothing was exported."),
                self.tr("Try again in a minute, or choose without words."),
            ),
            "nothing_recorded": Explanation(
                self.tr("Of these cameras nothing is recorded in that time."),
                self.tr("Nothing was exported."),
                self.tr(
                    "Choose another time or other cameras; the bars on the time line show what there is."
                ),
            ),
            "cutting_failed": Explanation(
                self.tr("Copying the recordings ended too early."),
                self.tr("Nothing was left in the folder; the recordings themselves are unharmed."),
                self.tr("Try again, perhaps with a shorter time."),
            ),
            "signing_key_damaged": Explanation(
                self.tr("The site's signing key cannot be read."),
                self.tr("Nothing was exported: a bundle with a new key would look like somebody else's."),
                self.tr("Call the keeper of this computer."),
            ),
            "already_running": Explanation(
                self.tr("The console is already running on these data."),
                "",
                self.tr("Use the window that is open."),
            ),
            "lock_unusable": Explanation(
                self.tr("The lock file of the data folder cannot be opened."),
                self.tr("Without it two consoles could write to the same data."),
                self.tr("Give this file to the user who runs the console, or remove it; then start again."),
            ),
            "unreachable_full": Explanation(
                self.tr("The disk is full: panic buttons and scripts cannot reach the console."),
                self.tr("The emergency button on screen does not depend on this."),
                self.tr("Free space on the disk; it is tried again by itself."),
            ),
            "unreachable_refused": Explanation(
                self.tr("Panic buttons and scripts cannot reach the console: its address cannot be written."),
                self.tr("The emergency button on screen does not depend on this."),
                self.tr("Make the data folder writable for this user; it is tried again by itself."),
            ),
            "console_unreachable": Explanation(
                self.tr("The running console does not answer."), "", self.tr("Start it, then try again.")
            ),
        }

    def _input(self, values: dict[str, str]) -> Explanation:
        name = values.get("name", "")
        reasons = {
            "text_empty": self.tr("The entry is empty."),
            "text_too_long": self.tr("The entry is too long."),
            "reason_empty": self.tr("A reason is missing."),
            "unknown_kind": self.tr("There is no such kind."),
            "unknown_step": self.tr("The plan has no such step."),
            "no_cameras": self.tr("No camera is chosen."),
            "unknown_incident": self.tr("There is no such incident."),
            "path_missing": self.tr("Say where to."),
            "unknown_format": self.tr("There is no such format: pdf, xlsx, csv or jsonl."),
            "bad_period": self.tr("The time ends before it begins, or has not begun yet."),
            "no_file": self.tr('"{name}" is no file: attach files one by one, not folders.').format(
                name=name
            ),
            "file_empty": self.tr('"{name}" is empty.').format(name=name),
            "file_too_large": self.tr('"{name}" is too large: {number} MB at most.').format(
                name=name, number=values.get("number", "")
            ),
            "file_unreadable": self.tr('"{name}" cannot be read.').format(name=name or "?"),
            "too_many_files": self.tr("An entry takes {number} files at most.").format(
                number=values.get("number", "")
            ),
            "nothing_recorded": self.tr("Nothing was recorded: speak, then press Alt+V."),
            "time_future": self.tr("That time has not come yet."),
            "time_wrong": self.tr("There is no such time."),
            "period_too_long": self.tr("One export takes 24 hours at most: hand over several."),
        }
        reason = values.get("reason", "")
        what = reasons.get(reason) or ProblemWords().explain(reason, values.get("number", ""))
        return Explanation(what, self.tr("Nothing was changed."))

    def _site_file(self, error: SiteFileError) -> Explanation:
        words, nothing = SiteFileWords(), self.tr("Nothing was changed.")
        sentences = [words.sentence(problem) for problem in error.problems]
        if not words.where(error.problems[0]):
            # Not a mistake within the file: there is no file, or none that can be read.
            return Explanation(sentences[0], nothing)
        what = self.tr("Mistakes in the site file: {count}.").format(count=len(sentences))
        more = " …" if len(sentences) > _FIRST_MISTAKES else ""
        return Explanation(what, nothing, " · ".join(sentences[:_FIRST_MISTAKES]) + more)

    def _unforeseen(self) -> Explanation:
        return Explanation(
            self.tr("Something unforeseen went wrong in the program."),
            self.tr("The console goes on; the details are in the log file."),
            self.tr("Check whether what you just did is in the log; if not, do it again."),
        )
