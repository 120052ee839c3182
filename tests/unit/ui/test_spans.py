"""From when to when, in few letters."""

from datetime import UTC, datetime, timedelta

from app.ui.format import short_span

AT = datetime(2026, 11, 23, 6, 0, 5, tzinfo=UTC)


def test_the_same_minute_is_said_once() -> None:
    assert short_span(AT, AT + timedelta(minutes=12), UTC) == "06:00–06:12"
    assert short_span(AT, AT + timedelta(seconds=40), UTC) == "06:00"
