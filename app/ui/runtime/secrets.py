"""Putting a secret on the clipboard so that clipboard histories leave it alone, and taking it off again."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_MS = 60_000
_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    "org.nspasteboard.ConcealedType": b"1",
}


class SecretClipboard(QObject):
    """Copies a secret, marked as one, and clears it after a minute or when its window goes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._secret = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(self.clear)

    def copy(self, secret: str) -> None:
        """Copy."""
        mime = QMimeData()
        mime.setText(secret)
        for kind, value in _MARKS.items():
            mime.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(mime)
        self._secret = secret
        self._timer.start()

    def clear(self) -> None:
        """Empty the clipboard if the secret is still on it."""
        self._timer.stop()
        if self._secret and QGuiApplication.clipboard().text() == self._secret:
            QGuiApplication.clipboard().clear()
        self._secret = ""
