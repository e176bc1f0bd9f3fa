"""Commands: each declared once, and used by menus, buttons, shortcuts and the palette alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Text
from app.ui.runtime.kit import Kit

STEPS = 9
"""Steps of a record that have a key of their own."""


def always() -> bool:
    """The condition of a command that can run at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """A verb of the window. `shortcut` is Qt's portable notation ("Ctrl+N"); `words` help to find it."""

    id: str
    label: Text
    run: Callable[[], object]
    icon: str = ""
    shortcut: str = ""
    enabled: Callable[[], bool] = always
    words: str = ""
    in_palette: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """What one key does with a record, or with all that are selected: a move, or another record that is opened."""

    label: Text
    icon: str
    run: Callable[[], object]


class Commands(QObject):
    """The commands of one window. Their shortcuts work while `host` or a child of it has the focus."""

    def __init__(self, kit: Kit, host: QWidget) -> None:
        super().__init__(host)
        self._kit = kit
        self._host = host
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}

    def __iter__(self) -> Iterator[Command]:
        return iter(list(self._commands.values()))

    def add(self, command: Command) -> QAction:
        """Declare a command. Raises `ValueError` if its id or shortcut is taken: a mistake in code."""
        if command.id in self._commands:
            raise ValueError(f"command declared twice: {command.id}")
        keys = {c.shortcut: c.id for c in self if c.shortcut}
        if command.shortcut in keys:
            raise ValueError(f"{command.shortcut} belongs to {keys[command.shortcut]}")
        action = QAction(self)
        self._kit.say(action.setText, command.label)
        if command.icon:
            self._kit.icon(action.setIcon, command.icon)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._kit.say(action.setToolTip, N_("{label} ({keys})", label=command.label, keys=said(action)))
        action.setEnabled(command.enabled())
        action.triggered.connect(lambda: self.run(command.id))
        self._host.addAction(action)
        self._commands[command.id] = command
        self._actions[command.id] = action
        return action

    def remove(self, command_id: str) -> None:
        """Take a command back, as when the page that offered it is left."""
        self._commands.pop(command_id, None)
        action = self._actions.pop(command_id, None)
        if action is not None:
            self._host.removeAction(action)
            action.deleteLater()

    def action(self, command_id: str) -> QAction:
        """The action of a command, for a menu or a button."""
        return self._actions[command_id]

    def run(self, command_id: str) -> None:
        """Run a command if it can run now."""
        command = self._commands[command_id]
        if command.enabled():
            command.run()
        self.refresh()

    def refresh(self) -> None:
        """Ask each command again whether it can run, after the selection or the record changed."""
        for command_id, command in self._commands.items():
            self._actions[command_id].setEnabled(command.enabled())


def said(action: QAction) -> str:
    """The shortcut of an action as the desktop writes it; empty without one."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def native(keys: str) -> str:
    """A shortcut in Qt's portable notation as the desktop writes it; empty for the empty one."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(words: str, keys: str) -> str:
    """A menu's words with the shortcut that a command of the window has for the same; the words alone without one."""
    return f"{words}\t{native(keys)}" if keys else words


def step_key(at: int) -> str:
    """The key of a record's step, counted from 0; empty from the tenth on."""
    return f"Alt+{at + 1}" if at < STEPS else ""
