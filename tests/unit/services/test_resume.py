"""Who is signed in after a crash."""

from tests.fakes.room import Room


def _sign_in(room: Room) -> None:
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_in("zhou", "2468").result()


def test_after_a_crash_entries_go_on_carrying_the_name(room: Room) -> None:
    _sign_in(room)
    room.reopen()
    assert room.access.actor().person_id == ""
    room.access.resume()
    room.journal.add("still here").result()
    assert room.journal.latest(1)[0].draft.actor.person_id == "zhou"
    assert "sign_in_resumed" in room.kinds()


def test_a_second_crash_resumes_again(room: Room) -> None:
    _sign_in(room)
    for _ in range(2):
        room.reopen()
        room.access.resume()
    assert room.access.actor().person_id == "zhou"


def test_who_signed_out_or_closed_the_console_is_not_resumed(room: Room) -> None:
    _sign_in(room)
    room.access.sign_out().result()
    room.reopen()
    room.access.resume()
    assert room.access.actor().person_id == ""
    room.access.sign_in("zhou", "2468").result()
    room.journal.record("console_stopped").result()
    room.reopen()
    room.access.resume()
    assert room.access.actor().person_id == ""


def test_somebody_who_has_left_is_not_resumed(room: Room) -> None:
    _sign_in(room)
    room.roster.remove_person("zhou").result()
    room.reopen()
    room.access.resume()
    assert room.access.actor().person_id == ""
