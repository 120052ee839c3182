"""A question asked again after each change: one at a time, the newest answer counts, and pauses that grow with its cost."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.core.errors import NotFound
from app.ui.background import Latest
from app.ui.ops import Ops


class Asked:
    """Answers with the number of the question, once it may."""

    def __init__(self, ops: Ops) -> None:
        self.may = threading.Event()
        self.may.set()
        self.begun = 0
        self.answers: list[int] = []
        self.parent = QObject()
        self.latest = Latest(ops, self._question, self.answers.append, self.parent)

    def _question(self) -> Callable[[], int]:
        self.begun += 1
        number, may = self.begun, self.may

        def answer() -> int:
            may.wait(10)
            return number

        return answer


@pytest.fixture
def ops(qapp: object) -> Iterator[Ops]:
    ops = Ops()
    yield ops
    ops.close()


def test_a_hundred_changes_while_one_is_answered_are_one_more_question(ops: Ops, qtbot: QtBot) -> None:
    asked = Asked(ops)
    asked.may.clear()
    for _ in range(100):
        asked.latest.ask()
    assert asked.begun == 1
    asked.may.set()
    qtbot.waitUntil(lambda: asked.answers == [1, 2])
    assert asked.begun == 2


def test_what_was_read_before_is_thrown_away_when_it_must_be_new(ops: Ops, qtbot: QtBot) -> None:
    asked = Asked(ops)
    asked.may.clear()
    asked.latest.ask()
    asked.latest.renew()
    asked.may.set()
    qtbot.waitUntil(lambda: asked.answers == [2])


def test_the_next_one_waits_in_proportion_to_what_an_answer_costs(
    ops: Ops, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(ops)
    seconds = iter((0.0, 20.0))
    monkeypatch.setattr("app.ui.background.time.monotonic", lambda: next(seconds, 20.0))
    asked.latest.ask()
    qtbot.waitUntil(lambda: asked.answers == [1])
    asked.latest.ask()
    assert asked.begun == 1
    assert 50_000 < asked.latest._pause.remainingTime() <= 63_000  # a coarse timer
    asked.latest.renew()
    assert asked.begun == 2


def test_who_is_still_showing_the_answer_asks_for_a_longer_rest(ops: Ops, qtbot: QtBot) -> None:
    asked = Asked(ops)
    asked.latest.ask()
    qtbot.waitUntil(lambda: asked.answers == [1])
    asked.latest.rest(50.0)
    asked.latest.ask()
    assert asked.begun == 1
    assert 40_000 < asked.latest._pause.remainingTime() <= 53_000
    asked.latest.renew()
    qtbot.waitUntil(lambda: asked.answers == [1, 2])
    assert asked.latest._pause.remainingTime() < 1_000


def test_a_rest_asked_for_while_it_is_shown_counts_from_its_end(ops: Ops, qtbot: QtBot) -> None:
    asked = Asked(ops)
    latest = Latest(ops, asked._question, lambda _: latest.rest(50.0), asked.parent)
    latest.ask()
    qtbot.waitUntil(lambda: latest._pause.remainingTime() > 40_000)


def test_a_refusal_is_told_and_the_next_question_is_asked_all_the_same(ops: Ops, qtbot: QtBot) -> None:
    told: list[object] = []
    answers: list[int] = []
    questions: list[Callable[[], int]] = [refuse, lambda: 7]
    latest = Latest(ops, lambda: questions.pop(0), answers.append, ops)
    ops.failed.connect(told.append)
    latest.ask()
    qtbot.waitUntil(lambda: len(told) == 1)
    latest.ask()
    qtbot.waitUntil(lambda: answers == [7])


def refuse() -> int:
    raise NotFound("no_message", id="x")
