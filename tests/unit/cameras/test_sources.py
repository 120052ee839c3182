"""What network cameras say, read without a network: delays, silence, addresses and errors."""

import errno
from types import SimpleNamespace

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cameras.host.sources import SourceFailed, Use
from app.cameras.host.sources.decoding import Decoding
from app.cameras.host.sources.network import (
    FIRST_PICTURE_S,
    STALLED_S,
    Delay,
    NetworkSource,
    _Watch,
    with_credentials,
)
from app.cameras.host.sources.pictures import file_failure, network_failure
from app.cameras.protocol import CAUSES, CameraSpec
from app.cameras.sizes import fit
from tests.fakes.clips import draw_clip


def test_pictures_that_come_in_time_have_no_delay():
    delay = Delay()
    assert [delay.of(n * 0.04, 100.0 + n * 0.04) for n in range(100)] == pytest.approx([0.0] * 100, abs=1e-3)


def test_a_picture_held_up_on_the_way_is_late_by_that_much():
    delay = Delay()
    delay.of(0.0, 100.0)
    assert delay.of(0.04, 102.04) == pytest.approx(2.0, abs=1e-3)
    assert delay.of(2.08, 102.08) == pytest.approx(0.0, abs=1e-3)


def test_time_stamps_that_begin_again_are_a_new_beginning_not_a_delay():
    delay = Delay()
    delay.of(3600.0, 100.0)
    assert delay.of(0.0, 100.04) == 0.0
    assert delay.of(0.04, 100.08) == pytest.approx(0.0, abs=1e-3)


def test_a_camera_that_sets_its_clock_back_is_far_behind_until_it_is_connected_anew():
    delay = Delay()
    for n in range(25):
        delay.of(n * 0.04, 100.0 + n * 0.04)
    assert delay.far_behind_s(101.0) < 0.1
    assert delay.of(-2.0, 101.0) > 2.9
    assert delay.of(4.0, 107.0) > 2.9
    assert delay.far_behind_s(107.0) > 5.0
    assert delay.of(7.1, 107.1) < 0.1
    assert delay.far_behind_s(107.1) == 0.0


def lateness(delay, seconds, lag, *, begins_at, waited=True):
    """Of 25 pictures a second that take so long."""
    times = [begins_at + n * 0.04 for n in range(int(seconds * 25))]
    return [delay.of(at - lag(at), at, waited=waited) for at in times]


def test_a_line_that_became_slower_and_stays_so_is_the_usual_one_soon():
    delay = Delay()
    lateness(delay, 20, lambda at: 0.1, begins_at=100.0)
    late = lateness(delay, 6, lambda at: 1.3, begins_at=120.0)
    assert min(late[:70]) > 1.1
    assert max(late[80:]) < 0.1
    assert max(lateness(delay, 5, lambda at: 0.1, begins_at=130.0)) < 0.1
    assert min(lateness(delay, 2, lambda at: 1.3, begins_at=140.0)) > 1.1, (
        "a fast line is the usual one at once"
    )


def test_pictures_that_lay_here_and_waited_to_be_read_are_never_usual():
    delay = Delay()
    lateness(delay, 20, lambda at: 0.1, begins_at=100.0)
    assert min(lateness(delay, 60, lambda at: 1.3, begins_at=120.0, waited=False)) > 0.3


def test_a_delay_that_grows_slowly_is_far_behind_in_the_end_however_usual_each_step_became():
    delay = Delay()
    lateness(delay, 20, lambda at: 0.1, begins_at=100.0)
    lateness(delay, 60, lambda at: (at - 120.0) * 0.05, begins_at=120.0)
    assert delay.far_behind_s(180.0) > 5.0


def test_a_clock_set_forward_and_back_again_leaves_nothing_behind():
    delay = Delay()
    lateness(delay, 20, lambda at: 0.1, begins_at=100.0)
    assert max(lateness(delay, 20, lambda at: -0.9, begins_at=120.0)) < 0.1
    assert max(lateness(delay, 20, lambda at: 0.1, begins_at=140.0)) < 0.1
    lateness(delay, 20, lambda at: 1.3, begins_at=160.0)
    assert delay.far_behind_s(180.0) < 0.1, "a line that became slower by 1.2 s"


def test_a_clock_set_forward_once_does_not_excuse_old_pictures_again_and_again():
    delay = Delay()
    lateness(delay, 20, lambda at: 0.1, begins_at=100.0)
    lateness(delay, 10, lambda at: -0.9, begins_at=120.0)
    for step in range(4):
        lateness(delay, 10, lambda at, step=step: 0.1 + step, begins_at=130.0 + 10 * step)
    assert delay.far_behind_s(170.0) > 5.0


def test_pictures_without_a_time_stamp_are_never_taken_for_late():
    source = NetworkSource(CameraSpec("cam", "rtsp", "rtsp://127.0.0.1/"), Use())
    source._frames = [SimpleNamespace(time=None, key_frame=False)] * 3
    assert [source.read().behind for _ in range(3)] == [False] * 3
    with pytest.raises(SourceFailed, match="ended"):
        source.read()


def test_a_camera_whose_clock_runs_slow_is_not_late_after_a_day():
    delay, day = Delay(), 86_400
    worst = max(delay.of(n * (1 - 5e-5), 100.0 + n) for n in range(0, day, 1))
    assert worst < 0.3


def test_no_picture_for_long_after_the_first_is_a_stall():
    watch = _Watch(0.0)
    watch.picture(1.0)
    watch.check(1.0 + STALLED_S)
    with pytest.raises(SourceFailed, match="stalled"):
        watch.check(1.1 + STALLED_S)


def test_the_first_picture_may_take_longer():
    watch = _Watch(0.0)
    watch.check(FIRST_PICTURE_S)
    with pytest.raises(SourceFailed, match="no_key_frame"):
        watch.check(FIRST_PICTURE_S + 0.1)


def test_damaged_packets_without_pictures_are_undecodable():
    watch = _Watch(0.0)
    watch.picture(1.0)
    watch.broken = True
    with pytest.raises(SourceFailed, match="undecodable"):
        watch.check(2.0 + STALLED_S)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("rtsp://10.0.0.8/main?channel=1", "rtsp://user:p%40ss%3A%2F%23@10.0.0.8/main?channel=1"),
        ("rtsp://10.0.0.8:8554/a", "rtsp://user:p%40ss%3A%2F%23@10.0.0.8:8554/a"),
        ("rtsp://[fe80::1]:554/a", "rtsp://user:p%40ss%3A%2F%23@[fe80::1]:554/a"),
        ("rtsp://old:login@10.0.0.8/a", "rtsp://user:p%40ss%3A%2F%23@10.0.0.8/a"),
    ],
)
def test_credentials_join_the_address_whatever_their_characters(address, url):
    assert with_credentials(address, "user", "p@ss:/#") == url
    assert with_credentials(address, "", "ignored") == address


@pytest.mark.parametrize(
    "address", ["", "gate", "rtsp://", "file:///etc/passwd", "/dev/video0", "rtsp://[x/a"]
)
def test_what_is_no_address_is_refused_before_anything_is_opened(address):
    with pytest.raises(SourceFailed, match="bad_address"):
        with_credentials(address, "user", "word")


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (av.error.HTTPUnauthorizedError(0, "rtsp://user:word@host"), "wrong_password"),
        (av.error.HTTPForbiddenError(0, ""), "wrong_password"),
        (av.error.HTTPNotFoundError(0, ""), "not_found"),
        (av.error.HTTPBadRequestError(0, ""), "not_found"),
        (av.error.HTTPOtherClientError(0, ""), "connection_limit"),
        (av.error.HTTPServerError(0, ""), "connection_limit"),
        (av.error.InvalidDataError(0, ""), "undecodable"),
        (av.error.ExitError(0, ""), "timeout"),
        (EOFError(), "ended"),
        (ConnectionResetError(errno.ECONNRESET, ""), "ended"),
        (ConnectionRefusedError(errno.ECONNREFUSED, ""), "refused"),
        (OSError(errno.EHOSTUNREACH, ""), "no_route"),
        (OSError(errno.ENETUNREACH, ""), "no_route"),
        (ValueError(), "bad_address"),
    ],
)
def test_errors_become_causes_and_lose_their_text(error, cause):
    failure = network_failure(error)
    assert failure.cause == cause
    assert cause in CAUSES
    assert str(failure) == cause


def test_what_answers_but_not_as_a_camera_does_is_no_broken_picture():
    failure = network_failure(av.error.InvalidDataError(0, "rtsp://user:word@host"), opening=True)
    assert (failure.cause, str(failure)) == ("no_camera", "no_camera")
    assert failure.cause in CAUSES


def test_a_key_frame_decoded_alone_has_its_time_also_where_the_decoder_holds_it_back(tmp_path):
    clip = draw_clip(tmp_path / "b-frames.mp4", 320, 180, 10, seconds=4, b_frames=2)
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        decoding = Decoding(stream)
        shown = [
            (packet.pts * packet.time_base, frame.time)
            for packet in container.demux(stream)
            for frame in decoding.frames(packet, "keys")
        ]
    assert len(shown) == 4
    assert [time for _, time in shown] == pytest.approx([float(stamp) for stamp, _ in shown])


def test_a_file_that_may_not_be_read_is_not_found_and_any_other_is_no_video():
    assert file_failure(PermissionError(errno.EACCES, "")).cause == "not_found"
    assert file_failure(av.error.InvalidDataError(0, "")).cause == "not_video"


@given(*[st.integers(16, 8192)] * 4)
def test_a_picture_fills_its_tile_and_keeps_its_shape(width, height, most_width, most_height):
    drawn_width, drawn_height = fit(width, height, most_width, most_height)
    assert drawn_width % 2 == drawn_height % 2 == 0
    assert 2 <= drawn_width <= most_width + 1
    assert 2 <= drawn_height <= most_height + 1
    assert drawn_width >= most_width - 2 or drawn_height >= most_height - 2


class KnowsUdpAlone:
    """What FFmpeg says of a camera that refuses TCP, and of what it says by UDP."""

    def __init__(self, by_udp):
        self.asked, self._by_udp = [], by_udp

    def __call__(self, url, options, timeout, hwaccel):
        self.asked.append(options["rtsp_transport"])
        raise OSError(errno.EPROTONOSUPPORT, "") if options["rtsp_transport"] == "tcp" else self._by_udp


@pytest.mark.parametrize(
    ("by_udp", "cause"),
    [
        (av.error.HTTPUnauthorizedError(0, ""), "wrong_password"),
        (OSError(errno.EPROTONOSUPPORT, ""), "no_camera"),
    ],
)
def test_a_camera_that_refuses_tcp_is_asked_by_udp_once(monkeypatch, by_udp, cause):
    camera = KnowsUdpAlone(by_udp)
    monkeypatch.setattr(av, "open", camera)
    source = NetworkSource(CameraSpec("old", "rtsp", "rtsp://192.0.2.8/main"), Use())
    with pytest.raises(SourceFailed, match=cause):
        source.open()
    assert camera.asked == ["tcp", "udp"]
