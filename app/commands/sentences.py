"""What commands say, in both languages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.core.errors import DutyRoomError
from app.evidence.verify import Finding
from app.journal.exports.check import ExportFinding
from app.journal.exports.single import FileFinding
from app.model.journal import Verification
from app.ui.error_words import ErrorWords
from app.ui.language import Worded


class Sentences(Worded):
    def opened(self, incident_id: str, called: int) -> str:
        return self.tr("Incident {id} is open; people called: {count}.").format(id=incident_id, count=called)

    def stored_alone(self, incident_id: str, called: int) -> str:
        return self.tr("Incident {id} is stored; people called when the console starts: {count}.").format(
            id=incident_id, count=called
        )

    def no_console(self) -> str:
        return self.tr(
            "No console is running: nobody is called and no siren sounds yet. Start the console, or call by telephone."
        )

    def waiting(self, seconds: float) -> str:
        return self.tr("The console is starting or closing; trying again for {seconds} s …").format(
            seconds=round(seconds)
        )

    def noted(self, number: int, unknown: Sequence[str]) -> str:
        stored = self.tr("Entry no. {number} is stored.").format(number=number)
        if not unknown:
            return stored
        words = self.tr("Nothing is called so, kept as words: {words}").format(words=" ".join(unknown))
        return f"{stored}\n{words}"

    def exported(self, count: int, file: str) -> str:
        return self.tr("Entries written to {file}: {count}.").format(count=count, file=file)

    def not_journaled(self, error: DutyRoomError) -> str:
        return self.tr("The log could not be told of this export: {why}").format(
            why=ErrorWords().explain(error).text
        )

    def handed_out(self, made: Mapping[str, Any]) -> str:
        return self.tr(
            "Entries exported to {folder}: {count}.\nFingerprint of the key, for whoever receives it: {fingerprint}"
        ).format(count=made["entries"], folder=made["folder"], fingerprint=made["fingerprint"])

    def export_checked(self, finding: ExportFinding) -> str:
        if finding.ok:
            return self.tr(
                "This is what was exported, as the log of {site} held it on {time}; entries: {count}.\n"
                "Exported by {name}: {reason}\nHead of the log at that time: no. {head}, {hash}\n"
                "Fingerprint of the key, to be compared with what the site says: {fingerprint}"
            ).format(
                count=finding.entries,
                site=finding.site,
                time=finding.exported_at,
                name=finding.exported_by or self.tr("nobody signed in"),
                reason=finding.why,
                head=finding.head,
                hash=finding.head_hash,
                fingerprint=finding.fingerprint,
            )
        words = self.tr("This is not what was exported. {file}: {reason}.").format(
            file=finding.file, reason=self._bundle_faults().get(finding.reason, finding.reason)
        )
        return "\n".join(part for part in (words, *self._where(finding)) if part)

    def file_checked(self, finding: FileFinding) -> str:
        """Of a file that left by itself."""
        values = {
            "file": finding.file,
            "number": finding.entry,
            "time": finding.exported_at,
            "name": finding.exported_by or self.tr("the keeper of this computer"),
        }
        if finding.ok:
            said = self.tr("{file} is as it was exported on {time} by {name} (entry no. {number}).")
        elif finding.entry:
            said = self.tr(
                "{file} is not what was exported under that name on {time} by {name} (entry no. {number}): its content was changed."
            )
        else:
            said = self.tr("The log knows of no export with the name or the content of {file}.")
        return said.format(**values)

    def _where(self, finding: ExportFinding) -> Iterator[str]:
        if finding.entry:
            yield self.tr("Entry no. {number} is no longer as it was.").format(number=finding.entry)
        change = finding.change
        if change is not None and change.was >= 0:
            yield self.tr("Byte {place} (counted from 0) was {was} and is {now}.").format(
                place=change.since, was=f"0x{change.was:02x}", now=f"0x{change.now:02x}"
            )
        elif change is not None:
            yield self.tr("The first change is in bytes {since} to {until} (counted from 0).").format(
                since=change.since, until=change.until
            )

    def printed(self, count: int, folder: str) -> str:
        return self.tr("Sheets written to {folder}: {count}.").format(count=count, folder=folder)

    def site_exported(self, file: str) -> str:
        return self.tr("The site is written to {file}; passwords and tokens are not in it.").format(file=file)

    def site_imported(self, added: int, changed: int, removed: int) -> str:
        return self.tr("Site taken over: {added} added, {changed} changed, {removed} removed.").format(
            added=added, changed=changed, removed=removed
        )

    def verified(self, result: Verification) -> str:
        if result.ok:
            return self.tr("All entries are as they were written: {count}. Last hash: {head}").format(
                count=result.entries, head=result.head
            )
        reasons = {
            "hash_differs": self.tr("its content is not what was written"),
            "link_broken": self.tr("it does not follow the entry before it"),
            "tail_missing": self.tr("from there on entries are missing or were replaced"),
            "number_missing": self.tr("an entry before it is missing"),
            "media_missing": self.tr("a picture of it is missing"),
            "media_differs": self.tr("a picture of it was changed"),
        }
        return self.tr("The log was changed: entry no. {number} is the first bad one; {reason}.").format(
            number=result.first_bad, reason=reasons.get(result.reason, result.reason)
        )

    def bundle_verified(self, finding: Finding) -> str:
        if finding.ok:
            return self.tr(
                "The bundle is whole, all as it was signed; files: {count}.\n"
                "{site}, exported {time} by {name}: {reason}\n"
                "Fingerprint of the key, to be compared with what the site says: {fingerprint}"
            ).format(
                count=finding.files,
                site=finding.site,
                time=finding.exported_at,
                name=finding.exported_by or self.tr("nobody signed in"),
                reason=finding.why,
                fingerprint=finding.fingerprint,
            )
        return self.tr("This is not what was exported. {file}: {reason}.").format(
            file=finding.file, reason=self._bundle_faults().get(finding.reason, finding.reason)
        )

    def _bundle_faults(self) -> dict[str, str]:
        return {
            "entry_changed": self.tr("an entry does not fit the chain of the log"),
            "attachment_not_named": self.tr("no entry of the log names it by this content"),
            "manifest_missing": self.tr("there is no list of files, so this is no evidence bundle"),
            "manifest_unreadable": self.tr("it is no list of files that a console writes"),
            "signature_missing": self.tr("the signature is missing"),
            "signature_wrong": self.tr("it was changed after it was signed, or somebody else has signed it"),
            "key_differs": self.tr("it was signed with another key than the one named"),
            "path_outside": self.tr("it lies outside the bundle"),
            "file_missing": self.tr("the file is missing"),
            "file_changed": self.tr("the file was changed"),
            "file_extra": self.tr("the file does not belong to the bundle"),
            "file_unreadable": self.tr("the file cannot be read"),
            "file_not_in_log": self.tr("the log entry that should know it does not"),
            "chain_broken": self.tr("the chain of the log has a gap or does not fit the entries"),
            "journal_changed": self.tr("the log entries in it are not those of the log"),
        }

    def status(self, live: int, cameras: int, running: int, waiting: int, failed: int) -> str:
        return self.tr(
            "Cameras live: {live} of {cameras}. Running incidents: {running}. "
            "Messages waiting: {waiting}, failed: {failed}."
        ).format(live=live, cameras=cameras, running=running, waiting=waiting, failed=failed)
