"""A camera that was moved is so until its view is back or somebody says that the new one is right; no restart hides it."""

from itertools import islice

import numpy as np
import pytest

from app.cameras.host.looking.past import Past
from app.cameras.host.looking.remember import pack, unpack
from app.cameras.host.sources import Pixels
from app.cameras.protocol import KnowView, LearnView, ViewLearnt
from tests.unit.cameras.looked_at import Watching, lasting, night, pushed, scene_pictures, spoilt

LEARN_S = 60.0
DAY_S = 86_400.0


@pytest.fixture(scope="module")
def lobby() -> list[Pixels]:
    return scene_pictures("lobby", 60)


def known(view: ViewLearnt, *, at: float | None = None) -> KnowView:
    return KnowView(view.camera_id, view.size, view.data, view.moved, view.at if at is None else at)


def learnt(pictures: list[Pixels]) -> Watching:
    return Watching().see(lasting(pictures, LEARN_S))


def test_it_stays_moved_for_as_long_as_it_is(lobby: list[Pixels]) -> None:
    watching = learnt(lobby).see(spoilt(lasting(lobby, 2000), pushed))
    assert watching.health() == [("moved", True)]
    watching.see(lasting(lobby, 60))
    assert watching.health() == [("moved", True), ("moved", False)]


def test_a_person_takes_the_new_view_for_right(lobby: list[Pixels]) -> None:
    watching = learnt(lobby).see(spoilt(lasting(lobby, 60), pushed))
    watching.looker.obey(LearnView("c1"))
    watching.see(spoilt(lasting(lobby, 120), pushed))
    assert watching.health() == [("moved", True), ("moved", False)]
    # And the old one is wrong from then on.
    watching.see(lasting(lobby, 60))
    assert watching.health()[2:] == [("moved", True)]


def test_a_restart_hides_nothing(lobby: list[Pixels]) -> None:
    before = learnt(lobby).see(spoilt(lasting(lobby, 60), pushed))
    assert [view.moved for view in before.views()] == [False, True]
    after = Watching()
    after.looker.obey(known(before.views()[-1], at=after.now - DAY_S))
    after.see(spoilt(lasting(lobby, 60), pushed))
    assert after.health() == [("moved", True)]


def test_a_camera_moved_while_nothing_ran_is_found(lobby: list[Pixels]) -> None:
    after = Watching()
    after.looker.obey(known(learnt(lobby).views()[-1], at=after.now - DAY_S))
    after.see(spoilt(lasting(lobby, 60), pushed))
    assert after.health() == [("moved", True)]


def test_what_looks_altogether_different_after_long_is_learnt_anew(lobby: list[Pixels]) -> None:
    """It may be night by now: nobody can tell."""
    view = learnt(lobby).views()[-1]
    other = scene_pictures("gate", 60, night=False)
    late, soon = Watching(), Watching()
    late.looker.obey(known(view, at=late.now - DAY_S))
    soon.looker.obey(known(view, at=soon.now - 60))
    assert late.see(lasting(other, 240)).health() == []
    assert soon.see(lasting(other, 240)).health() == [("moved", True)]


def test_the_same_view_after_a_restart_is_no_alarm(lobby: list[Pixels]) -> None:
    for pictures in (lobby, list(islice(night(), 300))):
        after = Watching()
        after.looker.obey(known(learnt(pictures).views()[-1], at=after.now - DAY_S))
        kinds = {kind for kind, _ in after.see(lasting(pictures, 120)).health()}
        assert not kinds & {"moved", "covered", "out_of_focus", "blinded"}


def test_what_is_kept_is_small_and_true() -> None:
    noise = np.random.default_rng(1).normal(size=(2, 90, 160)).astype(np.float32)
    past = Past(12, 0.5, 0.1, 90.0, 1.5, noise[0], noise[1])
    data = pack(past)
    assert len(data) < 30_000
    back = unpack(data)
    assert back is not None
    assert (back.views, back.structured, back.level, back.sharpness) == (12, 0.5, 90.0, 1.5)
    assert float(np.abs(back.edges - past.edges).max()) < 0.05
    assert unpack(data[:-1]) is None
    assert unpack(b"") is None
