"""Exceptions nobody caught, and Qt's own complaints: into the log file; a calm banner on screen for the first."""

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class FaultWatch(QObject):
    """Owns the hooks between `install` and `restore`. `fault` is emitted from whatever thread failed."""

    fault = Signal(object)

    def install(self) -> None:
        self._before = (sys.excepthook, threading.excepthook)
        qInstallMessageHandler(_log_qt)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def restore(self) -> None:
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("uncaught exception", exc_info=(kind, error, trace))
        self.fault.emit(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value
        if error is None:
            return
        name = args.thread.name if args.thread else "?"
        log.critical("uncaught exception in thread %s", name, exc_info=error)
        self.fault.emit(error)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, message)
