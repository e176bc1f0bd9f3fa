"""What a person does at the program: clicks, types (Chinese through an input method), drags files onto a window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from app.ui.program import Program
from app.ui.shell.stage import settle
from app.ui.widgets.segmented import Segmented
from tests.ui.dragging import drop_files
from tests.ui.pages.conftest import button

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """Works at one program; each thing done is waited for."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def rest(self, ms: int = 120) -> None:
        settle(self.program.worker, ms)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, LEFT, NONE, at if at is not None else widget.rect().center())
        self.rest()

    def press(self, root: QWidget, words: str) -> None:
        """Click the button that says so."""
        self.click(button(root, words))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key, wherever the keyboard is."""
        QTest.keyClick(focus(), key, modifier)
        self.rest()

    def type(self, line: QLineEdit, text: str) -> None:
        """Click a line, take what stands in it, and type instead."""
        QTest.mouseClick(line, LEFT)
        QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
        self.go_on_typing(text)
        assert line.text() == text

    def go_on_typing(self, text: str) -> None:
        """Type where the keyboard is."""
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(focus(), sign)
            else:
                chosen = QInputMethodEvent()
                chosen.setCommitString(sign)
                QCoreApplication.sendEvent(focus(), chosen)
        self.rest()

    def choose(self, segmented: Segmented, key: str) -> None:
        """Go to a segment by the arrow keys."""
        QTest.mouseClick(segmented, LEFT, NONE, QPoint(1, 1))
        segmented.setFocus(Qt.FocusReason.MouseFocusReason)
        for arrow in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            for _ in range(4):
                if segmented.current != key:
                    QTest.keyClick(segmented, arrow)
        assert segmented.current == key
        self.rest()

    def drop(self, window: QWidget, files: Sequence[Path]) -> None:
        """Drag files over a window, as the desktop tells it, and let them go in its middle."""
        drop_files(window, files)
        self.rest()

    def dialogs(self) -> list[QDialog]:
        """The dialogs that are open."""
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]

    def dialog(self) -> QDialog:
        """The dialog on top."""
        found = self.dialogs()
        assert found, "no dialog is open"
        return found[-1]


def focus() -> QWidget:
    """Where the keyboard is."""
    found = QApplication.focusWidget()
    assert found is not None, "the keyboard is nowhere"
    return found


def put_away(made: Program, dressed: QApplication) -> None:
    """End a program as the application's own end would, and let go of what it wore."""
    dressed.aboutToQuit.disconnect(made.finish)
    made.finish()
    dressed.styleHints().colorSchemeChanged.disconnect(made.kit.theme._wear)
    made.kit.theme.deleteLater()
    made.kit.language.deleteLater()
    made.deleteLater()
