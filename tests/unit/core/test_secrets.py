"""A store of secrets that fails says so by its code, and never in clear."""

from pathlib import Path

import keyring.errors
import pytest

from app.core.errors import SecretsUnavailable, StorageUnavailable
from app.core.secrets import FileSecrets, KeyringSecrets


@pytest.mark.parametrize("content", ["", "{", "[1", "\x00"])
def test_a_damaged_file_is_named_and_not_overwritten(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(content, encoding="utf-8")
    secrets = FileSecrets(path)
    for act in (lambda: secrets.get("a"), lambda: secrets.put("a", "b"), lambda: secrets.delete("a")):
        with pytest.raises(SecretsUnavailable):
            act()
    assert path.read_text(encoding="utf-8") == content


def test_a_folder_that_takes_nothing_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable) as caught:
        FileSecrets(tmp_path / "missing" / "secrets.json").put("a", "geheim")
    assert "geheim" not in str(caught.value)


def test_a_locked_keyring_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*words: str) -> None:
        raise keyring.errors.KeyringLocked("locked")

    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(f"keyring.{name}", locked)
    secrets = KeyringSecrets(tmp_path)
    for act in (lambda: secrets.get("a"), lambda: secrets.put("a", "geheim"), lambda: secrets.delete("a")):
        with pytest.raises(SecretsUnavailable) as caught:
            act()
        assert "geheim" not in str(caught.value)
