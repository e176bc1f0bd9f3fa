"""What becomes of an error: a plain message if the person can mend it, else a report and a way on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from app.core.errors import Cancelled, UserError

_QUIET = ("propagateSizeHints", "This plugin does not support")


class ErrorDesk(QObject):
    """Takes every error of the window, wherever it was raised.

    `tell` shows a `UserError`; `crashed` gives the report's text and path for the crash dialog. A cancelled job
    is not an error. Errors from any thread arrive on the window's.
    """

    tell = Signal(object)
    crashed = Signal(str, object)
    _from_thread = Signal(object)

    def __init__(self, parent: QObject, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._busy = False
        self._undo: Callable[[], None] | None = None
        self._from_thread.connect(self.take)

    def take(self, error: BaseException) -> None:
        """Deal with an error on the window's thread."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, UserError):
            self.tell.emit(error)
            return
        at = datetime.now(UTC)
        from app.ui.runtime.report import report_text, write_report  # the first window stands without it

        text = report_text(error, at)
        path = write_report(text, at, self._folder)
        # An error while the crash dialog is being shown must not open another one.
        if not self._busy:
            self._busy = True
            try:
                self.crashed.emit(text, path)
            finally:
                self._busy = False

    def install(self) -> None:
        """Catch what nobody caught: in slots, in threads, and Qt's own complaints."""
        before = (sys.excepthook, threading.excepthook, qInstallMessageHandler(_qt_message))
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

        def undo() -> None:
            sys.excepthook, threading.excepthook = before[0], before[1]
            qInstallMessageHandler(before[2])

        self._undo = undo

    def uninstall(self) -> None:
        """Give the hooks back."""
        if self._undo is not None:
            self._undo()
            self._undo = None

    def _hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(_kind, error, _trace)
        else:
            self._from_thread.emit(error)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._from_thread.emit(args.exc_value)


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's warnings go to stderr; they name widgets, never records. Noise of screens that are none is dropped."""
    if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) or any(part in message for part in _QUIET):
        return
    print(f"Qt: {message}", file=sys.stderr)
