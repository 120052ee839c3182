"""What looks every so often goes on after a full disk, is told when it dies, and ends when it must."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from app.core.errors import StorageUnavailable
from app.core.ticking import Ticker

LONG_S = 600.0
WITHIN_S = 30.0


def done(error: Exception | None = None) -> "Future[Any]":
    future: Future[Any] = Future()
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)
    return future


class Ticks:
    """Counts, and answers what the test has laid out; nothing after that."""

    def __init__(self, *answers: "Callable[[], Future[Any] | None]") -> None:
        self.answers = list(answers)
        self.count = threading.Semaphore(0)

    def __call__(self) -> "Future[Any] | None":
        try:
            return self.answers.pop(0)() if self.answers else None
        finally:
            self.count.release()


def died(error: Exception) -> "Future[Any]":
    raise error


def test_it_ticks_by_itself_and_no_more_once_it_is_stopped() -> None:
    ticks = Ticks()
    ticker = Ticker("t", 0.001, ticks, lambda error: None)
    ticker.start()
    for _ in range(3):
        assert ticks.count.acquire(timeout=WITHIN_S)
    ticker.stop()
    assert not ticker._thread.is_alive()


def test_waking_and_stopping_do_not_wait_for_the_pause() -> None:
    ticks = Ticks()
    ticker = Ticker("t", LONG_S, ticks, lambda error: None, at_once=True)
    ticker.start()
    assert ticks.count.acquire(timeout=WITHIN_S)
    ticker.wake()
    assert ticks.count.acquire(timeout=WITHIN_S)
    ticker.stop()
    assert not ticker._thread.is_alive()


@pytest.mark.parametrize(
    "refused",
    [lambda: died(StorageUnavailable("disk_full")), lambda: done(StorageUnavailable("disk_full"))],
)
def test_a_disk_that_refuses_is_asked_again(
    refused: "Callable[[], Future[Any]]", caplog: pytest.LogCaptureFixture
) -> None:
    ticks, faults = Ticks(refused, done), list[BaseException]()
    ticker = Ticker("tours", 0.001, ticks, faults.append)
    with caplog.at_level(logging.WARNING):
        ticker.start()
        for _ in range(3):
            assert ticks.count.acquire(timeout=WITHIN_S)
        ticker.stop()
    assert faults == []
    assert "a tick of tours could not be stored" in caplog.text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_else_goes_wrong_ends_it_and_is_told() -> None:
    told, faults = threading.Event(), list[BaseException]()

    def fault(error: BaseException) -> None:
        faults.append(error)
        told.set()

    ticker = Ticker("t", 0.001, Ticks(lambda: done(ValueError("a slip"))), fault)
    ticker.start()
    assert told.wait(WITHIN_S)
    ticker._thread.join(WITHIN_S)
    assert [str(error) for error in faults] == ["a slip"]
    assert not ticker._thread.is_alive()
