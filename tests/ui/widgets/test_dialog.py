"""Dialogs: the keys that press their buttons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.i18n import N_
from app.ui.runtime.kit import Kit
from app.ui.widgets.dialog import Dialog, confirm


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """A window for dialogs to stand on."""
    window = QWidget()
    qtbot.addWidget(window)
    yield window


class Watch(QObject):
    """Notes the kinds of what happens to a window."""

    def __init__(self, parent: QWidget, seen: list[QEvent.Type]) -> None:
        super().__init__(parent)
        self._seen = seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._seen.append(event.type())
        return False


def _noted(kit: Kit, host: QWidget, done: list[str]) -> tuple[Dialog, QPlainTextEdit]:
    dialog = Dialog(kit, host, N_("Note"))
    box = QPlainTextEdit()
    dialog.body.addWidget(box)
    dialog.offer(N_("Save"), lambda: done.append(box.toPlainText()), kind="primary")
    dialog.offer(N_("Cancel"))
    dialog.open()
    return dialog, box


def test_among_lines_ctrl_enter_saves_and_enter_starts_a_line(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    _, box = _noted(kit, host, done)
    qtbot.keyClicks(box, "a")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClicks(box, "b")
    assert done == []
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == ["a\nb"]


def test_ctrl_enter_does_not_press_a_button_that_is_off(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    dialog = Dialog(kit, host, N_("Note"))
    save = dialog.offer(N_("Save"), lambda: done.append("saved"), kind="primary")
    save.setEnabled(False)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    dialog.reject()


def test_the_window_below_has_the_keyboard_again_when_two_close_at_once(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    host.show()
    qtbot.waitExposed(host)
    lower = Dialog(kit, host, N_("Note"))
    lower.open()
    upper = confirm(kit, lower, N_("Save"), N_("Note"), N_("Save"), lower.accept)
    asked: list[QEvent.Type] = []
    watch = Watch(host, asked)
    host.installEventFilter(watch)
    qtbot.waitUntil(lambda: upper.isActiveWindow())
    qtbot.keyClick(upper, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: host.isActiveWindow())
    assert QEvent.Type.WindowActivate in asked
