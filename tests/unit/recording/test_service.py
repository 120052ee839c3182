"""The recording service on a real database and folder, its wall moved by the test."""

import time
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta

import pytest

from app.cameras.console.status import CameraStatus
from app.cameras.host.recording.segment_file import Place, SegmentFile
from app.cameras.protocol import MotionSeen, RecordingFault
from app.cameras.segment_names import MARKER
from app.core.errors import InvalidInput, NotFound, StorageUnavailable
from app.model.recording import Retention
from app.model.site import CameraOptions
from app.recording.service import FINISHED_EVERY_S
from tests.fakes.services import live
from tests.unit.cameras.recording.streams import coded, transport_stream
from tests.unit.recording.recording_room import RecordingRoom


def test_a_schedule_begins_and_ends_recording(room: RecordingRoom) -> None:
    # 06:00 UTC is 14:00 in Shanghai.
    room.set_options("c0", CameraOptions(record="always", record_from="14:00", record_to="14:01"))
    room.tick()
    assert room.wall.recorded == {"c0"}
    assert room.recording.recorded_now() == {"c0"}
    room.tick(60)
    assert room.wall.recorded == set()


def test_the_file_being_written_is_made_whole_for_whoever_wants_to_see_it(room: RecordingRoom) -> None:
    for camera_id in ("c0", "c1", "c2"):
        room.set_options(camera_id, CameraOptions(record="always"))
    room.tick()
    room.wall.states = [CameraStatus("c1", "lost", "refused", 0.0, 9.0, 0, 0, 0)]
    room.recording.hear(RecordingFault("c2", "disk_full"))
    room.recording.keep("c3")
    assert room.recording.unfinished() == {"c0", "c3"}
    for _ in range(3):
        room.recording.finish("c0")
    assert room.wall.ended == ["c0"]
    room.clock.advance(seconds=FINISHED_EVERY_S)
    room.recording.finish("c0")
    assert room.wall.ended == ["c0", "c0"]


def test_motion_records_and_a_while_longer(room: RecordingRoom) -> None:
    room.set_options("c0", CameraOptions(record="motion"))
    room.tick()
    assert room.wall.recorded == set()
    room.recording.hear(MotionSeen("c0", began=True, at=room.clock.monotonic()))
    room.tick()
    assert room.wall.recorded == {"c0"}
    room.recording.hear(MotionSeen("c0", began=False, at=room.clock.monotonic()))
    room.tick(9)
    assert room.wall.recorded == {"c0"}
    room.tick(2)
    assert room.wall.recorded == set()


def test_motion_ends_with_the_host_that_saw_it(room: RecordingRoom) -> None:
    room.set_options("c0", CameraOptions(record="motion"))
    room.recording.hear(MotionSeen("c0", began=True, at=room.clock.monotonic()))
    room.tick()
    room.wall.states[0] = live("c0", state="lost", cause="host_down")
    room.tick()
    assert room.wall.recorded == set()


def test_an_incident_keeps_all_cameras_its_place_first_until_it_closes(room: RecordingRoom) -> None:
    room.site.save_camera(replace(room.site.cameras()[2], place_id="lpg")).result()
    incident = room.incidents.press(place_id="lpg").result()
    room.tick()
    assert room.wall.kept == [("c2", incident.id), ("c0", incident.id), ("c1", incident.id)]
    assert room.kinds().count("keep_begun") == 1
    assert room.recording.kept_now() == {}
    room.tick()
    room.incidents.stand_down(incident.id).result()
    room.tick()
    assert room.wall.kept == []
    assert room.kinds().count("keep_begun") == room.kinds().count("keep_ended") == 1


def test_clips_are_evidence_but_not_those_of_drills(room: RecordingRoom) -> None:
    real = room.incidents.press().result()
    room.clock.advance(seconds=10)
    drill = room.incidents.press(drill=True).result()
    for minute, keep_id in enumerate(("", real.id, drill.id, "by-hand")):
        room.tell(room.lay("c0", room.clock.now() + timedelta(minutes=minute), keep_id=keep_id))
    assert [segment.protected for segment in room.segments()] == [False, True, False, True]


def test_a_clip_is_kept_by_hand_and_ends_by_itself_when_forgotten(room: RecordingRoom) -> None:
    keep_id = room.recording.keep("c1")
    assert room.wall.kept == [("c1", keep_id)]
    assert room.recording.kept_now() == {"c1": keep_id}
    assert room.recording.recorded_now() == {"c1"}
    room.tick(3601)
    assert room.wall.kept == []
    room.recording.end_keep("c1", keep_id)
    room.settle()
    assert room.kinds().count("keep_ended") == 1


def test_a_finished_file_is_indexed_and_hashed(room: RecordingRoom) -> None:
    room.tell(room.lay("c0", room.clock.now()))
    room.tick()
    (segment,) = room.segments()
    assert len(segment.sha256) == 64
    assert room.recording.path_of(segment).is_file()
    assert room.recording.days_with_recordings("c0") == ["2026-11-23"]
    assert room.recording.days_with_recordings("c1") == []


def test_a_lost_index_is_rebuilt_from_the_files(room: RecordingRoom) -> None:
    plain, clip = room.lay("c0", room.clock.now()), room.lay("c1", room.clock.now(), keep_id="k1")
    for name in (plain, clip):
        room.tell(name)
    room.recording.protect([plain.id], "asked for").result()
    before = room.segments(), room.segments("c1")
    room.database.write(lambda tx: tx.recordings._database.execute("DELETE FROM segment")).result()
    room.reopen()
    room.tick()
    room.tick()
    after = room.segments(), room.segments("c1")
    assert [replace(each, sha256="") for part in before for each in part] == [
        replace(each, sha256="") for part in after for each in part
    ]
    assert all(segment.protected for part in after for segment in part)
    assert "recordings_found" in room.kinds()


def test_clips_of_drills_do_not_become_evidence_with_a_rebuilt_index(room: RecordingRoom) -> None:
    drill = room.incidents.press(drill=True).result()
    names = [room.lay("c0", room.clock.now() + n * timedelta(minutes=2), keep_id=drill.id) for n in range(2)]
    for name in names:
        room.tell(name)
    # What was handed over is evidence, whatever it was made for.
    room.recording.protect([names[1].id], "asked for").result()
    room.database.write(lambda tx: tx.recordings._database.execute("DELETE FROM segment")).result()
    room.reopen()
    room.tick()
    room.tick()
    assert [segment.protected for segment in room.segments()] == [False, True]


def test_a_lost_index_does_not_have_an_empty_folder_taken_for_the_disk(room: RecordingRoom) -> None:
    room.tell(room.lay("c0", room.clock.now()))
    room.tick(61)
    away = room.recording.folder.rename(room.folder / "unplugged")
    room.recording.folder.mkdir()
    room.database.write(lambda tx: tx.recordings._database.execute("DELETE FROM segment")).result()
    room.reopen()
    room.tick()
    assert room.recording.faults() == {"": "disk_gone"}
    assert not (room.recording.folder / MARKER).exists()
    room.recording.folder.rmdir()
    away.rename(room.recording.folder)
    room.tick()
    room.tick()
    assert room.recording.faults() == {}
    assert len(room.segments()) == 1


def test_before_the_first_recording_any_disk_will_do(room: RecordingRoom) -> None:
    room.tick(61)
    (room.recording.folder / MARKER).unlink()
    room.reopen()
    room.tick()
    assert room.recording.faults() == {}


def test_a_disk_that_goes_before_its_first_file_is_whole_is_missing_all_the_same(room: RecordingRoom) -> None:
    room.set_options("c0", CameraOptions(record="always"))
    room.tick()
    away = room.recording.folder.rename(room.folder / "unplugged")
    room.recording.folder.mkdir()
    room.tick()
    assert room.recording.faults() == {"": "disk_gone"}
    assert not (room.recording.folder / MARKER).exists()
    room.recording.folder.rmdir()
    away.rename(room.recording.folder)
    room.tick()
    assert room.recording.faults() == {}


def test_a_file_that_has_gone_is_marked_and_told(room: RecordingRoom) -> None:
    name = room.lay("c0", room.clock.now())
    room.tell(name)
    (room.recording.folder / name.path).unlink()
    room.reopen()
    room.tick()
    assert room.segments() == []
    assert room.recording.standing().missing == 1
    assert room.kinds().count("recordings_missing") == 1
    room.lay("c0", name.started_at)
    room.reopen()
    room.tick()
    assert len(room.segments()) == 1


def test_what_is_too_old_goes_and_evidence_stays(room: RecordingRoom) -> None:
    old = room.clock.now() - timedelta(days=40)
    gone, kept = room.lay("c0", old), room.lay("c0", old, keep_id="k1")
    stays = room.lay("c0", room.clock.now())
    for name in (gone, kept, stays):
        room.tell(name)
    room.tick(61)
    assert {segment.id for segment in room.segments()} == {kept.id, stays.id}
    assert not (room.recording.folder / gone.path).exists()
    assert (room.recording.folder / kept.path).exists()
    assert room.recording.usage() == 2000


def test_retention_is_changed_and_journaled(room: RecordingRoom) -> None:
    room.recording.save_retention(Retention(days=7, gigabytes=500)).result()
    assert room.recording.retention() == Retention(7, 500)
    assert room.kinds()[-1] == "recording_settings"
    with pytest.raises(InvalidInput):
        room.recording.save_retention(Retention(days=0))


def test_protecting_what_is_not_there_is_refused(room: RecordingRoom) -> None:
    with pytest.raises(NotFound):
        room.recording.protect(["nothing"], "x").result()


def test_a_full_disk_is_one_entry_for_all_cameras_and_one_when_it_is_over(room: RecordingRoom) -> None:
    for camera_id in ("c0", "c1"):
        room.set_options(camera_id, CameraOptions(record="always"))
    room.tick()
    for camera_id in ("c0", "c1"):
        room.recording.hear(RecordingFault(camera_id, "disk_full"))
    room.settle()
    assert room.recording.faults() == {"c0": "disk_full", "c1": "disk_full"}
    assert room.kinds().count("recording_fault") == 1
    for camera_id in ("c0", "c1"):
        room.recording.hear(RecordingFault(camera_id, ""))
    room.settle()
    assert room.recording.faults() == {}
    assert room.kinds().count("recording_restored") == 1


def test_a_clip_that_is_written_says_nothing_of_the_recording_beside_it(room: RecordingRoom) -> None:
    room.set_options("c0", CameraOptions(record="always"))
    clip = room.recording.keep("c0")
    room.tick()
    room.recording.hear(RecordingFault("c0", "write_failed"))
    room.recording.hear(RecordingFault("c0", "", clip))
    assert room.recording.faults() == {"c0": "write_failed"}
    room.recording.hear(RecordingFault("c0", ""))
    assert room.recording.faults() == {}


def test_a_fault_of_a_clip_ends_with_it_though_its_host_has_died(room: RecordingRoom) -> None:
    clip = room.recording.keep("c0")
    room.tick()
    room.recording.hear(RecordingFault("c0", "disk_full", clip))
    room.set_options("c0", CameraOptions(record="always"))
    room.tick()
    assert room.recording.faults() == {"c0": "disk_full"}
    room.recording.end_keep("c0", clip)
    room.tick()
    assert room.recording.faults() == {}
    assert room.kinds().count("recording_restored") == 1


def test_a_disk_that_is_not_there_is_told_and_its_index_kept(room: RecordingRoom) -> None:
    room.tell(room.lay("c0", room.clock.now()))
    away = room.recording.folder.rename(room.folder / "unplugged")
    room.recording.folder.mkdir()
    room.tick()
    assert room.recording.faults() == {"": "disk_gone"}
    assert len(room.segments()) == 1
    assert not (room.recording.folder / MARKER).exists()
    room.recording.folder.rmdir()
    away.rename(room.recording.folder)
    room.tick()
    assert room.recording.faults() == {}
    assert room.kinds()[-2:] == ["recording_fault", "recording_restored"]


def test_another_disk_is_used_when_somebody_says_so(room: RecordingRoom) -> None:
    room.tell(room.lay("c0", room.clock.now()))
    room.recording.folder.rename(room.folder / "unplugged")
    room.tick()
    assert room.recording.faults() == {"": "disk_gone"}
    room.recording.adopt_folder().result()
    room.tick(61)
    assert room.recording.faults() == {}
    assert room.recording.standing().missing == 1


def test_a_look_back_leaves_no_evidence_and_no_entry(room: RecordingRoom) -> None:
    keep_id = room.recording.recall("c1")
    assert room.recording.kept_now() == {}
    room.recording.end_keep("c1", keep_id)
    room.tell(room.lay("c1", room.clock.now(), keep_id=keep_id))
    (segment,) = room.segments("c1")
    assert not segment.protected
    assert room.wall.kept == []
    assert not {"keep_begun", "keep_ended"} & set(room.kinds())


def test_a_file_that_could_not_be_entered_is_found_a_minute_later(room: RecordingRoom) -> None:
    name = room.lay("c0", room.clock.now())
    failed: Future[None] = Future()
    failed.set_exception(StorageUnavailable("disk_full"))
    room.recording._writes.see(failed)
    room.tick(61)
    room.tick()
    assert [segment.id for segment in room.segments()] == [name.id]


def test_an_unknown_time_zone_stops_no_recording(room: RecordingRoom) -> None:
    site = replace(room.site.site(), timezone="Nowhere/Land")
    room.database.write(lambda transaction: transaction.site.save_site(site)).result()
    room.set_options("c0", CameraOptions(record="always"))
    room.tick()
    assert room.wall.recorded == {"c0"}


def test_a_killed_writer_s_file_is_saved_when_no_host_writes_it(room: RecordingRoom) -> None:
    stream = coded(transport_stream(), begin=time.monotonic() - 3)
    place = Place(room.recording.folder, "c1", floor_bytes=0)
    left = SegmentFile(place, stream[0], room.clock.now())
    for each in stream:
        left.write(each)
    left.abandon()
    room.tick(61)
    assert room.segments("c1") == []
    room.tick(61)
    (segment,) = room.segments("c1")
    assert room.recording.path_of(segment).is_file()
    assert not left.path.exists()
