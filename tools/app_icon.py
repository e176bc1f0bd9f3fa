"""The program's own icon, 台 in white on the green of the window, in every format a desktop asks for.

python3 dev.py icon    writes resources/icons/app/taizhang.svg, .png, .ico and .icns
"""

import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPainter,
    QPainterPath,
    QTransform,
)

ROOT = Path(__file__).resolve().parent.parent
GROUND = "#0E6B5B"
SIZE = 512
CORNER = 112
GLYPH = 300  # the height of the character's ink

# What each kind of file holds: Windows asks for 256 at most, macOS names its sizes by four letters.
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def glyph(root: Path) -> QPainterPath:
    """The outline of 台 from the bundled bold face, in the middle of the square."""
    number = QFontDatabase.addApplicationFont(str(root / "resources/fonts/NotoSansSC-Bold.ttf"))
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
    font.setBold(True)
    font.setPixelSize(SIZE)
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, "台")
    path.setFillRule(Qt.FillRule.WindingFill)  # the strokes of a character overlap
    ink = path.boundingRect()
    scale = GLYPH / ink.height()
    centre = QTransform.fromTranslate(SIZE / 2, SIZE / 2).scale(scale, scale)
    return (centre.translate(-ink.center().x(), -ink.center().y())).map(path)


def svg(path: QPainterPath) -> str:
    """The icon as SVG text that needs no font."""
    steps: list[str] = []
    index = 0
    while index < path.elementCount():
        element = path.elementAt(index)
        point = f"{element.x:.1f} {element.y:.1f}"
        if element.isMoveTo():
            steps.append(f"M{point}")
        elif element.isLineTo():
            steps.append(f"L{point}")
        else:
            second, end = path.elementAt(index + 1), path.elementAt(index + 2)
            steps.append(f"C{point} {second.x:.1f} {second.y:.1f} {end.x:.1f} {end.y:.1f}")
            index += 2
        index += 1
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">\n'
        f'  <rect width="{SIZE}" height="{SIZE}" rx="{CORNER}" fill="{GROUND}"/>\n'
        f'  <path fill="#FFFFFF" d="{"".join(steps)}Z"/>\n</svg>\n'
    )


def png(path: QPainterPath, size: int) -> bytes:
    """The icon as a PNG of `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / SIZE, size / SIZE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(GROUND))
    painter.drawRoundedRect(QRectF(0, 0, SIZE, SIZE), CORNER, CORNER)
    painter.fillPath(path, QColor("white"))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def ico(pictures: Iterable[tuple[int, bytes]]) -> bytes:
    """A Windows icon of PNGs: a directory of 16-byte entries, then the pictures."""
    those = list(pictures)
    head = struct.pack("<HHH", 0, 1, len(those))
    offset = len(head) + 16 * len(those)
    for size, data in those:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return head + b"".join(data for _, data in those)


def icns(pictures: Iterable[tuple[bytes, bytes]]) -> bytes:
    """A macOS icon of PNGs: each behind its four letters and its length."""
    body = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in pictures)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main(root: Path = ROOT) -> int:
    """Write the four files."""
    application = QGuiApplication.instance() or QGuiApplication([])
    folder = root / "resources/icons/app"
    folder.mkdir(parents=True, exist_ok=True)
    path = glyph(root)
    (folder / "taizhang.svg").write_text(svg(path), encoding="utf-8", newline="\n")
    (folder / "taizhang.png").write_bytes(png(path, 256))
    (folder / "taizhang.ico").write_bytes(ico((size, png(path, size)) for size in _ICO_SIZES))
    (folder / "taizhang.icns").write_bytes(icns((kind, png(path, size)) for kind, size in _ICNS_TYPES.items()))
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
