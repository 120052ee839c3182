"""The window's thread is lifted before the window answers; only where the kernel refuses, somebody else is asked, later."""

import signal
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui import application


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    names = (signal.SIGINT, signal.SIGTERM)
    handlers, switch_s = [signal.getsignal(name) for name in names], sys.getswitchinterval()
    yield
    for name, handler in zip(names, handlers, strict=True):
        signal.signal(name, handler)
    sys.setswitchinterval(switch_s)


@pytest.mark.parametrize("lifted", [True, False])
def test_only_whom_the_kernel_refuses_is_asked_for(
    lifted: bool, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, qtbot: QtBot
) -> None:
    window, asking = QWidget(), []
    qtbot.addWidget(window)
    monkeypatch.setattr(application, "come_first", lambda: lifted)
    monkeypatch.setattr(application, "ask_in_background", lambda: asking.append(threading.get_ident()))
    monkeypatch.setattr(application, "_ASK_AFTER_MS", 0)
    application._loop(qapp, window, None, 0.01)
    assert asking == ([] if lifted else [threading.get_ident()]), "for its own thread, once"
