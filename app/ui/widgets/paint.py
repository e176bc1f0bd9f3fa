"""Painting shared by the widgets that draw themselves: pills, dots, elided text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Tone

PILL_HEIGHT = 22
_PAD, _DOT, _GAP = 9.0, 6.0, 6.0


def pill_width(word: str) -> float:
    """The full width of a pill that says `word`."""
    return _PAD * 2 + _DOT + _GAP + QFontMetricsF(font(12, 500)).horizontalAdvance(word)


def pill_size(word: str) -> QSize:
    """The size of a pill that says `word`, rounded up."""
    return QSize(int(pill_width(word)) + 1, PILL_HEIGHT)


def draw_pill(painter: QPainter, kit: Kit, at: QRectF, word: str, tone: Tone, ground: str = "") -> QRectF:
    """Draw a pill at the left of `at`, vertically centred, elided where `at` is too narrow.

    `ground` is the colour behind it, as of a selected row: a tint that is the same would leave a bare word.
    """
    width = min(pill_width(word), at.width())
    place = QRectF(at.left(), at.center().y() - PILL_HEIGHT / 2, width, PILL_HEIGHT)
    ink, tint = kit.tokens.tone(tone)
    if tint == ground:
        tint = kit.tokens.surface
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(place, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
    painter.setBrush(QColor(ink))
    painter.drawEllipse(QPointF(place.left() + _PAD + _DOT / 2, place.center().y()), _DOT / 2, _DOT / 2)
    painter.setPen(QColor(ink))
    painter.setFont(font(12, 500))
    words = place.adjusted(_PAD + _DOT + _GAP, 0, -_PAD + 1, 0)
    draw_text(painter, words, word)
    painter.restore()
    return place


def draw_text(painter: QPainter, at: QRectF, text: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> bool:
    """Draw one line, vertically centred, elided at its end if it does not fit. Returns whether it was cut."""
    metrics = QFontMetricsF(painter.font())
    line = text.replace("\n", " ")
    # Half a pixel of slack: a word that fits must not lose its tail to rounding.
    shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, at.width() + 0.5)
    painter.drawText(at, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return shown != line


def draw_focus(painter: QPainter, kit: Kit, at: QRectF, radius: float) -> None:
    """The ring that shows where the keyboard is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(kit.theme.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(at.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
