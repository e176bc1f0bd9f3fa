"""Looks for clipped text: controls smaller than they need, and painted words that lost their tail."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from app.ui.widgets import paint
from app.ui.widgets.chips import Chip
from app.ui.widgets.nav import NavItem
from app.ui.widgets.pill import Pill
from app.ui.widgets.segmented import Segmented

SLACK = 1


def clipped(root: QWidget) -> list[str]:
    """What is too small to show all it says, as `class: text`."""
    return [
        f"{type(part).__name__}: {_words(part)}"
        for part in (root, *root.findChildren(QWidget))
        if part.isVisibleTo(root) and _words(part) and _too_small(part)
    ]


def _words(part: QWidget) -> str:
    if isinstance(part, QLabel | QAbstractButton):
        return part.text()
    if isinstance(part, QLineEdit):
        return part.placeholderText() or part.text()
    if isinstance(part, QComboBox):
        return part.currentText()
    return part.accessibleName() if isinstance(part, Pill | Segmented) else ""


def _too_small(part: QWidget) -> bool:
    if isinstance(part, QLabel) and part.wordWrap():
        longest = max((part.fontMetrics().horizontalAdvance(word) for word in part.text().split(" ")), default=0)
        chinese = any(c > "\u2e80" for c in part.text())
        low = part.heightForWidth(part.width()) > part.height() + SLACK
        return low or (not chinese and longest > part.width() + SLACK)
    if isinstance(part, QLineEdit):
        room = part.width() - 2 * 11
        return part.fontMetrics().horizontalAdvance(_words(part)) > room + SLACK and not part.text()
    if isinstance(part, NavItem):
        return not part.narrow and part.label_width() > part.width() + SLACK
    if isinstance(part, QLabel | QPushButton | QCheckBox | QComboBox | Chip | Pill | Segmented):
        need = part.sizeHint()
        return need.width() > part.width() + SLACK or need.height() > part.height() + SLACK
    return False


@contextmanager
def cut_words() -> Iterator[list[str]]:
    """Collects the words that were cut while painting inside the block."""
    cut: list[str] = []
    whole = paint.draw_text

    def watching(
        painter: QPainter, at: QRectF, text: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> bool:
        was_cut = whole(painter, at, text, align)
        if was_cut:
            cut.append(text)
        return was_cut

    users = [
        m for name, m in sys.modules.items() if name.startswith("app.ui.") and getattr(m, "draw_text", None) is whole
    ]
    for module in users:
        module.draw_text = watching  # type: ignore[attr-defined]
    try:
        yield cut
    finally:
        for module in users:
            module.draw_text = whole  # type: ignore[attr-defined]
