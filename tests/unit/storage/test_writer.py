"""The order in which changes are written."""

import threading

import pytest

from app.storage.writer import Writer


def test_an_emergency_is_written_before_all_that_waits():
    writer, begun, go_on, done = Writer(), threading.Event(), threading.Event(), list[str]()

    def hold() -> None:
        begun.set()
        go_on.wait(10)

    writer.submit(hold)
    assert begun.wait(10)
    futures = [writer.submit(lambda name=name: done.append(name)) for name in ("first", "second")]
    futures.append(writer.submit(lambda: done.append("emergency"), urgent=True))
    go_on.set()
    for future in futures:
        future.result(10)
    writer.close()
    assert done == ["emergency", "first", "second"]


def test_what_fails_is_told_to_whoever_asked_and_the_next_goes_on():
    writer = Writer()
    with pytest.raises(ZeroDivisionError):
        writer.submit(lambda: 1 // 0).result(10)
    assert writer.submit(lambda: 7).result(10) == 7
    writer.close()


def test_closing_waits_for_all_that_was_asked_for_and_takes_no_more():
    writer, done = Writer(), list[int]()
    for number in range(100):
        writer.submit(lambda number=number: done.append(number))
    writer.close()
    assert done == list(range(100))
    with pytest.raises(RuntimeError):
        writer.submit(lambda: None)
