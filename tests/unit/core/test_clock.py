"""How moments are written and read again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import parse_stamp, stamp


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_comes_back_to_the_millisecond(moment: datetime):
    read = parse_stamp(stamp(moment))
    assert read == moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert len(stamp(moment)) == 24


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-23",
        "2026-11-23T17:52:13Z",
        "2026-11-23 17:52:13.123Z",
        "2026-11-23T17:52:13,123Z",
        "2026-W48-2T17:52:13.123Z",
        "2026-11-23T17:52:13.12+Z",
        "2026-11-23T17:52:13.123z",
        "2026-13-23T17:52:13.123Z",
        "２026-11-23T17:52:13.123Z",
    ],
)
def test_any_other_form_is_refused(text: str):
    with pytest.raises(ValueError, match=".*"):
        parse_stamp(text)
