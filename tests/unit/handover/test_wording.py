"""Points of a handover in Chinese, with names of either writing."""

from zoneinfo import ZoneInfo

import pytest

from app.handover.wording import HandoverWords
from app.model.handover import Fact


@pytest.mark.parametrize(("name", "said"), [("周敏", "周敏请假："), ("Zhou Min", "Zhou Min 请假：")])
def test_a_latin_name_alone_stands_apart(name: str, said: str) -> None:
    data = {
        "person_zh": name,
        "starts": "2026-11-24T00:00:00.000Z",
        "ends": "2026-11-25T00:00:00.000Z",
    }
    words = HandoverWords("zh", ZoneInfo("Asia/Shanghai"))
    assert (
        words.sentence(Fact("k", "roster", "roster_leave", data)) == f"{said}11月24日 08:00至11月25日 08:00"
    )
