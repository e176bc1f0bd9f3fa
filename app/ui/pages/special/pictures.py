"""A product's pictures: the images among its attachments, shown small; a click opens one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.store.reader import Attached, Reader
from app.ui.pages.desk import Desk
from app.ui.pages.opened import shows
from app.ui.pages.record_data import RecordData
from app.ui.runtime.calls import later
from app.ui.widgets.build import ToolButton, label
from app.ui.widgets.flow import FlowLayout

SIDE = 84
MOST = 8
"""Pictures shown; further ones are in the list of attachments."""
LARGEST_SIDE = 12_000
"""An image that says it is larger than this, in pixels, is not decoded: a few bytes can claim gigabytes."""


class PicturesPart(QWidget):
    """Shown where a product has images attached."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[int, ...] = ()
        self.buttons: list[QToolButton] = []
        self._flow = FlowLayout(spacing=8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        box.addWidget(label(desk.kit, N_("Pictures"), weight=700))
        box.addLayout(self._flow)
        self.hide()

    def show_record(self, data: RecordData) -> None:
        """Read and show the pictures; the ones that show already stay."""
        images = [a for a in data.attached if a.media_type.startswith("image/") and shows(a.name)][:MOST]
        ids = tuple(a.id for a in images)
        if ids == self._shown:
            return
        self._shown = ids
        self._flow.clear()
        self.buttons.clear()
        self.hide()
        side = round(SIDE * self.devicePixelRatioF())

        def work(reader: Reader) -> list[tuple[Attached, QImage]]:
            read = [(a, thumbnail(reader.attachment_data(a.id), side)) for a in images]
            return [(a, image) for a, image in read if not image.isNull()]

        def show(found: list[tuple[Attached, QImage]]) -> None:
            if ids == self._shown:
                self._show(found)

        if images:
            self._desk.read(work, show, self)

    def _show(self, found: list[tuple[Attached, QImage]]) -> None:
        for attached, image in found:
            image.setDevicePixelRatio(self.devicePixelRatioF())
            made = ToolButton()
            made.setFixedSize(SIDE + 8, SIDE + 8)
            made.setIconSize(QSize(SIDE, SIDE))
            made.setIcon(QIcon(QPixmap.fromImage(image)))
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setAccessibleName(attached.name)
            made.setToolTip(attached.name.replace("<", "&lt;"))
            made.clicked.connect(later(self._open, attached))
            self._flow.addWidget(made)
            self.buttons.append(made)
        self.setVisible(bool(found))

    def _open(self, attached: Attached) -> None:
        def show(data: bytes) -> None:
            self._desk.opened.open(attached.name, data)

        self._desk.read(lambda reader: reader.attachment_data(attached.id), show, self)


def thumbnail(data: bytes, side: int) -> QImage:
    """An image that fits into a square of `side` pixels; a null one for bytes that are none. For any thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_SIDE:
        return QImage()
    if max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
