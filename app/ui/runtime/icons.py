"""Line icons in the theme's colours, drawn from SVG at the size and density that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.core.paths import resources
from app.ui.runtime.binding import Bindings, Setter
from app.ui.runtime.theme import Theme


class IconLook(NamedTuple):
    """An icon's name, the token of its colour and, for a filled or checked control, the other colour."""

    name: str
    token: str = "ink2"
    gap: int = 0
    """Empty pixels at the right, as room before a button's words."""


class Icons(QObject):
    """Draws icons, keeps what it drew, and draws bound icons again when the theme changes."""

    def __init__(self, theme: Theme, folder: Path | None = None) -> None:
        super().__init__(theme)
        self._theme = theme
        self._folder = folder or resources() / "icons" / "lucide"
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._sources: dict[str, str] = {}
        self._bound: Bindings[IconLook] = Bindings()
        self._densities = densities()
        theme.changed.connect(self._redraw)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screens_changed)

    def pixmap(self, name: str, token: str = "ink2", size: int = 16, dpr: float = 1.0) -> QPixmap:
        """The icon `name` of `size` logical pixels in the colour of `token`. Raises `FileNotFoundError`."""
        colour = getattr(self._theme.tokens, token)
        key = (name, colour, size, dpr)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, colour, size, dpr)
        return self._pixmaps[key]

    def icon(self, look: IconLook, size: int = 16) -> QIcon:
        """A `QIcon` of the look, with the disabled state in hint colour, as dense as the screens that there are."""
        made = QIcon()
        for dpr in self._densities:
            for token, mode in ((look.token, QIcon.Mode.Normal), ("ink3", QIcon.Mode.Disabled)):
                made.addPixmap(_widened(self.pixmap(look.name, token, size, dpr), look.gap, dpr), mode)
        return made

    def put(self, setter: Setter, look: IconLook) -> None:
        """Give the icon to `setter` (as `button.setIcon`) now, and again whenever the theme changes."""
        self._bound.put(setter, look)
        setter(self.icon(look))

    def _screens_changed(self) -> None:
        if densities() != self._densities:
            self._densities = densities()
            self._redraw()

    def _redraw(self) -> None:
        for setter, look in self._bound.each():
            setter(self.icon(look))

    def _draw(self, name: str, colour: str, size: int, dpr: float) -> QPixmap:
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        svg = self._sources[name].replace("currentColor", colour)
        svg = svg.replace('stroke-width="2"', 'stroke-width="1.75"')
        pixmap = QPixmap(round(size * dpr), round(size * dpr))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap


def densities() -> tuple[float, ...]:
    """100 %, and 200 % where a screen is denser than that: half the drawing where none is."""
    dense = any(screen.devicePixelRatio() > 1 for screen in QGuiApplication.screens())
    return (1.0, 2.0) if dense else (1.0,)


def _widened(pixmap: QPixmap, gap: int, dpr: float) -> QPixmap:
    if not gap:
        return pixmap
    wide = QPixmap(pixmap.width() + round(gap * dpr), pixmap.height())
    wide.setDevicePixelRatio(dpr)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide
