"""A report's paper goes along where the service takes files; where it does not, the words go alone and whole."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.model.message import QUEUED, Message
from tests.fakes.receiver import Receiver
from tests.notify.test_outbox import Outbox

# Apprise loads all its services, some of which use what Python will lose.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
PDF = b"%PDF-1.4 the paper"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    yield server
    server.close()


@pytest.fixture
def outbox(tmp_path: Path, receiver: Receiver) -> Iterator[Outbox]:
    made = Outbox(tmp_path, receiver)
    yield made
    made.service.stop()
    made.room.close()


def queue(outbox: Outbox, attachment: str) -> None:
    now = outbox.clock.now()
    report = Message(
        "m1",
        "i:zhou:phones:report:7",
        "i",
        "zhou",
        "phones",
        "首报：火警",
        "伤亡情况：无",
        QUEUED,
        0,
        now,
        now,
        now,
    )
    outbox.room.database.write(
        lambda tx: (tx.outbox.add(replace(report, attachment=attachment)), tx.touch_quietly("message"))
    ).result()


def test_the_paper_arrives_with_the_words(outbox: Outbox, receiver: Receiver) -> None:
    queue(outbox, outbox.room.media.keep(PDF, ".pdf"))
    outbox.service.start()
    (message,) = receiver.wait_for(1)
    assert message["message"].startswith("伤亡情况：无")
    (attached,) = message["attachments"]
    assert attached["filename"] == "首报：火警.pdf"
    assert base64.b64decode(attached["base64"]) == PDF


def test_a_paper_that_has_gone_does_not_hold_up_the_words(outbox: Outbox, receiver: Receiver) -> None:
    queue(outbox, "0" * 64)
    outbox.service.start()
    (message,) = receiver.wait_for(1)
    assert message["attachments"] == []


def test_a_paper_that_was_changed_is_sent_to_nobody(outbox: Outbox, receiver: Receiver) -> None:
    digest = outbox.room.media.keep(PDF, ".pdf")
    outbox.room.media.path(digest, ".pdf").write_bytes(b"%PDF nobody was hurt")
    queue(outbox, digest)
    outbox.service.start()
    assert receiver.wait_for(1)[0]["attachments"] == []


@pytest.mark.parametrize(
    ("url", "takes"), [("mailto://u:p@example.com", True), ("dingtalk://token123456", False)]
)
def test_only_services_that_take_files_get_one(tmp_path: Path, url: str, takes: bool) -> None:
    import apprise

    from app.notify.sender.__main__ import _attachment

    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    service = apprise.Apprise()
    assert service.add(url)
    found = _attachment(service, {"attachment": str(path), "name": "report.pdf"})
    assert (found is not None) is takes


def test_a_text_too_long_for_its_service_goes_out_in_parts(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.notify.sender.__main__ import _outcome

    monkeypatch.setattr("app.notify.sender.__main__._COUNTS_BYTES", {"json": 100})
    text = "".join(f"{number:03d}，" for number in range(75))
    assert _outcome({"url": receiver.url, "title": "首报", "body": text})["state"] == "sent"
    parts = [message["message"] for message in receiver.received]
    assert len(parts) > 1
    assert "".join(parts).replace("\n", "") == text
