"""Only what decodes as a whole JPEG or PNG is kept, byte by byte as it came."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.lanpage.photo_check.__main__ import look
from app.lanpage.photos import PhotoKeeper, PhotoRefused
from app.lanpage.rules import PHOTO_BYTES
from app.storage.media import MediaStore
from tests.fakes.photos import bomb, heic, photo


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("MPO", ".jpg")])
def test_a_photo_is_kept_as_it_came(kind: str, suffix: str, media: MediaStore, tmp_path: Path) -> None:
    content = photo(kind)
    kept = PhotoKeeper(media).keep(write(tmp_path, content))
    assert (kept.width, kept.height, kept.size) == (320, 240, len(content))
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert media.path(kept.sha256, suffix).read_bytes() == content
    assert media.fault_of(kept.sha256) == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (heic(), "photo_heic"),
        (b"", "photo_kind"),
        (b"GIF89a" + bytes(500), "photo_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_kind"),
        (photo()[:-2000], "photo_broken"),
        (photo("PNG")[:-200], "photo_broken"),
        (bomb(), "photo_too_large"),
        (bomb(8000), "photo_too_large"),
        (bytes(PHOTO_BYTES + 1), "photo_too_large"),
    ],
    ids=["heic", "empty", "gif", "svg", "cut jpeg", "cut png", "bomb", "small bomb", "bytes"],
)
def test_whatever_else_is_refused_with_its_reason(
    content: bytes, code: str, media: MediaStore, tmp_path: Path
) -> None:
    with pytest.raises(PhotoRefused) as refused:
        PhotoKeeper(media).keep(write(tmp_path, content))
    assert refused.value.code == code
    assert not list((tmp_path / "media").glob("*/*"))


def test_a_photo_that_is_gone_is_missing(media: MediaStore, tmp_path: Path) -> None:
    with pytest.raises(PhotoRefused, match="photo_missing"):
        PhotoKeeper(media).keep(tmp_path / "nothing")


def test_a_check_that_dies_has_met_no_honest_photo(
    media: MediaStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(PhotoRefused, match="photo_broken"):
        PhotoKeeper(media).keep(write(tmp_path, photo()))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000), st.sampled_from(["JPEG", "PNG"]))
def test_no_bytes_end_the_check_without_an_answer(noise: bytes, at: int, kind: str) -> None:
    content = photo(kind, (32, 24))
    answer = look(content[:at] + noise + content[at + len(noise) :])
    assert ("refused" in answer) != ("kind" in answer)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "arrived"
    path.write_bytes(content)
    return path
