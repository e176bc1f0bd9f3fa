"""The photos of one item, small: a click opens one, its menu takes it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QImage, QImageWriter, QPixmap
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.store.reader import Attached, Reader
from app.ui.pages.desk import Desk
from app.ui.pages.special.pictures import thumbnail
from app.ui.runtime.calls import later
from app.ui.widgets.build import ToolButton
from app.ui.widgets.drop import local_files
from app.ui.widgets.flow import FlowLayout

SIDE = 56


class PhotoStrip(QWidget):
    """Hidden where there is no photo. `dropped` names a photo that is to be taken off."""

    dropped = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[int, ...] = ()
        self._flow = FlowLayout(self, 6)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_photos(self, photos: Sequence[Attached]) -> None:
        """Show these; those that show already stay."""
        ids = tuple(a.id for a in photos)
        if ids == self._shown:
            return
        self._shown = ids
        self._flow.clear()
        self.setVisible(bool(photos))
        side = round(SIDE * self.devicePixelRatioF())

        def work(reader: Reader) -> list[tuple[Attached, QImage]]:
            return [(a, thumbnail(reader.attachment_data(a.id), side)) for a in photos]

        def show(found: list[tuple[Attached, QImage]]) -> None:
            if ids == self._shown:
                for attached, image in found:
                    self._add(attached, image)

        if photos:
            self._desk.read(work, show, self)

    def _add(self, attached: Attached, image: QImage) -> None:
        kit = self._desk.kit
        made = ToolButton()
        made.setFixedSize(SIDE + 8, SIDE + 8)
        made.setIconSize(QSize(SIDE, SIDE))
        if image.isNull():
            kit.icon(made.setIcon, "paperclip")
        else:
            image.setDevicePixelRatio(self.devicePixelRatioF())
            made.setIcon(QIcon(QPixmap.fromImage(image)))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(attached.name)
        made.setToolTip(attached.name.replace("<", "&lt;"))
        made.clicked.connect(later(self._open, attached))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        gone = QAction(made)
        kit.say(gone.setText, N_("Take this photo off"))
        gone.triggered.connect(later(self.dropped.emit, attached.id))
        made.addAction(gone)
        self._flow.addWidget(made)

    def _open(self, attached: Attached) -> None:
        def show(data: bytes) -> None:
            self._desk.opened.open(attached.name, data)

        self._desk.read(lambda reader: reader.attachment_data(attached.id), show, self)


def pasted(mime: QMimeData, now: datetime) -> list[Path | tuple[str, bytes]]:
    """What a paste or a drop brings: files of this machine, or an image as PNG under a name with the time."""
    files = [p for p in local_files(mime) if p.is_file()]
    if files or not mime.hasImage():
        return list(files)
    image = mime.imageData()
    if isinstance(image, QPixmap):
        image = image.toImage()
    if not isinstance(image, QImage) or image.isNull():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return [(f"photo-{now:%Y%m%d-%H%M%S}.png", bytes(buffer.data().data()))]
