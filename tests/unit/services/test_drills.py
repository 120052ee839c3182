"""A drill with simulated channels: marked in every record, never mistaken for a real press, and nothing of it is real."""

from dataclasses import replace

import pytest

from app.backup.replay import incident_after
from app.model.message import SENT
from app.model.proof import ChannelProof
from app.notify.proof import learnt
from app.notify.rules import SIMULATED, Way, most_urgent
from tests.fakes.room import Room


def test_every_message_of_it_is_simulated_and_the_log_says_so(room: Room) -> None:
    incident = room.incidents.press(kind="fire", drill=True, simulated=True).result()
    assert (incident.drill, incident.simulated) == (True, True)
    room.incidents.set_place(incident.id, "lpg").result()
    room.incidents.stand_down(incident.id, "").result()
    messages = room.database.read(lambda reader: reader.outbox.for_incident(incident.id))
    assert {message.simulated for message in messages} == {True}
    assert {message.title[:4] for message in messages} == {"【演练】"}
    (opened,) = room.journal.latest(10, kinds=("incident_opened",))
    assert opened.draft.data["simulated"] == "true"


def test_a_backup_replayed_knows_it_too(room: Room) -> None:
    incident = room.incidents.press(kind="fire", drill=True, simulated=True).result()
    again = incident_after(None, reversed(room.journal.latest(50, incident_id=incident.id)))
    assert again is not None
    assert again.simulated


@pytest.mark.parametrize("drill", [False, True])
def test_what_is_not_simulated_never_becomes_it(room: Room, drill: bool) -> None:
    incident = room.incidents.press(kind="fire", drill=drill, simulated=False).result()
    messages = room.database.read(lambda reader: reader.outbox.for_incident(incident.id))
    assert {message.simulated for message in messages} == {False}


def test_a_real_press_is_real_whatever_else_is_said(room: Room) -> None:
    assert not room.incidents.press(kind="fire", simulated=True).result().simulated


def test_a_real_press_right_after_a_simulated_one_is_another(room: Room) -> None:
    played = room.incidents.press(kind="fire", drill=True, simulated=True).result()
    again = room.incidents.press(kind="fire", drill=True, simulated=True).result()
    rings = room.incidents.press(kind="fire", drill=True).result()
    real = room.incidents.press(kind="fire").result()
    assert again.id == played.id
    assert len({played.id, rings.id, real.id}) == 3


def test_it_proves_no_channel_and_takes_no_place_in_its_lane(room: Room) -> None:
    incident = room.incidents.press(kind="fire", drill=True, simulated=True).result()
    message = room.database.read(lambda reader: reader.outbox.for_incident(incident.id))[0]
    now = room.clock.now()
    before = ChannelProof(message.channel_id)
    assert learnt(before, replace(message, state=SENT), now) == before
    assert learnt(before, replace(message, state=SENT, simulated=False), now).proven_at == now
    full = {"phones": 8}
    ways = {"phones": Way("phones")}
    assert most_urgent([message], full, ways, now) == [message]
    assert most_urgent([replace(message, simulated=False)], full, ways, now) == []
    assert most_urgent([message], {SIMULATED.lane: SIMULATED.places}, ways, now) == []
