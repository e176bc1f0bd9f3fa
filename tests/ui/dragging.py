"""Files dragged onto a widget, as the desktop tells its window: they enter, move, and are let go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget


def drop_files(on: QWidget, files: Sequence[Path]) -> None:
    """Let the files go over the middle of a widget, which takes them or hands them to what it lies in."""
    window = on.window()
    handle = window.windowHandle()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(f)) for f in files])
    at = QPointF(on.mapTo(window, on.rect().center()))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent, QDropEvent):
        event = kind(at, copy, mime, left, none)
        event.setAccepted(kind is QDragMoveEvent)  # as Qt sends it on, once the files were let in
        QCoreApplication.sendEvent(handle, event)
        assert event.isAccepted(), kind.__name__
