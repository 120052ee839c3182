"""How a camera stands, for screens and for those who keep records of it."""

from dataclasses import dataclass

from app.cameras.protocol import CameraReport, Decoder
from app.cameras.rules import State, TileState


@dataclass(frozen=True, slots=True)
class CameraStatus:
    id: str
    state: State
    cause: str
    fps: float
    age_s: float | None
    reconnects: int
    width: int
    height: int
    health: tuple[str, ...] = ()
    """What is wrong with pictures that do come; of HEALTH_KINDS."""
    reduced: str = ""
    """`half` of the pictures or `keys`, key frames alone, where the machine is short of means."""
    decoder: Decoder = ""
    from_file: bool = False
    """Its pictures come in time, and were taken at another one."""


def status_of(
    camera_id: str, tile: TileState, report: CameraReport | None, *, from_file: bool = False
) -> CameraStatus:
    """What may be claimed of its picture, and what its host has told."""
    if report is None:
        return CameraStatus(camera_id, tile.state, tile.cause, 0.0, tile.age_s, 0, 0, 0)
    live = tile.state in ("live", "late")
    return CameraStatus(
        camera_id,
        tile.state,
        tile.cause,
        report.fps if live else 0.0,
        tile.age_s,
        report.reconnects,
        report.source_width,
        report.source_height,
        report.health if live or tile.cause == "frozen" else (),
        report.reduced if live else "",
        report.decoder,
        from_file,
    )
