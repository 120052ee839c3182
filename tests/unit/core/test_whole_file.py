"""A file is there whole, or as it was."""

from pathlib import Path

import pytest

from app.core.errors import StorageUnavailable
from app.core.whole_file import whole_file


def test_what_fails_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text("old", encoding="utf-8")

    def fail_in_the_middle() -> None:
        with whole_file(path) as file:
            file.write("new")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail_in_the_middle()
    assert path.read_text(encoding="utf-8") == "old"
    with whole_file(path) as file:
        file.write("新")
    assert path.read_text(encoding="utf-8") == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_refuses_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable) as refused, whole_file(tmp_path / "no" / "x"):
        pytest.fail("it opened")
    assert refused.value.code == "file_not_written"
