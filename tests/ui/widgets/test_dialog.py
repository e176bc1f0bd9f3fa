"""Dialogs: the keys that press their buttons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.i18n import N_
from app.ui.runtime.kit import Kit
from app.ui.widgets.dialog import Dialog


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """A window for dialogs to stand on."""
    window = QWidget()
    qtbot.addWidget(window)
    yield window


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
