"""What counts as a lie of a tile, and what does not."""

import pytest

from app.bench.soak_watch import Findings, Look, Watched


class Camera:
    """Looked at ten times a second."""

    def __init__(self) -> None:
        self.findings = Findings()
        self.watched = Watched(self.findings)
        self.now = 0.0
        self.number = 0

    def for_seconds(self, seconds, state, cause="", *, health=(), moving=False):
        for _ in range(round(seconds * 10)):
            self.now += 0.1
            self.number += moving
            self.watched.see(Look(self.now, state, cause, health, self.number))

    def begin(self, fault):
        self.for_seconds(3.0, "live", moving=True)
        self.watched.begin(fault, self.now)

    def end(self):
        self.watched.end(self.now)


@pytest.fixture
def camera():
    return Camera()


def test_a_picture_that_stands_still_and_looks_live_is_a_freeze(camera):
    camera.begin("silent")
    camera.for_seconds(7.0, "live")
    camera.for_seconds(5.0, "lost", "timeout")
    assert camera.findings.freezes["silent"] == pytest.approx(7.0, abs=0.2)
    assert camera.findings.wrong["silent"] == {"live": 1}


def test_a_picture_that_is_marked_is_no_freeze(camera):
    camera.begin("silent")
    camera.for_seconds(2.0, "live")
    camera.for_seconds(3.0, "late", "stalled")
    camera.for_seconds(9.0, "lost", "timeout")
    assert camera.findings.freezes["silent"] == pytest.approx(2.0, abs=0.2)
    assert camera.findings.said["silent"] == [pytest.approx(5.0, abs=0.2)]
    assert not camera.findings.wrong


def test_the_wrong_word_is_counted_once_a_fault(camera):
    camera.begin("wrong_password_basic")
    camera.for_seconds(12.0, "lost", "timeout")
    assert camera.findings.wrong == {"wrong_password_basic": {"timeout": 1}}


def test_a_frozen_encoder_has_longer(camera):
    camera.begin("same_picture")
    camera.for_seconds(9.0, "live")
    camera.for_seconds(5.0, "lost", "frozen")
    assert not camera.findings.wrong
    assert camera.findings.freezes["same_picture"] == pytest.approx(9.0, abs=0.2)


def test_it_is_back_with_the_first_new_picture(camera):
    camera.begin("gone")
    camera.for_seconds(12.0, "lost", "refused")
    camera.end()
    camera.for_seconds(2.0, "lost", "refused")
    camera.for_seconds(20.0, "live", moving=True)
    assert camera.findings.back["gone"] == [pytest.approx(2.0, abs=0.2)]
    assert not camera.findings.lost_while_well


def test_what_is_lost_again_at_once_was_not_back(camera):
    camera.begin("other_codec")
    camera.for_seconds(12.0, "live", moving=True)
    camera.end()
    camera.for_seconds(0.5, "live", moving=True)
    camera.for_seconds(4.0, "lost", "timeout")
    camera.for_seconds(20.0, "live", moving=True)
    assert camera.findings.back["other_codec"] == [pytest.approx(4.6, abs=0.2)]


def test_a_loss_without_a_fault_is_counted(camera):
    camera.for_seconds(5.0, "live", moving=True)
    camera.for_seconds(5.0, "lost", "timeout")
    assert camera.findings.lost_while_well == {"timeout": 1}


def test_a_camera_that_stays_away_is_counted(camera):
    camera.begin("full_453")
    camera.for_seconds(12.0, "lost", "connection_limit")
    camera.end()
    camera.for_seconds(30.0, "lost", "connection_limit")
    camera.watched.begin("gone", camera.now)
    assert camera.findings.never_back == {"full_453": 1}


def test_a_camera_that_is_not_back_when_the_faults_have_ended_is_counted_once(camera):
    camera.begin("gone")
    camera.for_seconds(12.0, "lost", "refused")
    camera.end()
    assert camera.watched.is_awaited
    camera.for_seconds(30.0, "lost", "refused")
    camera.watched.give_up()
    camera.watched.give_up()
    assert not camera.watched.is_awaited
    assert camera.findings.never_back == {"gone": 1}
