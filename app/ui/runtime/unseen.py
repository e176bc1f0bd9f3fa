"""What nobody sees while the theme changes: undressed a part at a time before, dressed again when it is shown.

Qt dresses every widget of the program in one go, those of hidden pages too: 0.2 s once all pages have been opened. So
what is hidden gives its old dress back early, some hundred widgets in a turn of the event loop, the change passes it
over, and it puts the new one on at the moment it is shown, before it is painted for the first time. As `QStyle` wants
it, the old style unpolishes what it has polished, and the new one polishes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

AT_ONCE = 800
"""Widgets that are undressed in one turn: at most 20 ms."""
DRESSED = Qt.WidgetAttribute.WA_WState_Polished
"""What has it is polished again by `QApplication.setStyle`, which every new sheet comes down to. Qt sets it the first
time that a widget is shown."""
OWN_STYLE = Qt.WidgetAttribute.WA_SetStyle
"""What has it is not told of the new style; telling all takes as long as polishing them. Set for that call alone,
since a widget that gets another parent looks at it too."""


class Unseen(QObject):
    """The hidden parts of windows: `find`, `undress` while something is left, change `passed_over`, `forget`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[QWidget] = []
        self._bare: list[QWidget] = []

    def find(self, windows: Iterable[QWidget]) -> None:
        """What is hidden in `windows` is to be undressed. Windows that are hidden themselves, as menus, are small and
        laid out before they are shown: they change with what is seen."""
        self.forget()
        for window in windows:
            for hidden in _split(window)[1]:
                hidden.installEventFilter(self)
                self._waiting += (hidden, *(w for w in hidden.findChildren(QWidget) if w.window() is window))

    def undress(self) -> bool:
        """Undress some of it; whether any is left."""
        some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for widget in filter(shiboken6.isValid, some):
            widget.style().unpolish(widget)
            widget.setAttribute(DRESSED, False)
            self._bare.append(widget)
        return bool(self._waiting)

    def forget(self) -> None:
        """The change is over. What is bare shows by its mark, and is dressed when it is shown."""
        self._waiting = []
        self._bare = []

    @contextmanager
    def passed_over(self) -> Iterator[None]:
        """A sheet that is set inside the block is not put on what was undressed."""
        bare = [w for w in self._bare if shiboken6.isValid(w) and not w.testAttribute(DRESSED)]
        for widget in bare:
            widget.setAttribute(OWN_STYLE)
        try:
            yield
        finally:
            for widget in bare:
                widget.setAttribute(OWN_STYLE, False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dress what is about to be shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            left = filter(shiboken6.isValid, self._waiting)  # a page may delete parts of itself as it is shown
            self._waiting = [w for w in left if w is not watched and not watched.isAncestorOf(w)]
            self._dress(watched)
        return False

    def _dress(self, part: QWidget) -> None:
        shown, hidden = _split(part)
        for widget in hidden:  # a page brings panels and forms that stay hidden: their turn comes when they are shown
            widget.installEventFilter(self)
        bare = [w for w in shown if not w.testAttribute(DRESSED)]
        for widget in bare:
            widget.setAttribute(DRESSED)
            widget.style().polish(widget)
        for widget in bare:
            QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def _split(top: QWidget) -> tuple[list[QWidget], list[QWidget]]:
    """`top` and what is shown with it, parents first; and the uppermost of what stays hidden when `top` is shown."""
    shown: list[QWidget] = [top]
    hidden: list[QWidget] = []
    for widget in shown:
        for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not child.isWindow():
                (hidden if child.isHidden() else shown).append(child)
    return shown, hidden
