"""Taking files that are dropped: an area of a page, and a cover over the whole window while one is dragged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import button, label


def local_files(mime: QMimeData) -> list[Path]:
    """The files of this machine that a drag carries."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class DropArea(QWidget):
    """A dashed area of a page that takes files, dropped or chosen."""

    dropped = Signal(list)

    def __init__(self, kit: Kit, text: Text, patterns: str) -> None:
        """`patterns` is the file dialog's filter, as `*.csv *.xlsx`."""
        super().__init__()
        self._kit = kit
        self._patterns = patterns
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(120)
        words = label(kit, text, tone="quiet", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        choose = button(kit, N_("Choose files…"), self.choose, icon="folder-open")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(10)
        box.addStretch(1)
        box.addWidget(words)
        box.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        kit.theme.changed.connect(self.update)

    def choose(self) -> None:
        """Let the person choose files."""
        dialog = QFileDialog(self, self._kit.tr(N_("Choose files")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(f"{self._kit.tr(N_('Files'))} ({self._patterns})")
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, nothing else."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()
            self._set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files went elsewhere."""
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        self._set_over(False)
        event.acceptProposedAction()
        self.dropped.emit(local_files(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed edge, filled while files are held over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._kit.tokens
        painter.setPen(QPen(QColor(tokens.accent if self._over else tokens.edge), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(tokens.accent_tint if self._over else tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()

    def _set_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def _chosen(self, paths: Sequence[str]) -> None:
        self.dropped.emit([Path(path) for path in paths])


class DropCover(QWidget):
    """Covers the window while files are held over it, and says what dropping them will do."""

    dropped = Signal(list)

    def __init__(self, kit: Kit, host: QWidget, text: Text) -> None:
        super().__init__(host)
        self._kit = kit
        self._host = host
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        kit.say(self.set_words, text)
        host.setAcceptDrops(True)
        host.installEventFilter(self)
        self.hide()

    def set_words(self, words: str) -> None:
        """Take the words in the language in use."""
        self._words = words
        self.setAccessibleName(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what is dragged over the window."""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and local_files(event.mimeData()):
            event.acceptProposedAction()
            self._cover()
            return True
        if isinstance(event, QDragLeaveEvent):
            self.hide()
        elif isinstance(event, QDropEvent) and local_files(event.mimeData()):
            self.hide()
            event.acceptProposedAction()
            self.dropped.emit(local_files(event.mimeData()))
            return True
        elif event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._host.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil, a dashed frame, and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._kit.tokens
        veil = QColor(tokens.paper)
        veil.setAlpha(236)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(tokens.accent), 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(24, 24, -24, -24), 14, 14)
        centre = self.rect().center()
        pixmap = self._kit.icons.pixmap("file-down", "accent", 40, self.devicePixelRatioF())
        painter.drawPixmap(centre.x() - 20, centre.y() - 52, pixmap)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(font(17, 700))
        painter.drawText(
            self.rect().adjusted(40, 40, -40, 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words
        )
        painter.end()

    def _cover(self) -> None:
        if self.isHidden():
            self.setGeometry(self._host.rect())
            self.raise_()
            self.show()
