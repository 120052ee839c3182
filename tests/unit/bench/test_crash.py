"""What `bench crash` kills, and what it calls lost or doubled."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bench.crash import is_whole
from app.bench.crash_check import Lost, Promises, lost, receipts
from app.bench.crash_lives import FIRST_START, STARTING, WORKING, lives
from app.model.incident import Incident
from app.notify.rules import marked_as_repeat, receipt_mark
from app.storage.database import open_for_checking
from tests.fakes.room import Room


@pytest.mark.parametrize("kills", [1, 2, 3, 5, 30, 200])
def test_every_kill_has_its_life(kills: int) -> None:
    planned = lives(kills, seed=3)
    assert len(planned) == kills
    assert all(0 <= life.share < 1 for life in planned)


def test_a_third_dies_in_its_start_and_about_half_leave_an_incident_running_half_of_them_unanswered() -> None:
    planned = lives(200, seed=3)
    ends = Counter(life.dies for life in planned)
    assert ends == {FIRST_START: 20, STARTING: 67, WORKING: 113}
    assert 70 < sum(life.leaves_running for life in planned) < 130
    assert 30 < sum(life.leaves_running and not life.answered for life in planned) < 70


def test_five_kills_meet_every_part_of_a_life() -> None:
    assert {life.dies for life in lives(5, seed=11)} == {FIRST_START, STARTING, WORKING}


def test_the_same_seed_gives_the_same_kills() -> None:
    assert lives(20, seed=4) == lives(20, seed=4)
    assert lives(20, seed=4) != lives(20, seed=5)


def line(mark: str, title: str = "紧急启动") -> str:
    return json.dumps({"phone": "training://x", "title": title, "body": f"[演练] 请出动 [{mark}]"})


def test_a_copy_counts_as_doubled_unless_it_says_that_it_is_a_repeat() -> None:
    found = receipts(
        [
            line("a-1"),
            line("a-2"),
            line("a-2"),
            line("a-3"),
            line("a-3", marked_as_repeat("紧急启动", "zh")),
            line("a-3", marked_as_repeat("EMERGENCY", "en")),
            line("a-4", marked_as_repeat("紧急启动", "zh")),
            line("a-4", marked_as_repeat("紧急启动", "zh")),
            line("a-5")[:-9],
        ]
    )
    assert (found.doubled(), found.repeated()) == (1, 3)
    assert found.new["a-5"] == found.repeats["a-5"] == 0


class Kept:
    """A room with one incident, everything promised that it says it has stored, and every message on its phone."""

    def __init__(self, folder: Path) -> None:
        self.room = Room(folder)
        self.incident: Incident = self.room.incidents.press(kind="fire").result()
        self.first, self.second = self.incident.calls[:2]
        self.room.incidents.acknowledge(self.first.id).result()
        entry = self.room.journal.add("all quiet").result()
        self.promises = Promises(
            entries={entry.number: entry.hash}, incidents={self.incident.id}, acknowledged={self.first.id}
        )
        self.number = entry.number
        self.lines = self.written()

    def written(self) -> list[str]:
        messages = self.room.database.read(lambda reader: reader.outbox.for_incident(self.incident.id))
        return [line(receipt_mark(message), message.title) for message in messages]

    def stand_down(self) -> None:
        self.promises.ending.add(self.incident.id)
        self.room.incidents.stand_down(self.incident.id, "over").result()
        self.promises.ended.add(self.incident.id)
        self.lines = self.written()

    def lost(self) -> Lost:
        reader = open_for_checking(self.room.database.path, self.room.clock)
        found = lost(reader, self.promises, receipts(self.lines))
        reader.close()
        return found

    def take_messages(self, words: str) -> None:
        self.change_outbox(f"DELETE FROM outbox WHERE {words}")

    def change_outbox(self, words: str) -> None:
        self.room.database.write(lambda transaction: transaction.outbox._database.execute(words)).result()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path)
    yield kept
    kept.room.close()


def test_what_was_promised_and_is_there_is_not_lost(kept: Kept) -> None:
    assert kept.lost() == Lost()
    kept.stand_down()
    assert kept.lost() == Lost()


def test_an_entry_that_is_gone_or_another_is_lost(kept: Kept) -> None:
    kept.promises.entries = {kept.number: "0" * 64, kept.number + 7: "1" * 64}
    assert kept.lost().entries == [f"entry {kept.number}", f"entry {kept.number + 7}"]


def test_incidents_acknowledgements_and_refusals_are_named(kept: Kept) -> None:
    kept.promises.incidents.add("gone")
    kept.promises.acknowledged.add(kept.second.id)
    kept.promises.refused.append("disk_full")
    assert kept.lost().others == [
        "incident gone",
        "answer disk_full",
        f"acknowledgement {kept.second.id}",
    ]


def test_a_message_that_came_to_no_phone_is_lost_promised_or_not(kept: Kept) -> None:
    kept.promises.incidents.clear()
    kept.lines.pop(0)
    (name,) = kept.lost().messages
    assert name.startswith("message ")


def test_whom_no_channel_leads_to_is_dialled_and_not_lost(kept: Kept) -> None:
    dropped = json.loads(kept.lines.pop(0))["body"].rpartition("-")[2].rstrip("]")
    kept.change_outbox(f"UPDATE outbox SET state = 'failed' WHERE id LIKE '%{dropped}'")
    assert kept.lost().messages, "given up where a channel leads to him"
    kept.change_outbox(f"UPDATE outbox SET channel_id = '' WHERE id LIKE '%{dropped}'")
    assert kept.lost() == Lost()


def test_somebody_called_without_a_message_is_named(kept: Kept) -> None:
    kept.stand_down()
    person = kept.first.person_id
    kept.take_messages(f"person_id = '{person}'")
    assert kept.lost().messages == [
        f"call of {person} to {kept.incident.id}",
        f"stand-down of {kept.incident.id} to {person}",
    ]


def test_an_incident_may_only_be_in_a_state_that_was_asked_for(kept: Kept) -> None:
    kept.promises.ended.add(kept.incident.id)
    assert kept.lost().others == [f"state of incident {kept.incident.id}"]
    kept.promises.ended.clear()
    kept.promises.ending.add(kept.incident.id)
    assert kept.lost().others == []
    kept.stand_down()
    kept.promises.ended.clear()
    assert kept.lost().others == []
    kept.promises.ending.clear()
    assert kept.lost().others == [f"state of incident {kept.incident.id}"]


def test_a_run_is_whole_when_nothing_is_lost_doubled_or_left() -> None:
    whole = {"chain_ok": True, "lost": [], "messages_doubled": 0, "messages_unsent": 0, "resume_s_p99": 9.9}
    assert is_whole(whole)
    for fault in ({"chain_ok": False}, {"lost": ["x"]}, {"messages_doubled": 1}, {"messages_unsent": 1}):
        assert not is_whole({**whole, **fault})
