"""The bundled typeface: loaded once, one type scale in pixels at 100 %, tabular figures."""

from __future__ import annotations

from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from app.core.paths import resources

FAMILY = "Noto Sans SC"
LOADED = "bundled fonts loaded"
Size = Literal[11, 12, 13, 15, 17, 20]
Weight = Literal[400, 500, 700]


def load_fonts(app: QApplication) -> None:
    """Make the bundled weights known to Qt (mapped, not read: a few milliseconds); set the base font."""
    # Asking Qt for its families would cost more than loading these files.
    if not app.property(LOADED):
        app.setProperty(LOADED, True)
        for weight in ("Regular", "Medium", "Bold"):
            QFontDatabase.addApplicationFont(str(resources() / "fonts" / f"NotoSansSC-{weight}.ttf"))
    app.setFont(font(13))


def font(size: Size = 13, weight: Weight = 400, *, tabular: bool = False) -> QFont:
    """A font of the type scale. `tabular` gives all figures one width, so that they stand in columns."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    # Hinted advances differ between scale factors; without them text keeps its width.
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if tabular:
        made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made
