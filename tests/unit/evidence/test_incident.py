"""The bundle of an incident: everything that is known, proved to somebody who has nothing but the folder."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.core.secrets import FileSecrets
from app.evidence.bundle import Bundle, hash_of
from app.evidence.incident import IncidentEvidence
from app.evidence.signing import SiteKey
from app.evidence.verify import check_bundle
from app.model.incident import Incident
from app.model.journal import Draft
from app.model.line import Attachment, packed
from app.model.recording import Segment
from tests.unit.evidence.conftest import EvidenceRoom

PARTS = (
    "README.txt", "chain.txt", "clips/gate-20261123-140000.mp4", "incident.json", "journal.jsonl", "manifest.json",
    "manifest.sig", "messages.jsonl", "reports/initial-v1.pdf", "reports/review.pdf",
)  # fmt: skip
JPEG = b"\xff\xd8 made up for this test"


@dataclass
class Case:
    evidence: EvidenceRoom
    incident: Incident
    service: IncidentEvidence

    @classmethod
    def make(cls, folder: Path) -> "Case":
        """Ten seconds of one camera, a picture, a note, a report; one unrelated entry meanwhile, more afterwards."""
        made = EvidenceRoom.make(folder)
        room = made.room
        room.journal.add("before").result()
        room.clock.advance(minutes=10)
        room.clock.step_wall(seconds=-600)
        incident = room.incidents.press(kind="fire", place_id="lpg").result()
        for number in range(2):
            begun = incident.opened_at + timedelta(seconds=5 * number)
            kept = replace(made.recordings.draw("gate", begun), keep_id=incident.id)
            room.database.write(lambda tx, kept=kept: tx.recordings.add(kept)).result()
        picture = Draft(
            "picture_kept", camera_id="gate", incident_id=incident.id, media=(room.media.keep(JPEG, ".jpg"),)
        )
        room.database.write(lambda tx: tx.journal.append(picture)).result()
        room.clock.advance(minutes=1)
        room.journal.add("二楼有烟").result()
        draft = room.reports.begin(incident.id, "initial")
        more = {"casualties": "无", "measures": "119", "on_scene": "陈", "on_scene_phone": "1"}
        room.reports.send(replace(draft, content={**draft.content, **more}, people=("zhao",))).result()
        room.clock.advance(minutes=5)
        room.incidents.stand_down(incident.id, "灭了").result()
        room.clock.advance(minutes=90)
        room.journal.add("the next day").result()
        room.reviews.decide(incident.id, "换电池", "chen", "2026-12-01").result()
        room.journal.add("after it").result()
        service = IncidentEvidence(
            room.database,
            room.media,
            made.recordings,
            SiteKey(FileSecrets(folder / "secrets.json")),
            room.clock,
            room.access.actor,
            room.access.refuse_stranger,
        )
        closed = room.incidents.get(incident.id)
        assert closed is not None
        return cls(made, closed, service)

    def export(self, reason: str = "消防大队调取") -> Bundle:
        return self.service.export(self.incident.id, reason, self.evidence.target, {"review": b"%PDF review"})


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    case = Case.make(tmp_path_factory.mktemp("incident"))
    bundle = case.export()
    case.evidence.room.close()
    return bundle


@pytest.fixture
def copy(made_once: Bundle, tmp_path: Path) -> Path:
    """To be tampered with."""
    return Path(shutil.copytree(made_once.folder, tmp_path / "handed-over"))


@pytest.fixture
def case(tmp_path: Path) -> Any:
    made = Case.make(tmp_path)
    yield made
    made.evidence.room.close()


def manifest_of(folder: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return said


def lines_of(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def test_everything_that_is_known_lies_in_it(made_once: Bundle) -> None:
    folder = made_once.folder
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pictures = [name for name in files if name.startswith("pictures/")]
    assert [name for name in files if name not in pictures] == list(PARTS)
    assert [(folder / name).read_bytes() for name in pictures] == [JPEG]
    assert folder.name == "incident-20261123-140000"
    record = json.loads((folder / "incident.json").read_text(encoding="utf-8"))
    assert record["incident"]["close_reason"] == "灭了"
    assert record["plan"]["name"]["zh"] == "火警"
    assert record["reports"][0]["content"]["casualties"] == "无"
    assert record["measures"][0]["text"] == "换电池"
    assert {message["person_id"] for message in lines_of(folder, "messages.jsonl")} >= {"zhou", "zhao"}
    assert check_bundle(folder, made_once.fingerprint).ok


def test_the_log_of_its_time_is_without_a_gap_and_what_came_later_is_there_too(made_once: Bundle) -> None:
    entries = lines_of(made_once.folder, "journal.jsonl")
    texts = [entry["text"] for entry in entries]
    assert "二楼有烟" in texts, "written meanwhile"
    assert "换电池" in texts, "its own, afterwards"
    assert "the next day" not in texts
    assert "after it" not in texts
    numbers = [entry["number"] for entry in entries]
    during = [entry["number"] for entry in entries if entry["text"] != "换电池"]
    assert during == list(range(numbers[0], numbers[0] + len(during)))
    chain = [line.split(" ") for line in (made_once.folder / "chain.txt").read_text().splitlines()]
    head = manifest_of(made_once.folder)["journal"]["head"]
    assert [int(chain[0][0]), int(chain[-1][0]), chain[-1][1]] == [numbers[0], head["number"], head["hash"]]


@pytest.mark.parametrize("name", [*PARTS, "pictures"])
def test_one_byte_changed_anywhere_is_found_and_named(copy: Path, name: str) -> None:
    path = copy / name if name != "pictures" else next((copy / "pictures").iterdir())
    whole = path.read_bytes()
    named = path.relative_to(copy).as_posix()
    for place in {0, len(whole) // 2, len(whole) - 1}:
        for bit in (1, 0x20):
            changed = bytearray(whole)
            changed[place] ^= bit
            path.write_bytes(changed)
            finding = check_bundle(copy)
            assert not finding.ok, (place, bit)
            assert finding.file in (named, "manifest.json"), (place, bit)
    path.write_bytes(whole)
    assert check_bundle(copy).ok


@pytest.mark.parametrize("name", PARTS)
def test_a_file_that_is_missing_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert check_bundle(copy).file == name


def resign(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Everything made anew by somebody who has even the key."""
    key = SiteKey(FileSecrets(folder.parent / "forger.json"))
    said = manifest_of(folder)
    said["public_key"] = key.public()
    for each in said["files"]:
        each.update(bytes=(folder / each["path"]).stat().st_size, sha256=hash_of(folder / each["path"]))
    change(said)
    (folder / "manifest.json").write_text(json.dumps(said))
    (folder / "manifest.sig").write_text(key.sign((folder / "manifest.json").read_bytes()))


def drop_a_line(folder: Path, name: str, place: int) -> None:
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    del lines[place]
    path.write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize("place", [0, 2, -1])
def test_a_chain_with_a_gap_is_found_even_when_signed(copy: Path, place: int) -> None:
    drop_a_line(copy, "chain.txt", place)
    resign(copy, lambda said: None)
    assert (check_bundle(copy).reason, check_bundle(copy).file) == ("chain_broken", "chain.txt")


def test_an_entry_left_out_is_found_even_when_signed(copy: Path) -> None:
    drop_a_line(copy, "journal.jsonl", 2)
    resign(copy, lambda said: said["journal"]["entries"].pop(2))
    assert check_bundle(copy).ok is True, "nobody claims that the extract is all of the log"
    drop_a_line(copy, "chain.txt", 2)
    resign(copy, lambda said: None)
    assert check_bundle(copy).reason == "chain_broken", "but where it stood nothing else can stand"


def test_another_picture_in_the_place_of_one_that_the_log_knows_is_found_even_when_signed(copy: Path) -> None:
    path = next((copy / "pictures").iterdir())
    path.write_bytes(JPEG + b"!")
    resign(copy, lambda said: None)
    finding = check_bundle(copy)
    assert (finding.reason, finding.file) == ("file_not_in_log", path.relative_to(copy).as_posix())


def test_another_report_in_the_place_of_the_one_sent_is_found_even_when_signed(copy: Path) -> None:
    (copy / "reports/initial-v1.pdf").write_bytes(b"%PDF nobody was hurt")
    resign(copy, lambda said: None)
    assert check_bundle(copy).file == "reports/initial-v1.pdf"


def test_the_export_is_in_the_log_of_the_incident_and_its_clips_stay(case: Case) -> None:
    bundle = case.export()
    entry = case.evidence.room.journal.latest(1)[0]
    assert (entry.draft.kind, entry.draft.incident_id) == ("evidence_exported", case.incident.id)
    assert entry.draft.data["manifest"] == hash_of(bundle.folder / "manifest.json")
    assert case.evidence.recordings.protected == ["s0", "s1"]
    assert case.export().folder.name == "incident-20261123-140000-2"


def test_a_correction_comes_along_however_late_it_was_made(case: Case) -> None:
    room = case.evidence.room
    began, ended = case.incident.opened_at, case.incident.closed_at
    assert ended is not None
    meanwhile = next(
        entry.number
        for entry in room.journal.latest(200)
        if not entry.draft.incident_id and began <= entry.at <= ended
    )
    first = room.journal.amend(meanwhile, "the bin, not the house", "looked again").result()
    room.clock.advance(minutes=600)
    second = room.journal.amend(first.number, "the bin behind the house", "mistyped").result()
    bundle = case.export()
    numbers = [entry["number"] for entry in lines_of(bundle.folder, "journal.jsonl")]
    assert {first.number, second.number} <= set(numbers)
    assert numbers == sorted(numbers)
    assert check_bundle(bundle.folder).ok


def test_what_is_stopped_or_refused_leaves_nothing(case: Case) -> None:
    class Stop(Exception):
        pass

    def stop(percent: int) -> None:
        if percent > 90:
            raise Stop

    with pytest.raises(Stop):
        case.service.export(case.incident.id, "x", case.evidence.target, {}, stop)
    with pytest.raises(InvalidInput):
        case.export(" ")
    case.evidence.room.access.set_pin("zhou", "1234").result()
    with pytest.raises(NotAllowed):
        case.export()
    assert list(case.evidence.target.iterdir()) == []


def test_an_incident_without_recordings_has_a_bundle_too(case: Case) -> None:
    room = case.evidence.room
    incident = room.incidents.press(kind="fire").result()
    bundle = case.service.export(incident.id, "x", case.evidence.target)
    assert (bundle.clips, bundle.pictures) == (0, 0)
    assert check_bundle(bundle.folder).ok


def test_photos_from_phones_are_in_it_as_they_came(case: Case) -> None:
    room, content = case.evidence.room, b"\x89PNG made up for this test"
    photo = Draft("photo_received", incident_id=case.incident.id, media=(room.media.keep(content, ".png"),))
    room.database.write(lambda tx: tx.journal.append(photo)).result()
    bundle = case.export()
    (kept,) = (bundle.folder / "pictures").glob("*.png")
    assert kept.read_bytes() == content
    assert check_bundle(bundle.folder).ok


def test_what_hangs_on_entries_of_the_incident_is_in_it(case: Case) -> None:
    room = case.evidence.room
    voice = room.media.keep(b"RIFF made up", ".wav")
    picture = room.media.keep(b"\xff\xd8\xff made up", ".jpg")
    at = case.incident.opened_at
    files = (
        Attachment(voice, "voice", ".wav", 12, seconds=1.0),
        Attachment(picture, "picture", ".jpg", 12, "gate", at),
    )
    data = {"files": packed(files)}
    note = Draft("note", "see", data=data, incident_id=case.incident.id, media=(voice, picture))
    room.database.write(lambda tx: tx.journal.append(note)).result()
    bundle = case.export()
    assert (bundle.folder / f"attachments/{voice}.wav").read_bytes() == b"RIFF made up"
    listed = {
        file["path"]: file for file in json.loads((bundle.folder / "manifest.json").read_text())["files"]
    }
    assert listed[f"attachments/{voice}.wav"]["kind"] == "attachment"
    assert listed[f"pictures/{picture}.jpg"]["camera_id"] == "gate"
    assert check_bundle(bundle.folder).ok
    (bundle.folder / f"attachments/{voice}.wav").write_bytes(b"RIFF other up")
    assert not check_bundle(bundle.folder).ok


def test_a_report_whose_paper_has_gone_is_left_out(case: Case) -> None:
    room = case.evidence.room
    (report,) = room.reports.of_incident(case.incident.id)
    room.media.path(report.paper, ".pdf").unlink()
    bundle = case.export()
    assert not (bundle.folder / "reports/initial-v1.pdf").exists()
    assert check_bundle(bundle.folder).ok


def test_clips_of_an_incident_that_still_runs_are_made_whole_first(case: Case) -> None:
    room, recordings = case.evidence.room, case.evidence.recordings
    running = room.incidents.press().result()
    recordings.written = {"gate"}
    begin = room.clock.now()
    recordings.claim("gate", begin - timedelta(seconds=30), 30.0)
    room.clock.advance(seconds=5)
    drawn = []

    def finish(camera_id: str) -> None:
        drawn.append(recordings.claim(camera_id, begin, 5.0))

    recordings.finish = finish
    case.service.export(running.id, "x", case.evidence.target)
    assert [each.camera_id for each in drawn] == ["gate"]


def test_segments_are_told_by_their_clip(case: Case) -> None:
    """Another incident's files of the same camera are not in it."""
    other = Segment(
        "o", "gate", "nowhere.mp4", case.incident.opened_at, case.incident.opened_at, 1, keep_id="other"
    )
    case.evidence.room.database.write(lambda tx: tx.recordings.add(other)).result()
    assert case.export().clips == 1
