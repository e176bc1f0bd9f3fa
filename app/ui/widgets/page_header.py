"""A page's head: title, the box that finds anything, secondary buttons, and one filled one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.core.i18n import N_, Text
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label
from app.ui.widgets.paint import draw_focus, draw_text
from app.ui.widgets.ring import KeyRing
from app.ui.widgets.sign import draw_sign


class SearchButton(QAbstractButton):
    """Looks like a search box and opens the palette, which has the real one."""

    def __init__(self, kit: Kit, keys: str) -> None:
        super().__init__()
        self._ring = KeyRing()
        self._kit = kit
        self._keys = keys
        self.setMinimumWidth(150)
        self.setMaximumWidth(400)
        self.setFixedHeight(32)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self.update)
        kit.say(self.setText, N_("Find a number, name, phone, pinyin, or a command"))

    def sizeHint(self) -> QSize:
        """Wide where there is room."""
        return QSize(400, 32)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Glass, hint, and the keys that do the same."""
        tokens = self._kit.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QRectF(self.rect())
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(at.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.drawPixmap(10, 8, self._kit.icons.pixmap("search", "ink2", 16, self.devicePixelRatioF()))
        painter.setFont(font(11, 500))
        width = painter.fontMetrics().horizontalAdvance(self._keys) + 14
        cap = QRectF(at.right() - width - 6, 6, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sunk))
        painter.drawRoundedRect(cap, 5, 5)
        painter.setPen(QColor(tokens.ink2))
        draw_text(painter, cap, self._keys, Qt.AlignmentFlag.AlignHCenter)
        painter.setFont(font(12))
        draw_text(painter, at.adjusted(34, 0, -(width + 12), 0), self.text())
        if self._ring.shows(self):
            draw_focus(painter, self._kit, at, 7)
        painter.end()


class PageHeader(QWidget):
    """Title at the left; at the right the search box and the page's buttons."""

    search_asked = Signal()

    def __init__(self, kit: Kit, title: Text, *buttons: QPushButton, keys: str = "Ctrl K") -> None:
        super().__init__()
        self._kit = kit
        self._title = label(kit, title, size=20, weight=700)
        self._title.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.search = SearchButton(kit, keys)
        self.search.clicked.connect(self.search_asked)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self._title)
        box.addStretch(1)
        box.addWidget(self.search, 4)
        for made in buttons:
            box.addWidget(made)

    def set_title(self, title: Text | str) -> None:
        """Another title."""
        self._kit.say(self._title.setText, title)


class HeadArea(QWidget):
    """The sidebar's head: the shop's sign and name, and the lock."""

    clicked = Signal()

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self._kit = kit
        self._name = name
        self._narrow = False
        self.setFixedHeight(56)
        self.setToolTip(name)
        self.setAccessibleName(name)
        kit.theme.changed.connect(self.update)

    def set_narrow(self, narrow: bool) -> None:
        """Show only the sign."""
        self._narrow = narrow
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that the head was pressed."""
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sign and name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - 32) / 2 if self._narrow else 16.0
        draw_sign(painter, self._kit, QRectF(left, 13, 30, 30))
        if not self._narrow:
            painter.setPen(self._kit.theme.colour("ink"))
            painter.setFont(font(15, 700))
            draw_text(painter, QRectF(56, 13, self.width() - 68, 30), self._name)
        painter.end()
