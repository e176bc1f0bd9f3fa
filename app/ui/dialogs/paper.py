"""Our own PDFs on screen and on paper. A page is held in memory only; its file is gone as soon as it was read."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress
from app.ui.runtime.kit import Kit

MOST_DPI = 300
"""Beyond it a page's picture costs more memory than a shop's printer shows."""


def read_and_wipe(path: Path) -> bytes:
    """The bytes of a plain file in a folder of its own, which is removed."""
    try:
        return path.read_bytes()
    finally:
        shutil.rmtree(path.parent, ignore_errors=True)


class Paper(QPdfView):
    """Shows a PDF, fitted to the width."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._document = QPdfDocument(self)
        self._held: QBuffer | None = None
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setFrameShape(QFrame.Shape.NoFrame)
        kit.say(self.setAccessibleName, N_("Preview"))

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    def show_pdf(self, data: bytes) -> None:
        """Show a PDF from memory."""
        self._document.close()
        self._held = held(data, self)
        self._document.load(self._held)

    def clear(self) -> None:
        """Show nothing."""
        self._document.close()
        self._held = None


def held(data: bytes, parent: QObject | None = None) -> QBuffer:
    """Bytes as an open device."""
    buffer = QBuffer(parent) if parent is not None else QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


def put_on_paper(data: bytes, printer: QPrinter, progress: Progress) -> int:
    """Send a PDF to a printer, page by page, as pictures; returns the number of pages. Not for the window's thread.

    Raises `UserError` if the printer refuses, `Cancelled` between two pages.
    """
    document, buffer = QPdfDocument(), held(data)
    document.load(buffer)
    painter = QPainter()
    count: int = document.pageCount()
    try:
        _orient(document, 0, printer)
        if not painter.begin(printer):
            raise UserError(
                N_("The printer does not answer."),
                N_("Nothing was printed."),
                N_("Switch it on or choose another one. Saving as PDF works without a printer."),
            )
        for at in range(count):
            progress.step(at, count)
            if at:
                _orient(document, at, printer)
                printer.newPage()
            _page(document, at, printer, painter)
        progress.step(count, count)
    finally:
        if painter.isActive():
            painter.end()
        document.close()
    return count


def _orient(document: QPdfDocument, at: int, printer: QPrinter) -> None:
    """Lay the paper as the page lies: one file may hold forms of both kinds."""
    size = document.pagePointSize(at)
    across = size.width() > size.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait)


def _page(document: QPdfDocument, at: int, printer: QPrinter, painter: QPainter) -> None:
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    room = printer.pageRect(QPrinter.Unit.DevicePixel)
    less = min(1.0, MOST_DPI / max(printer.resolution(), 1))
    size = document.pagePointSize(at).scaled(paper.size() * less, Qt.AspectRatioMode.KeepAspectRatio)
    image = document.render(at, QSize(round(size.width()), round(size.height())))
    # The painter's origin is the printable area's corner; our pages bring their margins with them.
    painter.save()
    painter.translate(paper.left() - room.left(), paper.top() - room.top())
    painter.scale(1 / less, 1 / less)
    painter.drawImage(0, 0, image)
    painter.restore()
