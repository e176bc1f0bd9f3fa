"""The tabs down the left side: groups, icon, label, count; only icons where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.core.i18n import Text
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label
from app.ui.widgets.paint import draw_focus, draw_text
from app.ui.widgets.ring import KeyRing

FULL_WIDTH, NARROW_WIDTH = 208, 56


@dataclass(frozen=True, slots=True)
class NavSpec:
    """A tab: key, label, icon."""

    key: str
    label: Text
    icon: str


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Tabs that belong together, under a heading if it has one."""

    heading: Text | None
    items: Sequence[NavSpec] = field(default_factory=tuple)


class NavItem(QAbstractButton):
    """One tab. Its count is red only when it counts what is overdue. `grew` when it may need more room."""

    grew = Signal()

    def __init__(self, kit: Kit, spec: NavSpec) -> None:
        super().__init__()
        self._ring = KeyRing()
        self._kit = kit
        self._icon = spec.icon
        self._count = 0
        self._overdue = False
        self.key = spec.key
        self.narrow = False
        self.setCheckable(True)
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        kit.theme.changed.connect(self.update)
        kit.say(self.set_label, spec.label)

    def set_label(self, text: str) -> None:
        """Take the label in the language in use."""
        self.setText(text)
        self._describe()

    def set_count(self, count: int, *, overdue: bool = False) -> None:
        """Show a count (0: none), red if it counts what is overdue."""
        self._count, self._overdue = count, overdue
        self._describe()
        self.grew.emit()

    def set_narrow(self, narrow: bool) -> None:
        """Show only the icon, with the label as tooltip."""
        self.narrow = narrow
        self._describe()

    def label_width(self) -> int:
        """The width at which the whole label shows beside its count."""
        words = QFontMetricsF(font(13, 700)).horizontalAdvance(self.text())
        return int(10 + 18 + 9 + words + 10 + self._badge_width() + 12)

    def sizeHint(self) -> QSize:
        """A full row, or a square for the icon alone."""
        return QSize(36 if self.narrow else self.label_width(), 32)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tab: tinted when chosen, with icon, label and count."""
        tokens, on = self._kit.tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QRectF(self.rect())
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_tint if on else tokens.sunk))
            painter.drawRoundedRect(at, 7, 7)
        pixmap = self._kit.icons.pixmap(self._icon, "accent" if on else "ink2", 18, self.devicePixelRatioF())
        left = int((at.width() - 18) / 2) if self.narrow else 10
        painter.drawPixmap(left, 7, pixmap)
        if self.narrow:
            self._draw_mark(painter, at)
        else:
            painter.setFont(font(13, 700 if on else 400))
            painter.setPen(QColor(tokens.accent if on else tokens.ink))
            draw_text(painter, at.adjusted(37, 0, -(self._badge_width() + 14), 0), self.text())
            self._draw_count(painter, at)
        if self._ring.shows(self):
            draw_focus(painter, self._kit, at, 7)
        painter.end()

    def _draw_count(self, painter: QPainter, at: QRectF) -> None:
        if self._count:
            tokens = self._kit.tokens
            painter.setFont(font(11, 700, tabular=True))
            painter.setPen(QColor(tokens.red if self._overdue else tokens.ink2))
            draw_text(painter, at.adjusted(0, 0, -11, 0), _said(self._count), Qt.AlignmentFlag.AlignRight)

    def _draw_mark(self, painter: QPainter, at: QRectF) -> None:
        if self._count and self._overdue:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._kit.tokens.red))
            painter.drawEllipse(QRectF(at.center().x() + 5, 5, 7, 7))

    def _badge_width(self) -> float:
        if not self._count:
            return 0.0
        return QFontMetricsF(font(11, 700)).horizontalAdvance(_said(self._count)) + 4

    def _describe(self) -> None:
        count = f" {_said(self._count)}" if self._count else ""
        self.setAccessibleName(self.text() + count)
        self.setToolTip(self.text() + count if self.narrow else "")
        self.updateGeometry()
        self.update()


class NavBar(QWidget):
    """The tab bar. Up and down move between tabs; `chosen` says the key."""

    chosen = Signal(str)

    def __init__(self, kit: Kit, head: QWidget | None = None) -> None:
        super().__init__()
        self._kit = kit
        self._items: dict[str, NavItem] = {}
        self._headings: list[QLabel] = []
        self._narrow = False
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(10, 0, 10, 8)
        self._list.setSpacing(1)
        scroll = QScrollArea()
        scroll.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)  # setWidget turned it on
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(10, 4, 10, 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        if head is not None:
            box.addWidget(head)
        box.addWidget(scroll, 1)
        box.addLayout(self._foot)
        self.setFixedWidth(FULL_WIDTH)
        kit.theme.changed.connect(self.update)
        kit.language.changed.connect(self._fit)

    @property
    def narrow(self) -> bool:
        """Whether only icons show."""
        return self._narrow

    def show_tabs(self, groups: Sequence[NavGroup], foot: Sequence[NavSpec] = ()) -> None:
        """Show these tabs; `foot` ones stay at the bottom."""
        for group in groups:
            if group.heading is not None:
                heading = label(self._kit, group.heading, size=11, tone="quiet")
                heading.setContentsMargins(10, 10, 0, 4)
                self._headings.append(heading)
                self._list.addWidget(heading)
            for spec in group.items:
                self._list.addWidget(self._make(spec))
        self._list.addStretch(1)
        for spec in foot:
            self._foot.addWidget(self._make(spec))
        self._fit()

    def item(self, key: str) -> NavItem:
        """The tab of `key`. Raises `KeyError`."""
        return self._items[key]

    def choose(self, key: str) -> None:
        """Mark the tab of `key`, without sending `chosen`."""
        for item in self._items.values():
            item.setChecked(item.key == key)

    def set_narrow(self, narrow: bool) -> None:
        """Show only icons, or icons with labels."""
        self._narrow = narrow
        for heading in self._headings:
            heading.setVisible(not narrow)
        for item in self._items.values():
            item.set_narrow(narrow)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar's own ground and the hairline beside the page."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._kit.theme.colour("paper"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._kit.theme.colour("line"))
        painter.end()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Move between tabs with up and down."""
        if isinstance(watched, NavItem) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            items = list(self._items.values())
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                to = items[max(0, min(items.index(watched) + step, len(items) - 1))]
                to.setFocus(Qt.FocusReason.TabFocusReason)
                to.click()
                return True
        return False

    def _make(self, spec: NavSpec) -> NavItem:
        item = NavItem(self._kit, spec)
        item.installEventFilter(self)
        item.clicked.connect(self._clicked)
        item.grew.connect(self._fit)
        self._items[spec.key] = item
        return item

    def _clicked(self) -> None:
        item = self.sender()
        if isinstance(item, NavItem):
            self.choose(item.key)
            self.chosen.emit(item.key)

    def _fit(self) -> None:
        # The bar grows to its longest label, so that no label is cut in any language.
        widest = max((item.label_width() for item in self._items.values()), default=0) + 22
        self.setFixedWidth(NARROW_WIDTH if self._narrow else max(FULL_WIDTH, widest))


def _said(count: int) -> str:
    return str(count) if count < 1000 else "999+"
