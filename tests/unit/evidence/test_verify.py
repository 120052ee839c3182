"""Every way to tamper with a bundle is found and named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.secrets import FileSecrets
from app.evidence.bundle import Bundle
from app.evidence.signing import SiteKey, fingerprint
from app.evidence.verify import check_bundle


def a_clip(bundle: Path) -> Path:
    return min((bundle / "clips").glob("*.mp4"))


def flip_a_byte(bundle: Path) -> None:
    clip = a_clip(bundle)
    content = bytearray(clip.read_bytes())
    content[len(content) // 2] ^= 1
    clip.write_bytes(content)


def edit_the_manifest(bundle: Path) -> None:
    path = bundle / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"14:00:02", b"13:00:02"))


def edit_the_journal(bundle: Path) -> None:
    path = bundle / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace("翻墙".encode(), "路过".encode()))


def sign_by_another(bundle: Path) -> None:
    other = SiteKey(FileSecrets(bundle.parent / "other.json"))
    (bundle / "manifest.sig").write_text(other.sign((bundle / "manifest.json").read_bytes()))


def put_a_link(bundle: Path) -> None:
    clip = a_clip(bundle)
    moved = bundle.parent / "elsewhere.mp4"
    clip.rename(moved)
    clip.symlink_to(moved)


@pytest.mark.parametrize(
    ("tamper", "reason", "file"),
    [
        (flip_a_byte, "file_changed", "clips/garage-20261123-140010.mp4"),
        (lambda bundle: a_clip(bundle).unlink(), "file_missing", "clips/garage-20261123-140010.mp4"),
        (lambda bundle: (bundle / "clips/new.mp4").write_bytes(b"x"), "file_extra", "clips/new.mp4"),
        (lambda bundle: (bundle / ".hidden").write_bytes(b""), "file_extra", ".hidden"),
        (put_a_link, "file_missing", "clips/garage-20261123-140010.mp4"),
        (edit_the_manifest, "signature_wrong", "manifest.json"),
        (edit_the_journal, "file_changed", "journal.jsonl"),
        (sign_by_another, "signature_wrong", "manifest.json"),
        (lambda bundle: (bundle / "manifest.sig").write_text("?"), "signature_wrong", "manifest.json"),
        (lambda bundle: (bundle / "manifest.sig").unlink(), "signature_missing", "manifest.sig"),
        (lambda bundle: (bundle / "manifest.json").unlink(), "manifest_missing", "manifest.json"),
        (lambda bundle: (bundle / "manifest.json").write_text("{"), "manifest_unreadable", "manifest.json"),
        (lambda bundle: (bundle / "manifest.json").write_text("[]"), "manifest_unreadable", "manifest.json"),
    ],
)
def test_tampering_is_named(bundle: Path, tamper: Callable[[Path], object], reason: str, file: str) -> None:
    tamper(bundle)
    finding = check_bundle(bundle)
    assert (finding.ok, finding.reason, finding.file) == (False, reason, file)


def test_an_untouched_copy_is_good(bundle: Path, exported_once: Bundle) -> None:
    finding = check_bundle(bundle, exported_once.fingerprint.lower().replace(" ", ":"))
    assert finding.ok
    assert finding.fingerprint == exported_once.fingerprint
    assert finding.why.startswith("派出所调取")


def resign(bundle: Path, change: Callable[[dict[str, object]], None]) -> str:
    """A whole bundle made anew by somebody with a key of their own; returns that key's fingerprint."""
    key = SiteKey(FileSecrets(bundle.parent / "forger.json"))
    path = bundle / "manifest.json"
    said = json.loads(path.read_bytes())
    said["public_key"] = key.public()
    change(said)
    path.write_text(json.dumps(said))
    (bundle / "manifest.sig").write_text(key.sign(path.read_bytes()))
    return fingerprint(key.public())


def test_a_forger_with_a_key_of_their_own_is_known_by_the_fingerprint(
    bundle: Path, exported_once: Bundle
) -> None:
    forged = resign(bundle, lambda said: said.update(reason="another reason"))
    assert check_bundle(bundle).fingerprint == forged != exported_once.fingerprint
    finding = check_bundle(bundle, exported_once.fingerprint)
    assert (finding.reason, finding.file) == ("key_differs", "manifest.sig")


def test_a_signed_manifest_cannot_point_outside(bundle: Path) -> None:
    resign(bundle, lambda said: said.update(files=[{"path": "../secrets.json", "bytes": 1, "sha256": "0"}]))
    assert check_bundle(bundle).reason == "path_outside"


def test_a_signed_manifest_of_another_shape_is_no_crash(bundle: Path) -> None:
    resign(bundle, lambda said: said.update(files=[{"name": 1}]))
    assert check_bundle(bundle).reason == "manifest_unreadable"


def test_log_entries_that_do_not_hash_are_found_even_when_signed(bundle: Path) -> None:
    from app.evidence.bundle import hash_of

    edit_the_journal(bundle)
    path = bundle / "journal.jsonl"

    def change(said: dict[str, object]) -> None:
        for each in said["files"]:
            if each["path"] == "journal.jsonl":
                each.update(bytes=path.stat().st_size, sha256=hash_of(path))

    resign(bundle, change)
    finding = check_bundle(bundle)
    assert (finding.reason, finding.file) == ("journal_changed", "journal.jsonl")
