"""Filter chips with counts: one row that scrolls when it does not fit, walked with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from app.core.i18n import N_, Text
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_focus, draw_text
from app.ui.widgets.ring import KeyRing

CHIP_HEIGHT = 28
FADE, ARROW = 64, 20
"""Width of what lies over the end of a row that goes on, and of its arrow, in pixels."""


@dataclass(frozen=True, slots=True)
class ChipSpec:
    """A filter that can be chosen: its key, label, and count (None while it is not known)."""

    key: str
    label: Text | str
    count: int | None = None
    overdue: bool = False
    """It counts what is overdue or failed: a count above zero is red."""


class Chip(QAbstractButton):
    """One filter. Its count stands beside its word."""

    def __init__(self, kit: Kit, spec: ChipSpec) -> None:
        super().__init__()
        self._ring = KeyRing()
        self._kit = kit
        self._count = spec.count
        self._overdue = spec.overdue
        self.key = spec.key
        self.setCheckable(True)
        self.setFont(font(12, 500))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        kit.theme.changed.connect(self.update)
        kit.say(self.set_label, spec.label)

    def set_label(self, label: str) -> None:
        """Take the wording in the language in use."""
        self.setText(label)
        self._describe()

    def set_count(self, count: int | None) -> None:
        """Show another count."""
        self._count = count
        self._describe()

    def sizeHint(self) -> QSize:
        """Padding, word and count."""
        metrics = QFontMetricsF(self.font())
        width = 24 + metrics.horizontalAdvance(self.text())
        if self._count is not None:
            width += 7 + metrics.horizontalAdvance(f"{self._count:,}")
        return QSize(int(width) + 2, CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A chip is never squeezed; the bar scrolls instead."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip: outlined at rest, tinted when chosen."""
        tokens = self._kit.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        fill = tokens.accent_tint if on else tokens.hover if self.underMouse() else tokens.surface
        painter.setPen(QPen(QColor(tokens.accent_tint if on else tokens.edge), 1))
        painter.setBrush(QColor(fill))
        at = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(at, at.height() / 2, at.height() / 2)
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.accent if on else tokens.ink))
        inner = at.adjusted(12, 0, -11, 0)
        draw_text(painter, inner, self.text())
        if self._count is not None:
            late = self._overdue and self._count > 0
            painter.setPen(QColor(tokens.red if late else tokens.accent if on else tokens.ink2))
            draw_text(painter, inner, f"{self._count:,}", Qt.AlignmentFlag.AlignRight)
        if self._ring.shows(self):
            draw_focus(painter, self._kit, QRectF(self.rect()), at.height() / 2)
        painter.end()

    def _describe(self) -> None:
        self.setAccessibleName(self.text() if self._count is None else f"{self.text()} {self._count:,}")
        self.updateGeometry()
        self.update()


class MoreChips(QAbstractButton):
    """Lies over the end of a row that goes on: what is below fades out, and a click brings it."""

    def __init__(self, kit: Kit, bar: ChipBar) -> None:
        super().__init__(bar)
        self._kit = kit
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        kit.say(self.setAccessibleName, N_("Further filters"))
        kit.say(self.setToolTip, N_("Further filters"))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fade into the ground, with an arrow."""
        painter = QPainter(self)
        ground = self._kit.theme.colour("paper")
        clear = QColor(ground)
        clear.setAlpha(0)
        fade = QLinearGradient(0, 0, self.width() - ARROW, 0)
        fade.setColorAt(0, clear)
        fade.setColorAt(1, ground)
        painter.fillRect(self.rect(), fade)
        arrow = self._kit.icons.pixmap("chevron-right", "ink2", 16, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 18, (self.height() - 16) // 2, arrow)
        painter.end()


class ChipBar(QScrollArea):
    """A row of chips of which one is chosen. Left, right, Home and End move; `chosen` says the key."""

    chosen = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._chips: list[Chip] = []
        self._current = ""
        self._inner = QWidget()
        self._inner.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._box = QHBoxLayout(self._inner)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addStretch(1)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        self.setFixedHeight(CHIP_HEIGHT)
        self.more = MoreChips(kit, self)
        self.more.clicked.connect(lambda: self._scroll(self.width() // 2))
        self.horizontalScrollBar().rangeChanged.connect(self._show_more)
        self.horizontalScrollBar().valueChanged.connect(self._show_more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sign that the row goes on at its end."""
        super().resizeEvent(event)
        self.more.setGeometry(self.width() - FADE, 0, FADE, self.height())

    @property
    def current(self) -> str:
        """The key of the chosen chip; empty if there is none."""
        return self._current if any(chip.key == self._current for chip in self._chips) else ""

    def show_chips(self, specs: Sequence[ChipSpec], current: str = "") -> None:
        """Show these chips; where the keys are the same as before, only wording and counts change."""
        if [spec.key for spec in specs] == [chip.key for chip in self._chips]:
            for chip, spec in zip(self._chips, specs, strict=True):
                self._kit.say(chip.set_label, spec.label)
                chip.set_count(spec.count)
        else:
            self._rebuild(specs)
        self.choose(current or self.current or (specs[0].key if specs else ""))

    def choose(self, key: str) -> None:
        """Mark the chip of `key` as chosen, without sending `chosen`."""
        self._current = key
        for chip in self._chips:
            chip.setChecked(chip.key == key)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip.key == key else Qt.FocusPolicy.ClickFocus)

    def chip(self, key: str) -> Chip:
        """The chip of `key`."""
        return next(chip for chip in self._chips if chip.key == key)

    def sizeHint(self) -> QSize:
        """The width at which nothing has to scroll."""
        return QSize(self._inner.sizeHint().width(), CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It may be narrower than its chips, which then scroll."""
        return QSize(80, CHIP_HEIGHT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn a vertical wheel into a sideways one."""
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.y() or delta.x()))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Walk the chips with the arrow keys; scroll the one with the focus into view."""
        if isinstance(watched, Chip) and event.type() == QEvent.Type.FocusIn:
            self.ensureWidgetVisible(watched, 24, 0)
        if isinstance(watched, Chip) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at, last = self._chips.index(watched), len(self._chips) - 1
            to = {
                Qt.Key.Key_Left: max(at - 1, 0),
                Qt.Key.Key_Right: min(at + 1, last),
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: last,
            }.get(Qt.Key(event.key()))
            if to is not None:
                self._pick(self._chips[to])
                self._chips[to].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _scroll(self, by: int) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + by)

    def _show_more(self) -> None:
        bar = self.horizontalScrollBar()
        self.more.setVisible(bar.value() < bar.maximum())
        self.more.raise_()

    def _rebuild(self, specs: Sequence[ChipSpec]) -> None:
        for chip in self._chips:
            self._box.removeWidget(chip)
            chip.deleteLater()
        self._chips = [Chip(self._kit, spec) for spec in specs]
        for at, chip in enumerate(self._chips):
            self._box.insertWidget(at, chip)
            chip.installEventFilter(self)
            chip.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self._pick(chip)

    def _pick(self, chip: Chip) -> None:
        before = self._current  # not what is checked: a click has checked the new chip beside the old one already
        self.choose(chip.key)
        if chip.key != before:
            self.chosen.emit(chip.key)
