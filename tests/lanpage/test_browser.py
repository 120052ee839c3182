"""The page in the hands of a person: a real Chromium, as wide as a phone or a tablet."""

import os
import signal
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.errors import StorageUnavailable
from tests.fakes.photos import heic, photo
from tests.lanpage.browser import PHONE, TABLET, Browser
from tests.lanpage.conftest import LanRoom

pytestmark = pytest.mark.timeout(180)
_LEAST_TARGET = 48


class Hands:
    """Opens browsers, each a phone of its own, on one incident."""

    def __init__(self, lan: LanRoom, folder: Path, *, drill: bool = False) -> None:
        self.lan, self.folder = lan, folder
        self.incident = lan.fire(drill=drill)
        self.url = lan.lan_page.standing().url + lan.path(self.incident)
        self.count = 0

    def phone(self, **how: object) -> Browser:
        self.count += 1
        return Browser(self.folder / f"phone{self.count}", self.lan.certificate, **how)

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def entries(self, kind: str) -> int:
        self.lan.database.write(lambda _: None).result()
        return self.lan.kinds().count(kind)


@pytest.fixture
def hands(lan: LanRoom, tmp_path: Path) -> Hands:
    return Hands(lan, tmp_path)


def test_a_link_is_opened_confirmed_followed_and_ended_on_a_phone(hands: Hands) -> None:
    with hands.phone() as phone:
        phone.open(hands.url)
        assert "火警" in phone.text()
        assert "液化气站" in phone.text()
        assert hands.entries("link_opened") == 0
        phone.button("open", "1").click()
        phone.wait_text("✓ 已确认")
        assert hands.entries("call_acknowledged") == 1
        assert "已确认" in (phone.find("#said").get_attribute("textContent") or "")  # a reader says it aloud
        phone.button("step", "1").click()
        phone.wait_text("已完成 · 陈国平")
        phone.find("input[type=file]").send_keys(hands.file("a.jpg", photo(size=(1200, 900))))
        phone.wait_text("已存入 1 张")
        phone.find("input[type=file]").send_keys(hands.file("b.heic", heic()))
        phone.wait_text("不收 HEIC")
        shown = phone.find("#page").get_attribute("data-time")
        hands.lan.clock.advance(seconds=1)
        phone.wait(lambda: phone.find("#page").get_attribute("data-time") != shown)
        assert "不收 HEIC" in phone.text()  # a look for news does not take it away
        phone.button("arrived").click()
        phone.wait_text("✓ 已到场")
        hands.lan.incidents.stand_down(hands.incident.id).result()
        phone.wait_text("事件已解除")
        assert not phone.all("button")
        # The refused photo is answered with 415, which the browser notes; nothing else is amiss.
        assert [words for words in phone.complaints() if "415" not in words] == []
    for kind in ("link_opened", "call_acknowledged", "step_done", "photo_received", "call_arrived"):
        assert hands.entries(kind) == 1


def test_all_of_it_works_without_script(hands: Hands) -> None:
    with hands.phone(script=False, language="en-GB") as phone:
        phone.open(hands.url)
        phone.button("open", "0").click()
        phone.wait(lambda: phone.button("acknowledge").is_displayed())
        assert hands.entries("call_acknowledged") == 0
        phone.button("acknowledge").click()
        phone.wait_text("✓ Confirmed")
        phone.button("step", "0").click()
        phone.wait_text("done ")
        phone.find("input[type=file]").send_keys(hands.file("a.png", photo("PNG")))
        phone.button("photo").click()
        phone.wait_text("1 stored")
        phone.button("arrived").click()
        phone.wait_text("✓ On scene")
    for kind in ("call_acknowledged", "step_done", "photo_received", "call_arrived"):
        assert hands.entries(kind) == 1


def test_a_second_phone_is_told_and_the_first_goes_on(hands: Hands) -> None:
    with hands.phone() as first, hands.phone() as second:
        first.open(hands.url)
        first.button("open", "1").click()
        first.wait_text("✓ 已确认")
        second.open(hands.url)
        assert "此链接已在另一部手机上打开" in second.text()
        assert "8555\u00a00101" in second.text(), "a number in one line"
        assert not second.all("form")
        first.button("arrived").click()
        first.wait_text("✓ 已到场")


def test_an_expired_link_and_a_revoked_one_say_so(hands: Hands) -> None:
    with hands.phone() as phone:
        phone.open(hands.url)
        phone.button("open", "0").click()
        phone.wait(lambda: phone.button("acknowledge").is_displayed())
        call = next(call for call in hands.incident.calls if call.person_id == "chen")
        hands.lan.lan_page.revoke(call.id).result()
        phone.wait_text("已被指挥中心收回")
        hands.lan.lan_page.release(call.id).result()
        hands.lan.clock.advance(minutes=13 * 60)
        phone.open(hands.url)
        assert "链接已过期" in phone.text()
    assert hands.entries("call_acknowledged") == 0


def test_twelve_seconds_without_network_are_seen_and_nothing_is_claimed_or_lost(hands: Hands) -> None:
    with hands.phone() as phone:
        phone.open(hands.url)
        phone.button("open", "0").click()
        phone.wait(lambda: phone.button("acknowledge").is_displayed())
        began = clock(phone)
        phone.offline(True)
        phone.button("acknowledge").click()
        phone.wait_text("未连接指挥中心")
        phone.wait_text("还有 1 项没有送达")
        # The page's own clock goes on.
        phone.wait(lambda: clock(phone) >= began + 12)
        assert "已确认" not in phone.text()
        assert "正在发送" in phone.text()
        assert hands.entries("call_acknowledged") == 0
        phone.offline(False)
        phone.wait_text("✓ 已确认")
        phone.wait(lambda: not phone.find("#line").is_displayed())
    assert hands.entries("call_acknowledged") == 1


def test_what_cannot_be_stored_is_not_shown_as_done_and_is_tried_until_it_is(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: Future[None] = Future()
    refused.set_exception(StorageUnavailable("disk_full"))
    with hands.phone() as phone, monkeypatch.context() as full_disk:
        phone.open(hands.url)
        phone.button("open", "0").click()
        phone.wait(lambda: phone.button("acknowledge").is_displayed())
        full_disk.setattr(hands.lan.incidents, "acknowledge", lambda *_: refused)
        phone.button("acknowledge").click()
        phone.wait_text("没有存入")
        phone.wait_text("还有 1 项没有送达")
        assert "已确认" not in phone.text()
        full_disk.undo()
        phone.wait_text("✓ 已确认")
        phone.wait(lambda: not phone.find("#line").is_displayed())
    assert hands.entries("call_acknowledged") == 1


def test_a_server_that_died_is_noticed_and_the_page_goes_on_by_itself(hands: Hands) -> None:
    with hands.phone() as phone:
        phone.open(hands.url)
        phone.button("open", "1").click()
        phone.wait_text("✓ 已确认")
        os.kill(hands.lan.lan_page.pid() or 0, signal.SIGKILL)
        phone.button("arrived").click()
        phone.wait_text("✓ 已到场", within_s=30)
    assert hands.entries("call_arrived") == 1


def test_who_asks_too_often_is_told_to_wait(hands: Hands) -> None:
    opened = threading.Event()

    def hammer() -> None:
        with hands.lan.phone() as rude:
            while not opened.is_set():
                rude.get(hands.url)

    with hands.phone(language="en-GB") as phone, ThreadPoolExecutor(1) as aside:
        hammering = aside.submit(hammer)
        try:
            phone.wait(lambda: (phone.open(hands.url), "Too often" in phone.text())[1])
        finally:
            opened.set()
        hammering.result()
        phone.wait(lambda: (phone.open(hands.url), "Confirm receipt" in phone.text())[1])


def test_a_browser_that_was_given_no_certificate_shows_nothing(hands: Hands) -> None:
    with Browser(hands.folder / "stranger", None) as stranger:
        stranger.open(hands.url)
        assert "NET::ERR_CERT_AUTHORITY_INVALID" in stranger.text()
        assert "火警" not in stranger.driver.page_source


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh-CN"), (PHONE, "en-GB"), (TABLET, "en-GB")])
def test_a_thumb_finds_every_target_and_a_reader_every_name(
    hands: Hands, size: tuple[int, int], language: str
) -> None:
    with hands.phone(size=size, language=language, dark=size == TABLET) as phone:
        phone.open(hands.url)
        look_over(phone)
        phone.button("open", "0").click()
        phone.wait(lambda: phone.button("acknowledge").is_displayed())
        look_over(phone)


def test_a_drill_is_marked_in_title_and_text(lan: LanRoom, tmp_path: Path) -> None:
    hands = Hands(lan, tmp_path, drill=True)
    with hands.phone() as phone:
        phone.open(hands.url)
        assert "这是演练" in phone.text()
        assert phone.driver.title.startswith("演练")


def clock(phone: Browser) -> int:
    """Seconds since the alarm, as the page says."""
    minutes, seconds = phone.find(".clock").text.split(":")
    return 60 * int(minutes) + int(seconds)


def look_over(phone: Browser) -> None:
    """Large enough, named, within the screen, and with contrast."""
    for target in phone.all("button, a, label"):
        if target.is_displayed():
            assert target.size["height"] >= _LEAST_TARGET, target.text
            assert target.accessible_name.strip() or target.text.strip()
    width = phone.driver.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    contrasts = phone.driver.execute_script(_CONTRAST)
    assert contrasts
    assert min(each[0] for each in contrasts) >= 4.5, sorted(contrasts)[:3]


_CONTRAST = """
const numbers = (c) => c.match(/[\\d.]+/g).map(Number);
const light = (c) => { const [r, g, b] = numbers(c).slice(0, 3).map((v) => {
  v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = (e) => { for (; e; e = e.parentElement) {
  const c = numbers(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return getComputedStyle(e).backgroundColor; }
  return "rgb(255, 255, 255)"; };
return [...document.querySelectorAll("main *")]
  .filter((e) => e.offsetParent && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => { const a = light(getComputedStyle(e).color), b = light(ground(e));
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.textContent.trim().slice(0, 40)]; });
"""
