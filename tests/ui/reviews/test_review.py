"""The review of an incident in the real window: results, conclusions, measures, drills compared, paper."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.evidence.verify import check_bundle
from app.model.deadline import Recipient
from app.model.incident import Incident
from app.model.message import Message
from app.reports.timeline import Item
from app.ui.incidents.review import IncidentReview
from app.ui.incidents.screen import IncidentsScreen
from app.ui.main_window import MainWindow
from app.ui.reviews.words import ReviewWords
from tests.fakes.services import ScreenRoom


def tick(room: ScreenRoom) -> None:
    change = room.clocks.tick()
    if change is not None:
        change.result()


def lived_through(room: ScreenRoom, *, drill: bool = False, turn_out_min: float = 6) -> Incident:
    """From the click to stand-down, the phone report after ten minutes."""
    incident = room.incidents.press(kind="fire", place_id="lpg", drill=drill).result()
    tick(room)
    room.clock.advance(minutes=turn_out_min)
    tick(room)
    patrol = next(call for call in incident.calls if call.role == "patrol")
    room.incidents.arrive(patrol.id).result()
    room.clock.advance(minutes=10 - turn_out_min)
    room.clocks.reported_by_phone(incident.id, Recipient("street_office"), "Wang").result()
    room.incidents.stand_down(incident.id, "over").result()
    tick(room)
    closed = room.incidents.get(incident.id)
    assert closed is not None
    return closed


@pytest.fixture
def look(window: MainWindow, qtbot: QtBot) -> Callable[[], IncidentReview]:
    def opened() -> IncidentReview:
        window.go("incidents")
        screen = window.pages.currentWidget()
        assert isinstance(screen, IncidentsScreen)
        qtbot.waitUntil(lambda: screen.detail is not None)
        assert screen.detail is not None
        screen.detail.tabs.setCurrentWidget(screen.detail.review)
        review = screen.detail.review
        qtbot.waitUntil(lambda: bool(review.timeline.rows.rows))
        return review

    return opened


def test_a_message_is_not_called_unanswered_where_its_receiver_confirmed_otherwise(
    room: ScreenRoom, window: MainWindow
) -> None:
    words = ReviewWords(room.services, window.names)
    now = room.clock.now()
    message = Message("m", "i:chen", "i", "chen", "phones", "Fire", "", "delivered", 1, now, now, now)
    assert words.line(Item(now, message=message)) == "Message to Chen Guoping (Duty phones): delivered"


def test_a_note_that_was_corrected_says_so(room: ScreenRoom, window: MainWindow) -> None:
    incident = room.incidents.press(kind="fire").result()
    note = room.journal.add("smoke on floor 3").result()
    room.lines.amend(note.number, "smoke on floor 5", "misheard").result()
    looked = room.reviews.look(incident.id)
    words = ReviewWords(room.services, window.names)
    lines = [words.line(item) for item in looked.items if item.entry and item.entry.number == note.number]
    assert len(lines) == 1
    assert lines[0].startswith("[CORRECTED ")
    assert all(part in lines[0] for part in ("smoke on floor 3", "smoke on floor 5", "misheard"))


def test_what_was_taken_back_says_so_in_the_time_line(room: ScreenRoom, window: MainWindow) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.tick_step(incident.id, 0).result()
    room.withdrawals.step(incident.id, 0, room.clock.now()).result()
    looked = room.reviews.look(incident.id)
    words = ReviewWords(room.services, window.names)
    entries = {item.entry.draft.kind: words.line(item) for item in looked.items if item.entry}
    assert entries["step_done"].startswith("[TAKEN BACK 14:00:00 by system, no. ")
    assert entries["step_done"].endswith("Step 1 done: Call 119")
    assert entries["step_withdrawn"].endswith(": step 1 (Call 119) is not done")


def test_it_says_how_it_went_and_what_happened_in_order(
    room: ScreenRoom, look: Callable[[], IncidentReview]
) -> None:
    lived_through(room)
    review = look()
    assert [row.text() for row in review._result_rows] == [
        "▲ First confirmation: 6:00, target 2:00",
        "▲ Turn-out: 6:00, target 5:00",
        "✓ Report by phone: 10:00, target 15:00",
    ]
    assert "▲ Turn-out: 1:00 late" in review.findings.text()
    assert "▲ Step 1 not done: Call 119" in review.findings.text()
    cells = [row.cells for row in review.timeline.rows.rows]
    assert cells[0] == ("14:00:00", "+0:00", "Emergency started, Fire")
    assert any(cell[1] == "+10:00" and cell[2].startswith("Told by phone") for cell in cells)
    assert review.drills.chart is None, "no drill: nothing to compare"


def test_conclusions_are_kept_while_typed_and_written_down_by_a_key(
    room: ScreenRoom, look: Callable[[], IncidentReview], qtbot: QtBot
) -> None:
    incident = lived_through(room)
    review = look()
    qtbot.keyClicks(review.conclusions.edit, "the gate was locked")
    qtbot.waitUntil(lambda: room.reviews.look(incident.id).review.draft == "the gate was locked")
    assert review._saved.text() == "Not written down yet; the text is kept."
    qtbot.mouseClick(review.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.reviews.look(incident.id).review.conclusions == "the gate was locked")
    qtbot.waitUntil(lambda: review._saved.text() == "Written down." and not review.save.isEnabled())


def test_an_open_measure_stays_in_view_until_it_is_done(
    room: ScreenRoom, window: MainWindow, look: Callable[[], IncidentReview], qtbot: QtBot
) -> None:
    lived_through(room)
    review = look()
    new = review.new_measure
    qtbot.keyClicks(new.text, "new battery")
    qtbot.keyClick(new.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: new._problem.isVisible())
    assert new._problem.text() == "▲ Choose a person."
    new.owner.setCurrentIndex(new.owner.findData("chen"))
    qtbot.mouseClick(new.add, Qt.MouseButton.LeftButton)
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.measures.text() == "Open measures: 1")
    room.clock.advance(minutes=60 * 24 * 15)
    room.journal.add("x").result()
    room.reviews.decide(review._incident.id, "train", "liu", "2027-01-01").result()
    qtbot.waitUntil(lambda: screen.measures.text() == "▲ Open measures: 2, 1 overdue")
    qtbot.mouseClick(screen.measures, Qt.MouseButton.LeftButton)
    assert screen.open_measures.isVisible()
    row = next(iter(screen.open_measures.list.rows.values()))
    assert row.standing.text() == "▲ was due 2026-12-07 · Chen Guoping · Fire 2026-11-23"
    qtbot.mouseClick(row.done, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row.outcome.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.measures.text() == "Open measures: 1")
    qtbot.mouseClick(screen.open_measures.back, Qt.MouseButton.LeftButton)
    assert screen.detail is not None
    assert screen.detail.isVisible()


def test_a_drill_is_drawn_beside_those_before_it(
    room: ScreenRoom, look: Callable[[], IncidentReview], qtbot: QtBot
) -> None:
    for minutes in (6, 4, 2.5):
        lived_through(room, drill=True, turn_out_min=minutes)
        room.clock.advance(minutes=60)
    review = look()
    qtbot.waitUntil(lambda: review.drills.chart is not None and bool(review.drills.chart.lines))
    assert review.drills.chart is not None
    lines = {line.name: line.percents for line in review.drills.chart.lines}
    assert lines["Turn-out"] == (120, 80, 50)
    assert lines["Report by phone"] == pytest.approx((66.7, 66.7, 66.7), abs=0.1)
    assert "Initial report" not in lines, "was still in time when the drills ended"


def test_the_review_is_printed_with_all_of_it(
    room: ScreenRoom, window: MainWindow, look: Callable[[], IncidentReview], qtbot: QtBot
) -> None:
    incident = lived_through(room, drill=True)
    room.reviews.conclude(incident.id, "the gate was locked").result()
    room.reviews.decide(incident.id, "new battery", "chen", "2026-12-01").result()
    review = look()
    qtbot.mouseClick(review.print, Qt.MouseButton.LeftButton)
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(screen.papers.isVisible)
    pages = range(screen.papers.document.pageCount())
    text = "".join(screen.papers.document.getAllText(page).text() for page in pages)
    for words in (
        "Review: DRILL · Fire",
        "the gate was locked",
        "new battery",
        "Turn-out: 1:00 late",
        "Time line",
    ):
        assert words in text


def test_the_bundle_of_the_incident_is_made_from_its_review(
    room: ScreenRoom, look: Callable[[], IncidentReview], qtbot: QtBot
) -> None:
    incident = lived_through(room)
    target = room.folder / "stick"
    target.mkdir()
    review = look()
    qtbot.mouseClick(review.evidence, Qt.MouseButton.LeftButton)
    hand_over = review.hand_over
    hand_over.folder.setText(str(target))
    qtbot.keyClicks(hand_over.reason, "the fire brigade asks")
    qtbot.mouseClick(hand_over.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "fingerprint" in hand_over.outcome.text(), timeout=20_000)
    (folder,) = target.iterdir()
    assert (folder / "reports" / "review.pdf").read_bytes().startswith(b"%PDF")
    assert check_bundle(folder).why == "the fire brigade asks"
    entry = room.journal.latest(1, kinds=("evidence_exported",))[0]
    assert entry.draft.incident_id == incident.id
    qtbot.keyClick(hand_over.reason, Qt.Key.Key_Escape)
    assert hand_over.isHidden()
    assert review.window().focusWidget() is review.evidence
