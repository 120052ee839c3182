"""What an export writes, what it logs, and that it leaves nothing when it does not end well."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import av
import pytest

from app.core.errors import DutyRoomError, InvalidInput, NotAllowed, NotFound
from app.core.secrets import FileSecrets
from app.evidence.bundle import Bundle, hash_of
from app.evidence.rules import ExportWish
from app.evidence.signing import SiteKey
from app.evidence.verify import check_bundle
from tests.unit.evidence.conftest import EvidenceRoom


def manifest_of(bundle: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    return said


def pictures_in(clip: Path) -> tuple[int, bool]:
    """How many pictures decode, and whether the first is a key frame."""
    with av.open(str(clip)) as container:
        frames = list(container.decode(video=0))
    return len(frames), bool(frames[0].key_frame)


def test_a_bundle_holds_what_was_asked_for(exported_once: Bundle) -> None:
    said = manifest_of(exported_once.folder)
    clips = {each["camera_id"]: each for each in said["files"] if each["kind"] == "clip"}
    assert set(clips) == {"gate", "garage"}
    # Cut on the key frame before second 2.5, up to second 18: joined from four files, nothing encoded anew.
    assert clips["gate"]["since"]["utc"] == "2026-11-23T06:00:02.000Z"
    assert clips["gate"]["since"]["local"] == "2026-11-23T14:00:02.000+08:00"
    assert pictures_in(exported_once.folder / clips["gate"]["path"]) == (16 * 12, True)
    assert pictures_in(exported_once.folder / clips["garage"]["path"]) == (5 * 12, True)
    pictures = [each for each in said["files"] if each["kind"] == "picture"]
    assert {(each["camera_id"], each.get("entry", 0) > 0) for each in pictures} == {
        ("gate", True), ("gate", False), ("garage", False),
    }  # fmt: skip
    assert said["reason"].startswith("派出所调取")
    assert [each["name"]["en"] for each in said["cameras"]] == ["East gate", "Garage"]
    assert all(hash_of(exported_once.folder / each["path"]) == each["sha256"] for each in said["files"])


def test_the_manifest_owns_up_to_time_without_pictures(exported_once: Bundle) -> None:
    missing = manifest_of(exported_once.folder)["missing"]
    assert [(each["camera_id"], each["reason"]) for each in missing] == [("garage", "not_recorded")] * 2
    assert [each["since"]["utc"][17:19] for each in missing] == ["02", "15"]


def test_the_log_of_that_time_lies_in_the_bundle(exported_once: Bundle) -> None:
    lines = (exported_once.folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert "东门有人翻墙" in [entry["text"] for entry in entries]
    head = manifest_of(exported_once.folder)["journal"]["head"]
    assert head["number"] >= entries[-1]["number"]


def test_the_export_is_logged_with_the_manifests_hash(evidence: EvidenceRoom) -> None:
    percents = list[int]()
    bundle = evidence.service.export(evidence.record(), evidence.target, percents.append)
    entry = evidence.room.journal.latest(1)[0]
    assert entry.draft.kind == "evidence_exported"
    assert entry.draft.data["manifest"] == hash_of(bundle.folder / "manifest.json")
    assert entry.draft.data["cameras"] == "gate garage"
    assert evidence.recordings.protected == [segment.id for segment in evidence.recordings.held]
    assert (percents[0], percents[-1]) == (0, 100)
    assert percents == sorted(percents)
    assert check_bundle(bundle.folder, evidence.service.key.fingerprint()).ok


def test_the_key_is_made_once_and_kept_in_the_secret_store(evidence: EvidenceRoom, tmp_path: Path) -> None:
    first = evidence.service.key.fingerprint()
    secrets = FileSecrets(tmp_path / "secrets.json")
    assert SiteKey(secrets).fingerprint() == first
    private = secrets.get("site:signing")
    assert private is not None
    assert private.encode() not in (tmp_path / "dutyroom.sqlite").read_bytes()


def test_a_stopped_export_leaves_nothing(evidence: EvidenceRoom) -> None:
    wish = evidence.record()
    before = evidence.room.kinds()

    class Stopped(DutyRoomError):
        code = "stopped"

    def stop(percent: int) -> None:
        if percent > 20:
            raise Stopped

    with pytest.raises(Stopped):
        evidence.service.export(wish, evidence.target, stop)
    assert list(evidence.target.iterdir()) == []
    assert evidence.room.kinds() == before
    assert evidence.recordings.protected == []


def test_an_unreadable_file_is_named_and_the_rest_goes_out(evidence: EvidenceRoom) -> None:
    wish = evidence.record()
    damaged = evidence.recordings.held[1]
    evidence.recordings.path_of(damaged).write_bytes(b"lost")
    bundle = evidence.service.export(wish, evidence.target)
    assert [(each.camera_id, each.reason) for each in bundle.missing if each.reason == "unreadable"] == [
        ("gate", "unreadable")
    ]
    assert check_bundle(bundle.folder).ok


def test_two_exports_in_one_second_do_not_meet(evidence: EvidenceRoom) -> None:
    wish = evidence.record()
    names = {evidence.service.export(wish, evidence.target).folder.name for _ in range(2)}
    assert len(names) == 2


def test_what_cannot_be_exported_is_refused(evidence: EvidenceRoom) -> None:
    wish = evidence.record()
    later = wish.since + timedelta(days=3)

    def refusal(**changes: Any) -> str:
        values = {"camera_ids": wish.camera_ids, "since": wish.since, "until": wish.until, "reason": "x"}
        with pytest.raises(InvalidInput) as error:
            evidence.service.export(ExportWish(**{**values, **changes}), evidence.target)
        return error.value.values["reason"]

    assert refusal(reason="  ") == "reason_empty"
    assert refusal(camera_ids=()) == "no_cameras"
    assert refusal(until=wish.since) == "bad_period"
    assert refusal(until=later) == "period_too_long"
    assert refusal(since=later, until=later + timedelta(seconds=1)) == "bad_period"
    assert list(evidence.target.iterdir()) == []


def test_time_without_any_recording_is_said(evidence: EvidenceRoom) -> None:
    wish = evidence.record()
    early: datetime = wish.since - timedelta(hours=2)
    with pytest.raises(NotFound) as error:
        evidence.service.export(
            ExportWish(wish.camera_ids, early, early + timedelta(seconds=5), "x"), evidence.target
        )
    assert error.value.code == "nothing_recorded"
    assert list(evidence.target.iterdir()) == []


def test_a_stranger_takes_nothing_out(evidence: EvidenceRoom) -> None:
    wish = evidence.record()
    evidence.room.access.set_pin("zhou", "2468").result()
    with pytest.raises(NotAllowed):
        evidence.service.export(wish, evidence.target)
    evidence.room.access.sign_in("zhou", "2468").result()
    bundle = evidence.service.export(wish, evidence.target)
    assert manifest_of(bundle.folder)["exported_by"] == {"id": "zhou", "name": "周敏"}
