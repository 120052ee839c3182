"""The server among people of ill will, on a bad network, and killed."""

import contextlib
import os
import signal
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from app.lanpage.certificate import certificate_for
from app.lanpage.process import ServerProcess
from app.lanpage.protocol import STOP_S, Start
from app.lanpage.server.door import MOST_OF_ONE_ADDRESS
from app.model.lan_page import LanPage
from app.reach.service import ReachService
from app.reports.content import FORMS
from tests.fakes.photos import heic, photo
from tests.lanpage.conftest import HOST, LanRoom, free_port


def kinds(lan: LanRoom) -> list[str]:
    lan.database.write(lambda _: None).result()
    return lan.kinds()


def test_a_phone_opens_confirms_ticks_arrives_and_sends_a_photo(lan: LanRoom) -> None:
    incident = lan.fire()
    path = lan.path(incident)
    with lan.phone() as phone:
        assert "确认收到" in phone.get(path).text
        opened = phone.post(f"{path}/open", data={"acknowledge": "1"})
        assert (opened.status_code, opened.headers["location"]) == (303, path)
        cookie = opened.headers["set-cookie"].lower()
        assert all(word in cookie for word in ("__host-", "secure", "httponly", "samesite=strict", "path=/"))
        assert "已确认" in phone.get(path).text
        assert phone.post(f"{path}/step", data={"step": "0"}).status_code == 303
        assert phone.post(f"{path}/arrived").status_code == 303
        sent = phone.post(f"{path}/photo", files={"photo": ("a.jpg", photo(), "image/jpeg")})
        assert sent.status_code == 303
        page = phone.get(path).text
    assert "已到场" in page
    assert "已存入 1 张" in page
    for kind in ("link_opened", "call_acknowledged", "step_done", "call_arrived", "photo_received"):
        assert kinds(lan).count(kind) == 1
    assert list((lan.folder / "lan-page" / "inbox").iterdir()) == []


def test_each_phone_reads_its_own_language(lan: LanRoom) -> None:
    incident = lan.fire(drill=True)
    path = lan.path(incident)
    with lan.phone("en-GB") as english, lan.phone("fr") as french:
        assert "DRILL" in english.get(path).text
        assert "演练" in french.get(path).text  # the site's


def test_a_second_phone_is_refused_and_a_closed_incident_says_so(lan: LanRoom) -> None:
    incident = lan.fire()
    path = lan.path(incident)
    with lan.phone() as first, lan.phone() as second:
        first.post(f"{path}/open", data={"acknowledge": "0"})
        refused = second.get(path)
        assert refused.status_code == 403
        assert "已在另一部手机上打开" in refused.text
        assert "火警" not in refused.text
        assert second.post(f"{path}/acknowledge").status_code == 403
        # Led here by another site's page, a strict cookie stays behind: then the page looks once more by itself.
        led = second.get(path, headers={"sec-fetch-site": "cross-site"})
        assert f"url={path}" in led.text
        lan.incidents.false_alarm(incident.id).result()
        assert "系误报" in first.get(path).text


def test_there_is_no_http_and_no_answer_without_tls(lan: LanRoom) -> None:
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"http://{HOST}:{lan.port}/", timeout=10)
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection((HOST, lan.port)) as raw, old.wrap_socket(raw) as wrapped:
        assert wrapped.version() == "TLSv1.2"


def test_a_phone_that_knows_another_certificate_does_not_talk(lan: LanRoom, tmp_path: Path) -> None:
    other = certificate_for(tmp_path / "other", HOST, lan.clock.now())
    stranger = ssl.create_default_context(cafile=str(other.certificate))
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"https://{HOST}:{lan.port}/", verify=stranger)
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"https://localhost:{lan.port}/", verify=lan.trusting())


WRONG = (
    "/", "/c", "/c/", "/c/" + "0" * 40, "/c/%00", "/c/..%2f..%2fsecrets.json", "/%2e%2e/page.css", "/admin",
    "/x" * 500,
)  # fmt: skip


def test_wrong_paths_find_nothing_and_every_answer_is_closed_tight(lan: LanRoom) -> None:
    with lan.phone() as phone:
        for path in WRONG:
            answer = phone.get(path)
            assert answer.status_code == 404, path
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cache-control"] == "no-store"
            assert "server" not in answer.headers
            assert phone.post(path).status_code in (404, 405), path


def test_nothing_on_the_page_comes_from_elsewhere_or_stands_inline(lan: LanRoom) -> None:
    path = lan.path(lan.fire())
    with lan.phone() as phone:
        phone.post(f"{path}/open")
        page = phone.get(path).text
        assert "http" not in page.replace("http-equiv", "")
        assert "<script>" not in page
        assert "style=" not in page
        for name in ("page.css", "page.js"):
            file = phone.get(f"/{name}")
            assert file.status_code == 200
            assert "http" not in file.text


def test_forms_of_other_sites_do_nothing(lan: LanRoom) -> None:
    path = lan.path(lan.fire())
    with lan.phone() as phone:
        phone.post(f"{path}/open")
        for site in ("cross-site", "same-site"):
            assert phone.post(f"{path}/acknowledge", headers={"sec-fetch-site": site}).status_code == 403
    assert "call_acknowledged" not in kinds(lan)


def test_huge_bodies_are_refused_wherever_they_are_sent(lan: LanRoom) -> None:
    path = lan.path(lan.fire())
    with lan.phone() as phone:
        phone.post(f"{path}/open")
        big = {"acknowledge": "x" * 100_000}
        assert phone.post(f"{path}/step", data=big).status_code == 413
        too_large = {"photo": ("a.jpg", bytes(15_000_001), "image/jpeg")}
        answer = phone.post(f"{path}/photo", files=too_large)
        assert answer.status_code == 413
        assert "15 MB" in answer.text
        for content, status in ((heic(), 415), (b"", 409), (b"MZ" + bytes(100), 415)):
            sent = phone.post(f"{path}/photo", files={"photo": ("a.jpg", content, "image/jpeg")})
            assert sent.status_code == status, sent.text
        assert (
            phone.post(
                f"{path}/photo",
                content=b"\xff" * 500,
                headers={"content-type": "multipart/form-data; boundary=x"},
            ).status_code
            == 400
        )
        assert phone.post(f"{path}/step", data={"step": "٣"}).status_code == 400
        assert phone.get(path).status_code == 200
    assert "photo_received" not in kinds(lan)


def test_who_asks_too_often_waits_and_nobody_else_does(lan: LanRoom) -> None:
    incident = lan.fire()
    mine, other = lan.path(incident), lan.path(incident, "zhao")
    with lan.phone() as phone:
        asked = 1
        while (refused := phone.get(mine)).status_code == 200:
            asked += 1
        assert refused.status_code == 429
        assert asked > 30
        assert int(refused.headers["retry-after"]) >= 1
        assert "太频繁" in refused.text
        assert phone.get(other).status_code == 200
    # The console's own side did not notice.
    lan.incidents.acknowledge(incident.calls[0].id).result()


class Bare:
    """The server alone, with short deadlines, and a console that answers as the test wants."""

    def __init__(self, folder: Path, **deadlines: float) -> None:
        inbox = folder / "inbox"
        inbox.mkdir()
        certificate = certificate_for(folder / "lan", HOST, datetime.now(UTC))
        start = Start(
            address=HOST,
            port=0,
            certificate=str(certificate.certificate),
            key=str(certificate.key),
            inbox=str(inbox),
            logs=str(folder),
            language="zh",
            photo_bytes=1000,
            **deadlines,
        )
        self.process = ServerProcess(start, lambda asked: {"refused": "unknown"})
        self.context = ssl.create_default_context(cafile=str(certificate.certificate))
        assert self.process.began.wait(30)

    def connect(self) -> socket.socket:
        return socket.create_connection((HOST, self.process.port), timeout=20)

    def greet(self) -> ssl.SSLSocket:
        return self.context.wrap_socket(self.connect(), server_hostname=HOST)

    def status(self) -> int:
        url = f"https://{HOST}:{self.process.port}/page.css"
        return httpx.get(url, verify=self.context, timeout=20).status_code


def ends(connection: socket.socket) -> bool:
    """Whether the other side ends the connection, with or without a word."""
    try:
        while connection.recv(4096):
            pass
    except OSError as error:
        return not isinstance(error, TimeoutError)
    return True


@pytest.fixture
def bare(tmp_path: Path) -> Any:
    made = Bare(tmp_path, head_s=0.5, whole_s=60)
    yield made
    made.process.stop()


def test_a_head_that_never_ends_is_ended(bare: Bare) -> None:
    with bare.greet() as silent, bare.greet() as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        assert ends(silent)
        assert ends(slow)
    assert bare.status() == 200


def test_a_body_that_never_ends_is_ended(tmp_path: Path) -> None:
    bare = Bare(tmp_path, head_s=60, whole_s=0.5)
    head = f"POST /c/{'0' * 40}/step HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
    form = "Content-Type: application/x-www-form-urlencoded\r\n\r\nstep="
    try:
        with bare.greet() as slow:
            slow.sendall((head + form).encode())
            assert ends(slow)
        assert bare.status() == 200
    finally:
        bare.process.stop()


def test_nobody_without_a_place_for_a_photo_is_listened_to(lan: LanRoom) -> None:
    path = lan.path(lan.fire())
    with lan.phone() as first:
        first.post(f"{path}/open")
    head = (
        f"POST {path}/photo HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    )
    raw = socket.create_connection((HOST, lan.port), timeout=20)
    with lan.trusting().wrap_socket(raw, server_hostname=HOST) as stranger:
        stranger.sendall(head.encode())
        # Answered before a byte of the photo has come.
        assert b" 403 " in stranger.recv(4096)


@pytest.mark.parametrize(
    "greeting", [b"\x16\x03\x01" + b"\xff" * 600, b"GET / HTTP/1.1\r\n\r\n", bytes(2000)]
)
def test_garbage_in_place_of_tls_ends_that_connection_alone(bare: Bare, greeting: bytes) -> None:
    with bare.connect() as rude:
        rude.sendall(greeting)
        assert ends(rude)
    assert bare.status() == 200


def test_a_head_of_megabytes_is_refused(bare: Bare) -> None:
    with bare.greet() as wide:
        with contextlib.suppress(OSError):  # it may be ended while it is being sent
            wide.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Wide: " + b"x" * 2_000_000)
        assert ends(wide)
    assert bare.status() == 200


def test_one_address_may_hold_only_so_many_connections(tmp_path: Path) -> None:
    bare = Bare(tmp_path, head_s=60, whole_s=60)
    try:
        held = [bare.greet() for _ in range(MOST_OF_ONE_ADDRESS)]
        with bare.greet() as one_more:
            assert ends(one_more)
        held.pop().close()
        bare_again = [bare.greet()]
        assert bare_again[0].version()
        for connection in held + bare_again:
            connection.close()
    finally:
        bare.process.stop()


def test_many_phones_at_once_are_all_answered(lan: LanRoom) -> None:
    incident = lan.fire()
    paths = [lan.path(incident, call.person_id) for call in incident.calls]

    def open_one(path: str) -> int:
        with lan.phone() as phone:
            phone.post(f"{path}/open", data={"acknowledge": "1"})
            return phone.get(path).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(open_one, paths)) == {200}
    assert kinds(lan).count("call_acknowledged") == len(paths)


def test_two_phones_that_open_at_the_same_moment_share_no_link(lan: LanRoom) -> None:
    path = lan.path(lan.fire())

    def open_one(_: int) -> int:
        with lan.phone() as phone:
            return phone.post(f"{path}/open", data={"acknowledge": "1"}).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(open_one, range(6)))
    assert statuses == [303, 403, 403, 403, 403, 403]
    assert kinds(lan).count("link_opened") == 1


def test_a_killed_server_is_started_again_and_seen(lan: LanRoom) -> None:
    incident = lan.fire()
    path, before = lan.path(incident), lan.lan_page.pid()
    assert before is not None
    with lan.phone() as phone:
        phone.post(f"{path}/open", data={"acknowledge": "1"})
        os.kill(before, signal.SIGKILL)
        lan.wait_state("failed", "crashed")
        # A message of this moment still has its link: the page is back in seconds.
        assert lan.links.message_link(incident.calls[0])
        lan.wait(lambda: lan.lan_page.standing().state == "open" and lan.lan_page.pid() not in (None, before))
        assert "已确认" in phone.get(path).text
    seen = [kind for kind in kinds(lan) if kind.startswith("lan_page")]
    assert seen[-2:] == ["lan_page_failed", "lan_page_open"]


def test_a_server_that_hangs_is_ended(lan: LanRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.lanpage.keeper.PING_S", 0.1)
    monkeypatch.setattr("app.lanpage.keeper.SILENT_S", 0.5)
    before = lan.lan_page.pid()
    assert before is not None
    lan.wait_state("open")
    os.kill(before, signal.SIGSTOP)
    lan.wait(lambda: lan.lan_page.pid() not in (None, before) and lan.lan_page.standing().state == "open")
    assert not psutil.pid_exists(before)


def test_a_taken_port_is_a_fault_until_it_is_free(lan: LanRoom) -> None:
    call = lan.fire().calls[0]
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        lan.lan_page.save(LanPage(on=True, address=HOST, port=other.getsockname()[1])).result()
        lan.wait_state("failed", "port_taken")
        assert lan.links.message_link(call) == ""
    lan.lan_page.save(LanPage(on=True, address=HOST, port=free_port())).result()
    lan.wait_state("open")
    assert lan.links.message_link(call).startswith(lan.lan_page.standing().url)


def test_an_address_this_computer_does_not_have_is_a_fault(lan: LanRoom) -> None:
    lan.lan_page.save(LanPage(on=True, address="10.254.254.9", port=lan.port)).result()
    lan.wait_state("failed", "no_address")
    lan.lan_page.save(LanPage()).result()
    lan.wait_state("off")
    assert [kind for kind in kinds(lan) if kind.startswith("lan_page")] == [
        "lan_page_on",
        "lan_page_open",
        "lan_page_on",
        "lan_page_failed",
        "lan_page_off",
    ]


def test_an_address_that_goes_while_it_is_open_is_a_fault(
    lan: LanRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.lanpage.keeper.PING_S", 0.1)
    monkeypatch.setattr("app.lanpage.keeper._TRY_AGAIN_S", 0.1)
    with monkeypatch.context() as cable_out:
        cable_out.setattr("app.lanpage.keeper.own_addresses", lambda: ["10.9.9.9"])
        lan.wait_state("failed", "no_address")
    lan.wait_state("open")


def test_switched_off_nothing_listens_and_no_process_stays(lan: LanRoom) -> None:
    before = lan.lan_page.pid()
    assert before is not None
    lan.lan_page.save(LanPage(address=HOST, port=lan.port)).result()
    lan.wait_state("off")
    assert not psutil.pid_exists(before)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, lan.port), timeout=5)


def test_other_settings_do_not_disturb_the_server(lan: LanRoom) -> None:
    before = lan.lan_page.pid()
    lan.lan_page.save(LanPage(on=True, address=HOST, port=lan.port, hours=1)).result()
    incident = lan.fire()
    lan.clock.advance(minutes=61)
    with lan.phone() as phone:
        expired = phone.get(lan.path(incident))
    assert expired.status_code == 410
    assert "已过期" in expired.text
    assert lan.lan_page.pid() == before


def test_it_stops_in_time_even_with_callers_who_hold_on(lan: LanRoom) -> None:
    context = lan.trusting()
    held = [
        context.wrap_socket(socket.create_connection((HOST, lan.port)), server_hostname=HOST)
        for _ in range(3)
    ]
    began = time.monotonic()
    lan.lan_page.stop()
    assert time.monotonic() - began < STOP_S + 3
    assert lan.lan_page.pid() is None
    for connection in held:
        connection.close()


def test_the_server_ends_with_the_console(tmp_path: Path) -> None:
    bare = Bare(tmp_path)
    stdin = bare.process._process.stdin
    assert stdin is not None
    stdin.close()  # what a killed console's system does
    assert bare.process._process.wait(10) == 0
    bare.process.stop()


def test_somebody_clocks_on_and_off_by_phone(lan: LanRoom) -> None:
    link = lan.lan_page.make_clock_link("zhou").result()
    path = lan.lan_page.clock_address(link).removeprefix(f"https://{HOST}:{lan.port}")
    assert path.startswith("/w/")
    with lan.phone() as phone, lan.phone("en") as other:
        assert "到岗签到" in phone.get(path).text
        came = phone.post(f"{path}/on")
        assert (came.status_code, came.headers["location"]) == (303, path)
        page = phone.get(path).text
        assert "离岗签退" in page
        assert "✓ 已签到" in page
        assert other.post(f"{path}/off").status_code == 403
        assert phone.post(f"{path}/off", headers={"sec-fetch-site": "cross-site"}).status_code == 403
        part = phone.post(f"{path}/off", headers={"x-part": "1"})
        assert part.status_code == 200
        assert "到岗签到" in part.text
        # A link for clocking on opens no incident, and that of a call clocks nobody on.
        assert phone.get(path.replace("/w/", "/c/")).status_code == 404
        call = lan.path(lan.fire())
        assert phone.post(call.replace("/c/", "/w/") + "/on").status_code == 404
    assert [kinds(lan).count(kind) for kind in ("clocked_on", "clocked_off", "clock_link_opened")] == [
        1,
        1,
        1,
    ]


def test_a_report_is_read_and_its_receipt_given_by_phone(lan: LanRoom) -> None:
    incident = lan.fire(drill=True)
    draft = lan.reports.begin(incident.id, "initial")
    content = {item.name: draft.content.get(item.name) or "<b>无</b>" for item in FORMS["initial"]}
    lan.reports.send(replace(draft, content=content, people=("zhao",))).result()
    sent = lan.database.read(lambda reader: reader.outbox.to_person(incident.id, "zhao"))
    path = sent[-1].body.rpartition(f"https://{HOST}:{lan.port}")[2]
    assert path.startswith("/r/")
    with lan.phone() as phone, lan.phone("en") as other:
        door = phone.get(path).text
        assert "打开并确认收到" in door
        assert "伤亡情况" not in door
        assert phone.post(f"{path}/open", headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert phone.post(f"{path}/open", data={"acknowledge": "0"}).status_code == 303
        page = phone.get(path).text
        assert "伤亡情况" in page
        assert "<b>无" not in page
        assert "演练" in page
        assert other.get(path).status_code == 403
        part = phone.post(f"{path}/confirm", headers={"x-part": "1"})
        assert part.status_code == 200
        assert "✓ 已确认收到" in part.text
        # The link of a report opens no incident, and that of a call no report.
        assert phone.get(path.replace("/r/", "/c/")).status_code == 404
        assert phone.get(lan.path(incident).replace("/c/", "/r/")).status_code == 404
    assert [kinds(lan).count(kind) for kind in ("report_link_opened", "report_confirmed")] == [1, 1]


def test_a_reachability_check_is_answered_by_phone(lan: LanRoom) -> None:
    service = ReachService(
        lan.database,
        lan.clock,
        lambda: lan.roster.on_duty().now,
        lan.access.actor,
        lan.access.refuse_stranger,
        lan.ended.append,
        links=lan.links,
    )
    service.check_now().result()
    due = lan.database.read(lambda reader: reader.outbox.due(lan.clock.now(), 9))
    body = next(one.body for one in due if ":reach:" in one.dedupe_key)
    path = body.rpartition(f"https://{HOST}:{lan.port}")[2]
    with lan.phone() as phone, lan.phone("en") as english:
        assert "收到，我在" in phone.get(path).text
        assert "I am here" in english.get(path).text
        assert phone.post(f"{path}/answer").status_code == 303
        assert "✓ 已回复" in phone.get(path).text
    assert kinds(lan).count("reach_answered") == 1
