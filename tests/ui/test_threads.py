"""Threads of their own against the UI thread: who runs where, and what a worker must not destroy."""

import gc
import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.changes import Changes
from app.ui.changes import UiChanges
from app.ui.garbage import collect_due
from app.ui.ops import Ops
from app.ui.threads import UiThreadCollector, on_ui_thread


class Screen(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.came: list[tuple[object, threading.Thread]] = []

    def show(self, value: object) -> None:
        self.came.append((value, threading.current_thread()))


class Loop(QObject):
    """Holds itself, and tells on which thread it was let go."""

    let_go: list[threading.Thread] = []

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        self.let_go.append(threading.current_thread())


def in_a_thread(work: "object", *words: object) -> None:
    with ThreadPoolExecutor(1) as workers:
        workers.submit(work, *words).result()


def test_what_another_thread_asks_for_runs_on_the_ui_thread(qapp: QApplication, qtbot: QtBot) -> None:
    screen = Screen()
    in_a_thread(on_ui_thread(screen.show), "picture")
    qtbot.waitUntil(lambda: bool(screen.came))
    assert screen.came == [("picture", threading.current_thread())]


@pytest.mark.parametrize("end", [shiboken6.delete, lambda screen: None])
def test_a_screen_that_is_gone_is_not_asked(qapp: QApplication, qtbot: QtBot, end: object) -> None:
    screen, other = Screen(), Screen()
    show = on_ui_thread(screen.show)
    in_a_thread(show, "too late")
    came = screen.came
    end(screen)
    del screen
    in_a_thread(on_ui_thread(other.show), "the next")
    qtbot.waitUntil(lambda: bool(other.came))
    assert came == []


def test_workers_may_ring_while_screens_go(qapp: QApplication) -> None:
    changes, workers = Changes(), ThreadPoolExecutor(2)
    stop = threading.Event()

    def commit() -> int:
        told = 0
        while not stop.is_set():
            changes.publish(frozenset({"journal"}))
            told += 1
        return told

    telling = workers.submit(commit)
    for _ in range(300):
        parent = QObject()
        UiChanges(changes, parent)
        ops = Ops(parent)
        ending: Future[int] = Future()
        ops.run(ending, lambda number: None)
        answering = workers.submit(ending.set_result, 1)
        shiboken6.delete(parent)
        answering.result()
        qapp.processEvents()
    stop.set()
    assert telling.result() > 0
    workers.shutdown()


def test_a_future_does_not_keep_the_screen_that_asked(qapp: QApplication, qtbot: QtBot) -> None:
    ops, screen = Ops(), Screen()
    future: Future[str] = Future()
    ops.run(future, screen.show)
    destroyed: list[threading.Thread] = []
    screen.destroyed.connect(lambda: destroyed.append(threading.current_thread()))
    ops.close()
    del screen
    assert destroyed == [threading.current_thread()]
    future.set_result("for nobody")
    qapp.processEvents()


def test_cycles_are_collected_on_the_ui_thread_alone(qapp: QApplication) -> None:
    Loop.let_go.clear()
    was_enabled = gc.isenabled()
    collector = UiThreadCollector(qapp)
    collector.start()
    try:
        Loop()
        in_a_thread(lambda: [[] for _ in range(20_000)])
        assert Loop.let_go == []
        while not Loop.let_go:
            held = [[] for _ in range(2 * gc.get_threshold()[0])]  # type: list[list[object]]
            collect_due()
            del held
    finally:
        collector.stop()
        gc.unfreeze()
        if not was_enabled:
            gc.disable()
    assert Loop.let_go == [threading.current_thread()]
