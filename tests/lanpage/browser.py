"""A real Chromium without a screen, as wide as a phone or a tablet. It trusts one certificate and no other."""

import base64
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from selenium import webdriver
from selenium.common.exceptions import (
    NoSuchElementException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

_CHANGING = (NoSuchElementException, StaleElementReferenceException)
"""The page is replaced while it is read."""
PHONE, TABLET = (390, 844), (820, 1180)
_QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
)  # fmt: skip


def chromium() -> tuple[str, str]:
    """Where browser and driver are; skips the test where they are not."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("needs Chromium and its driver (packages chromium, chromium-driver)")
    return browser, driver


class Browser:
    """Between `with` and its end; a new one has no cookies, like another phone.

    Args:
        trusted: the certificate it was given; none for a phone that was given none.
    """

    def __init__(
        self,
        folder: Path,
        trusted: Path | None,
        *,
        size: tuple[int, int] = PHONE,
        language: str = "zh-CN",
        dark: bool = False,
        script: bool = True,
    ) -> None:
        browser, driver = chromium()
        options = webdriver.ChromeOptions()
        options.binary_location = browser
        folder.mkdir(parents=True, exist_ok=True)
        for argument in (*_QUIET, f"--user-data-dir={folder}", f"--lang={language}"):
            options.add_argument(argument)
        if trusted is not None:
            options.add_argument(f"--ignore-certificate-errors-spki-list={_pin(trusted)}")
        # The page's language is the phone's own.
        preferences: dict[str, Any] = {"intl.accept_languages": language}
        if not script:
            preferences["profile.managed_default_content_settings.javascript"] = 2
        options.add_experimental_option("prefs", preferences)
        self.driver = webdriver.Chrome(options=options, service=Service(driver))
        self.driver.set_page_load_timeout(30)
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": True}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def __enter__(self) -> "Browser":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.driver.quit()

    def open(self, url: str) -> None:
        self.driver.get(url)

    def text(self) -> str:
        """What is visible, in one question: between two the page may be replaced."""
        text: str = self.driver.execute_script("return document.body ? document.body.innerText : ''")
        return text

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def button(self, action: str, value: str = "") -> WebElement:
        """The button of the form that is sent to an address ending so."""
        chosen = f'[value="{value}"]' if value else ""
        return self.find(f'form[action$="/{action}"] button{chosen}')

    def wait(self, condition: Callable[[], object], within_s: float = 20) -> None:
        def holds(_: object) -> bool:
            return bool(condition())

        waiting = WebDriverWait(self.driver, within_s, 0.05, ignored_exceptions=_CHANGING)
        try:
            waiting.until(holds)
        except TimeoutException as error:
            raise AssertionError(self.text()) from error

    def wait_text(self, words: str, within_s: float = 20) -> None:
        self.wait(lambda: words in self.text(), within_s)

    def offline(self, off: bool) -> None:
        """The wireless network goes, or comes back."""
        conditions = {"offline": off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)

    def complaints(self) -> list[str]:
        """What the browser has to say against the page: scripts or styles it refused, errors."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def screenshot(self, path: Path) -> None:
        """All of the page, not only what is in view."""
        taken = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
        path.write_bytes(base64.b64decode(taken["data"]))


def _pin(certificate: Path) -> str:
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(der).digest()).decode()
