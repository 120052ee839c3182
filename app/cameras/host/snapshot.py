"""A JPEG of the last full-size picture."""

import cv2

from app.cameras.host.sources import Picture
from app.cameras.protocol import Snapshot, SnapshotMissing, SnapshotTaken

_QUALITY = 90


def take(
    wish: Snapshot, last: tuple[Picture, float] | None, cause: str, now: float
) -> SnapshotTaken | SnapshotMissing:
    """The picture with its age; missing, with the cause, where there is none worth the name."""
    if last is None or now - last[1] > wish.oldest_s:
        return SnapshotMissing(wish.request_id, wish.camera_id, cause or "no_picture")
    picture, decoded_at = last
    bgr = picture.bgr()
    done, jpeg = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        return SnapshotMissing(wish.request_id, wish.camera_id, "undecodable")
    height, width = bgr.shape[:2]
    return SnapshotTaken(
        wish.request_id, wish.camera_id, jpeg.tobytes(), max(0.0, now - decoded_at), width, height, decoded_at
    )
