"""QR codes and bar codes as vectors: sharp on any printer, a few hundred bytes each."""

from __future__ import annotations

import segno
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from app.reports.pdf.style import INK, colour


def draw_qr(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """A QR code (error level M) of `size` points with its lower left corner at (x, y), without a quiet zone:
    the caller keeps the paper around it white.
    """
    matrix = segno.make(text, error="m", micro=False).matrix
    step = size / len(matrix)
    path = canvas.beginPath()
    for row, modules in enumerate(matrix):
        top = y + size - (row + 1) * step
        for start, length in _runs(modules):
            path.rect(x + start * step, top, length * step, step)
    canvas.saveState()
    canvas.setFillColor(colour(INK))
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def draw_barcode(canvas: Canvas, text: str, x: float, y: float, width: float, height: float) -> bool:
    """A Code 128 of `text` within `width`; returns False, drawing nothing, where it cannot be (or not be
    read): other than printable ASCII, or bars thinner than 0.45 pt.
    """
    if not text or not text.isascii() or not text.isprintable():
        return False
    code = Code128(text, barWidth=1, barHeight=height, quiet=0)
    bar = min(width / code.width, 1.2)
    if bar < 0.45:
        return False
    drawn = Code128(text, barWidth=bar, barHeight=height, quiet=0)
    canvas.saveState()
    canvas.setFillColor(colour(INK))
    drawn.drawOn(canvas, x, y)
    canvas.restoreState()
    return True


def _runs(modules: bytearray | tuple[int, ...]) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    start = -1
    for i, dark in enumerate([*modules, 0]):
        if dark and start < 0:
            start = i
        elif not dark and start >= 0:
            runs.append((start, i - start))
            start = -1
    return runs
