"""What an older version left readable for others is the user's alone after a start."""

import os
from pathlib import Path

import pytest

from app.core.paths import DataFolder
from app.core.private_files import make_private

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such modes")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """As an older version wrote it, in a folder that others may read."""
    folder = DataFolder(tmp_path / "site")
    for path in (
        folder.database, folder.secrets, folder.reserve, folder.media / "ab" / "ab12.jpg", folder.logs / "console.log",
        folder.recordings / "gate" / "2026-01-02" / "clip.mp4", folder.root / "journal.heads",
        folder.root / "training-messages.jsonl",
    ):  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path.chmod(0o644)
    return folder


def readable_for_others(folder: DataFolder) -> list[str]:
    return [str(path) for path in folder.root.rglob("*") if path.stat().st_mode & 0o077]


def test_every_file_of_ours_is_taken_from_others(folder: DataFolder) -> None:
    assert len(readable_for_others(folder)) > 8
    make_private(folder)
    assert readable_for_others(folder) == []
    assert folder.database.stat().st_mode & 0o600 == 0o600


def test_files_of_others_and_the_folder_itself_stay_as_they_are(folder: DataFolder) -> None:
    foreign = folder.root / "shopping.txt"
    foreign.touch()
    foreign.chmod(0o644)
    folder.root.chmod(0o755)
    make_private(folder)
    assert readable_for_others(folder) == [str(foreign)]
    assert folder.root.stat().st_mode & 0o777 == 0o755


def test_a_disk_that_recordings_are_a_link_to_is_left_alone(folder: DataFolder, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    folder.recordings.rename(disk)
    folder.recordings.symlink_to(disk)
    before = disk.stat().st_mode
    make_private(folder)
    assert disk.stat().st_mode == before


def test_a_folder_that_is_private_is_not_looked_through_again(folder: DataFolder) -> None:
    make_private(folder)
    newer = folder.media / "ab" / "newer.jpg"
    newer.touch()
    newer.chmod(0o644)
    make_private(folder)
    assert readable_for_others(folder) == [str(newer)]
