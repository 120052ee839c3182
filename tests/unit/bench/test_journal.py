"""`bench journal` writes the same log each time, through the real chain, and compares the index with going through all."""

from pathlib import Path

import pytest

from app.bench import journal
from app.core.paths import DataFolder
from app.journal.verifying import verify_log
from app.model.search import Found

ENTRIES = 1200


def filled(path: Path) -> DataFolder:
    folder = DataFolder(path)
    folder.prepare()
    journal._fill(folder, ENTRIES)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = filled(tmp_path_factory.mktemp("log"))
    journal._index(folder)
    return folder


def test_the_log_is_whole(folder: DataFolder) -> None:
    found = verify_log(folder.database, None)
    assert found.ok
    assert found.entries >= ENTRIES


def test_every_question_is_answered_as_going_through_everything_answers_it(folder: DataFolder) -> None:
    with journal._journal(folder) as service:
        assert journal._wrong(folder, service) == []


def test_an_answer_that_is_wrong_is_named(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with journal._journal(folder) as service:
        monkeypatch.setattr(service, "find", lambda wanted, limit: Found())
        assert any("东门" in question for question in journal._wrong(folder, service))
