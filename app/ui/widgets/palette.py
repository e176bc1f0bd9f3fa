"""Ctrl+K: one box that finds any command or record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import N_
from app.core.text import fold, initials
from app.ui.runtime.actions import Command, Commands, said
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Job, Worker
from app.ui.widgets.build import card, label, rule
from app.ui.widgets.paint import draw_text

WAIT_MS = 120
"""Pause in typing after which records are looked for."""
MOST_COMMANDS = 8
ROW = 36
HIT_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: icon, words, a quieter remark at the right, and what choosing it does."""

    icon: str
    title: str
    remark: str
    run: Callable[[], object]


class Finder(Protocol):
    """Looks for records; runs on a reader thread."""

    def find(self, text: str) -> Sequence[Hit]:
        """The best few matches."""


class Palette(QDialog):
    """A box and a list below it. Up, down and Enter; Escape closes."""

    def __init__(self, kit: Kit, worker: Worker, commands: Commands, finder: Finder | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._kit, self._worker, self._commands, self._finder = kit, worker, commands, finder
        self._job: Job[Sequence[Hit]] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        kit.say(self.setWindowTitle, N_("Find"))
        self.box = QLineEdit()
        self.box.setFont(font(15))
        kit.say(self.box.setPlaceholderText, N_("Find a number, name, phone, pinyin, or a command"))
        kit.say(self.box.setAccessibleName, N_("Find"))
        self.list = QListWidget()
        self.list.setProperty("bare", True)
        self.list.setItemDelegate(HitPainter(kit, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._run)
        hint = label(kit, N_("↑↓ choose · Enter opens · Esc closes"), size=11, tone="quiet")
        frame = card(self.box, self.list, rule(), hint, margin=12, spacing=8)
        # Round corners need a see-through window, which a desktop without a compositor paints black.
        frame.setProperty("square", True)
        frame.setFixedWidth(600)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        lay.addWidget(frame)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._look)
        self.box.textChanged.connect(self._typed)
        self.box.installEventFilter(self)
        self._show_commands()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list while the keyboard stays in the box."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_PageUp: -8,
                Qt.Key.Key_PageDown: 8,
            }.get(Qt.Key(event.key()), 0)
            if step:
                self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._run(item)
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._show_commands()
        self._timer.start()

    def _show_commands(self) -> None:
        sought = fold(self.box.text())
        hits = [self._as_hit(c) for c in self._commands if c.in_palette and c.enabled() and self._fits(c, sought)]
        self._show(hits[:MOST_COMMANDS] if sought else hits)

    def _as_hit(self, command: Command) -> Hit:
        keys = said(self._commands.action(command.id))
        return Hit(command.icon or "command", self._kit.tr(command.label), keys, lambda: self._commands.run(command.id))

    def _fits(self, command: Command, sought: str) -> bool:
        words = self._kit.tr(command.label)
        return any(sought in said for said in (fold(words), initials(words), fold(command.words)))

    def _look(self) -> None:
        text, finder = self.box.text().strip(), self._finder
        if self._job is not None:
            self._job.cancel()
        if not text or finder is None:
            return
        self._job = self._worker.read(
            lambda _progress: finder.find(text), lambda hits: self._found(text, hits), None, self
        )

    def _found(self, text: str, hits: Sequence[Hit]) -> None:
        if text != self.box.text().strip():
            return
        shown = [self.list.item(i).data(HIT_ROLE) for i in range(self.list.count())]
        commands = [hit for hit in shown if isinstance(hit, Hit)]
        self._show([*hits, *commands])

    def _show(self, hits: Sequence[Hit]) -> None:
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(HIT_ROLE, hit)
            item.setSizeHint(QSize(100, ROW))
            self.list.addItem(item)
        if not hits:
            nothing = QListWidgetItem(self._kit.tr(N_("Nothing found")))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setFixedHeight(ROW * max(3, min(len(hits), 10)) + 4)
        self.list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem) -> None:
        hit = item.data(HIT_ROLE)
        if isinstance(hit, Hit):
            self.accept()
            hit.run()


class HitPainter(QStyledItemDelegate):
    """Icon, words, remark."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One hit."""
        tokens, at = self._kit.tokens, QRectF(option.rect)
        hit = index.data(HIT_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not isinstance(hit, Hit):
            painter.setPen(QColor(tokens.ink2))
            draw_text(painter, at.adjusted(12, 0, -12, 0), str(index.data()))
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent_tint))
                painter.drawRoundedRect(at, 6, 6)
            dpr = painter.device().devicePixelRatioF()
            pixmap = self._kit.icons.pixmap(hit.icon, "ink2", 16, dpr)
            painter.drawPixmap(round(at.left()) + 10, round(at.center().y()) - 8, pixmap)
            painter.setFont(font(12))
            wide = QFontMetricsF(painter.font()).horizontalAdvance(hit.remark)
            painter.setPen(QColor(tokens.ink2))
            draw_text(painter, at.adjusted(at.width() / 2, 0, -12, 0), hit.remark, Qt.AlignmentFlag.AlignRight)
            painter.setFont(font(13, 500))
            painter.setPen(QColor(tokens.ink))
            draw_text(painter, at.adjusted(38, 0, -min(wide, at.width() / 2) - 24, 0), hit.title)
        painter.restore()


def open_palette(kit: Kit, worker: Worker, commands: Commands, finder: Finder | None, parent: QWidget) -> Palette:
    """Open the box over the upper middle of `parent`."""
    palette = Palette(kit, worker, commands, finder, parent)
    palette.adjustSize()
    corner = parent.mapToGlobal(parent.rect().topLeft())
    palette.move(corner.x() + (parent.width() - palette.width()) // 2, corner.y() + max(40, parent.height() // 8))
    palette.open()
    palette.box.setFocus()
    return palette
