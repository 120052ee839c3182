"""How a camera is looked at and kept survives storing; an older database gives the usual."""

from app.model.site import Camera, CameraOptions, Zone
from app.model.words import Words
from tests.fakes.room import Room

DOOR = Zone("门", ((0.1, 0.2), (0.9, 0.2), (0.5, 0.8)))


def test_options_survive_storing(room: Room) -> None:
    options = CameraOptions(
        watched=False, sensitivity=80, zones=(DOOR,), record="motion", record_to="08:00", pre_roll_s=60
    )
    camera = Camera("gate", Words("东门"), "demo", "gate", options=options)
    room.database.write(lambda tx: tx.site.save_camera(camera) or tx.touch_quietly("camera")).result()
    assert room.database.read(lambda reader: reader.site.cameras()) == [camera]


def test_a_camera_of_an_older_database_is_as_usual(room: Room) -> None:
    camera = Camera("gate", Words("东门"), "demo", "gate")
    room.database.write(lambda tx: tx.site.save_camera(camera) or tx.touch_quietly("camera")).result()
    room.database.write(
        lambda tx: (
            tx.site._database.execute("UPDATE camera SET options = '{}'") and tx.touch_quietly("camera")
        )
    ).result()
    assert room.database.read(lambda reader: reader.site.cameras()) == [camera]
