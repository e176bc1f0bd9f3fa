from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.i18n import N_
from app.ui.runtime.actions import Command, Commands
from app.ui.runtime.kit import Kit


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_shortcut_runs_its_command(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    ran: list[int] = []
    Commands(kit, host).add(Command("lock", N_("Unlock"), lambda: ran.append(1), "lock", "Ctrl+L"))
    qtbot.keyClick(host, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert ran == [1]


def test_a_command_that_cannot_run_does_not(kit: Kit, host: QWidget) -> None:
    ran, can = [], [False]
    commands = Commands(kit, host)
    action = commands.add(Command("ship", N_("Unlock"), lambda: ran.append(1), enabled=lambda: can[0]))
    commands.run("ship")
    assert ran == []
    assert not action.isEnabled()
    can[0] = True
    commands.refresh()
    assert action.isEnabled()


def test_words_and_tooltip_follow_the_language(kit: Kit, host: QWidget) -> None:
    action = Commands(kit, host).add(Command("lock", N_("Unlock"), lambda: None, shortcut="Ctrl+L"))
    kit.language.choose("zh")
    assert (action.text(), action.toolTip()) == ("解锁", "解锁（Ctrl+L）")


def test_a_name_or_a_shortcut_is_given_once(kit: Kit, host: QWidget) -> None:
    commands = Commands(kit, host)
    commands.add(Command("lock", N_("Unlock"), lambda: None, shortcut="Ctrl+L"))
    with pytest.raises(ValueError, match="twice"):
        commands.add(Command("lock", N_("Unlock"), lambda: None))
    with pytest.raises(ValueError, match="belongs to lock"):
        commands.add(Command("other", N_("Unlock"), lambda: None, shortcut="Ctrl+L"))


def test_a_removed_command_gives_its_shortcut_back(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    ran: list[str] = []
    commands = Commands(kit, host)
    commands.add(Command("one", N_("Unlock"), lambda: ran.append("one"), shortcut="Ctrl+J"))
    commands.remove("one")
    commands.add(Command("two", N_("Unlock"), lambda: ran.append("two"), shortcut="Ctrl+J"))
    qtbot.keyClick(host, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["two"]
