"""When a soak has failed: lies, leaks, memory that grows."""

from pathlib import Path

import psutil
import pytest

from app.bench.footprint import Footprint, footprint, growth_per_hour
from app.bench.soak_report import failures, truth
from app.bench.soak_watch import Findings
from app.bench.soak_weights import FLAT_SHARE, grown, least, memory
from app.cameras.frames import FrameReader

REST = Footprint(
    pss_mb=230.0,
    processes=3,
    threads=28,
    descriptors=73,
    sockets=9,
    shared_memories=16,
    shared_descriptors=24,
)


def line(begin, end, *, points=20, minutes=30):
    """Memory that goes straight from one to the other."""
    share = [number / (points - 1) for number in range(points)]
    return [(60 * minutes * each, begin + (end - begin) * each) for each in share]


def whole():
    figures = truth(Findings())
    console = {"grown": {}, "memory": {"flat": True}, "recorded_mb": 1.5}
    left = {"processes": 0, "threads": 0, "shared_memories": 0}
    return {**figures, "console": console, "left_behind": left}


def test_growth_is_a_straight_line():
    assert growth_per_hour([(0.0, 100.0), (600.0, 101.0), (1200.0, 102.0)]) == pytest.approx(6.0)
    assert growth_per_hour([(0.0, 100.0)]) == 0.0


def test_memory_is_flat_within_its_bound():
    assert memory(line(200, 200 * (1 + FLAT_SHARE / 2))).flat
    leaking = memory(line(200, 230))
    assert leaking.growth_mb == pytest.approx(30.0)
    assert leaking.growth_mb_per_hour == pytest.approx(60.0)
    assert not leaking.flat
    assert memory(line(230, 200)).flat
    assert memory([]).flat


def test_one_wild_weight_is_no_growth():
    points = line(200, 200)
    points[10] = (points[10][0], 260.0)
    assert memory(points).flat


@pytest.mark.parametrize(
    ("field", "more", "found"),
    [
        ("processes", 1, True),
        ("threads", 10, False),
        ("threads", 11, True),
        ("descriptors", 3, True),
        ("sockets", 1, True),
        ("shared_memories", 1, True),
        ("shared_descriptors", 1, True),
    ],
)
def test_what_there_is_more_of_after_the_faults_is_a_leak(field, more, found):
    after = {name: getattr(REST, name) for name in REST.__slots__}
    after[field] += more
    assert grown(REST, Footprint(**after)) == ({field: more} if found else {})
    assert grown(Footprint(**after), REST) == {}


def test_what_comes_and_goes_is_not_weighed():
    busy = Footprint(260.0, 4, 30, 80, 11, 16, 24)
    assert least([busy, REST, busy]) == REST


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"longest_undetected_freeze_s": 5.5}, "undetected freeze"),
        ({"longest_frozen_encoder_s": 11.0}, "frozen encoder found late"),
        ({"wrong_causes": {"gone": {"timeout": 1}}}, "wrong cause"),
        ({"never_back": {"gone": 1}}, "never back"),
        ({"left_behind": {"processes": 0, "threads": 0, "shared_memories": 2}}, "left behind"),
        ({"console": {"grown": {}, "memory": {"flat": False}, "recorded_mb": 1.0}}, "memory grows"),
        (
            {"console": {"grown": {"sockets": 2}, "memory": {"flat": True}, "recorded_mb": 1.0}},
            "sockets grow",
        ),
        ({"console": {"grown": {}, "memory": {"flat": True}, "recorded_mb": 0.0}}, "nothing recorded"),
    ],
)
def test_one_of_them_is_too_many(change, failure):
    assert failures(whole()) == []
    assert failures({**whole(), **change}) == [failure]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_frame_buffers_are_counted_though_they_have_no_names():
    here = [psutil.Process()]
    before = footprint(here)
    reader = FrameReader(64, 36)
    held = footprint(here)
    assert held.shared_memories == before.shared_memories + 1
    assert held.shared_descriptors > before.shared_descriptors
    reader.close()
    del reader
    after = footprint(here)
    assert (after.shared_memories, after.shared_descriptors) == (
        before.shared_memories,
        before.shared_descriptors,
    )
