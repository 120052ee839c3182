"""What was and what is."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.journal.differences import differences
from app.model.site import Camera, CameraOptions, Place
from app.model.words import Words

CAMERA = Camera("gate", Words("东门", "East gate"), "rtsp", "rtsp://10.0.0.7/1")


def test_only_what_differs_is_told_and_options_count_as_fields() -> None:
    after = replace(CAMERA, name=Words("南门", "South gate"), options=replace(CAMERA.options, sensitivity=70))
    said = differences(CAMERA, after)
    assert json.loads(said["before"]) == {
        "name": {"zh": "东门", "en": "East gate"},
        "sensitivity": CAMERA.options.sensitivity,
    }
    assert json.loads(said["after"]) == {"name": {"zh": "南门", "en": "South gate"}, "sensitivity": 70}


def test_what_is_new_gone_or_the_same_says_nothing() -> None:
    assert differences(None, CAMERA) == {}
    assert differences(CAMERA, None) == {}
    assert differences(CAMERA, replace(CAMERA)) == {}


@given(st.integers(1, 100), st.booleans(), st.text(max_size=9), st.lists(st.text(max_size=3), max_size=3))
def test_both_sides_have_the_same_fields_and_differ_in_each(
    sensitivity: int, enabled: bool, address: str, near: list[str]
) -> None:
    after = replace(CAMERA, address=address, enabled=enabled, options=CameraOptions(sensitivity=sensitivity))
    place = Place("p", Words("广场", "Plaza"))
    for said in (differences(CAMERA, after), differences(place, replace(place, near=tuple(near)))):
        if said:
            was, now = json.loads(said["before"]), json.loads(said["after"])
            assert was.keys() == now.keys() != set()
            assert all(was[name] != now[name] for name in now)
