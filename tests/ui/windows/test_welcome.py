"""The first page of the first run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.windows.welcome import Welcome


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_way_that_has_the_keyboard_is_taken_by_enter_and_by_space(
    kit: Kit, worker: Worker, qtbot: QtBot, key: Qt.Key
) -> None:
    page = Welcome(kit, worker)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.open_asked):
        qtbot.keyClick(page.old_shop, key)
