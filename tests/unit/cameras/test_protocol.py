import pickle
import subprocess
import sys

from app.cameras.console.host import Wanted, _differences
from app.cameras.console.pictures import PictureRounds
from app.cameras.protocol import CAUSES, CameraSpec, Hide, Show, SnapshotTaken, Unwatch, Watch

SECRET = "pa55-word"


def spec(camera_id, address="demo"):
    return CameraSpec(camera_id, "demo", address, "admin", SECRET)


def test_credentials_show_in_no_repr():
    assert SECRET not in repr(Watch(spec("a"))) + str(spec("a"))
    assert pickle.loads(pickle.dumps(spec("a"))).password == SECRET


def test_causes_are_codes():
    assert len(set(CAUSES)) == len(CAUSES)
    assert all(cause == "" or cause.replace("_", "").isalpha() for cause in CAUSES)


def test_only_what_changed_is_told_to_a_host():
    show = Show("a", "buffer", 480, 270)
    sent = Wanted({"a": spec("a"), "b": spec("b"), "c": spec("c")}, {"a": show, "b": Show("b", "x", 1, 1)})
    wanted = Wanted({"a": spec("a"), "b": spec("b"), "d": spec("d")}, {"a": show})
    assert list(_differences(sent, wanted)) == [Unwatch("c"), Watch(spec("d")), Hide("b")]


def test_a_changed_camera_is_connected_anew_and_shown_again():
    show = Show("a", "buffer", 480, 270)
    commands = list(
        _differences(Wanted({"a": spec("a")}, {"a": show}), Wanted({"a": spec("a", "gate")}, {"a": show}))
    )
    assert commands == [Watch(spec("a", "gate")), show]


def test_every_camera_is_given_once_whatever_comes_late_or_twice():
    given = []
    rounds = PictureRounds(given.append)
    rounds.start()
    number = rounds.begin(["a", "b"], given.append, due=1.0)
    answer = SnapshotTaken(number, "a", b"jpeg", 0.1, 64, 36, 0.5)
    rounds.answer(answer)
    rounds.answer(answer)
    assert rounds.expire(0.5) == 0.5
    rounds.expire(1.0)
    rounds.answer(SnapshotTaken(number, "b", b"late", 0.1, 64, 36, 0.5))
    rounds.stop(5.0)
    assert [(picture.camera_id, picture.jpeg, picture.cause) for picture in given] == [
        ("a", b"jpeg", ""),
        ("b", b"", "host_down"),
    ]


def test_a_receiver_that_fails_costs_no_other_picture():
    faults, given = [], []

    def give(picture):
        if picture.camera_id == "a":
            raise ValueError(picture.camera_id)
        given.append(picture.camera_id)

    rounds = PictureRounds(faults.append)
    rounds.start()
    rounds.begin(["a", "b"], give, due=0.0)
    rounds.expire(1.0)
    rounds.stop(5.0)
    assert (len(faults), given) == (1, ["b"])


def loaded_by(module):
    code = f"import sys, {module}; print(' '.join(name for name in sys.modules if '.' not in name))"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()


def test_the_console_side_loads_no_decoder_and_no_qt():
    assert not {"av", "cv2", "numpy", "PySide6"} & set(loaded_by("app.cameras.console.wall"))


def test_a_host_loads_no_qt():
    assert not {"PySide6", "shiboken6"} & set(loaded_by("app.cameras.host.main"))
