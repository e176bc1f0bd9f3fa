"""A window up to its first painting: `python -m benchmarks.window_start ours FOLDER`, or `bare`."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

WORDS = ("禾木小铺", "用户名", "密码", "登录")


def bare() -> None:
    """A window with the bundled fonts and what a sign-in needs at the least."""
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

    class Window(QWidget):
        def paintEvent(self, event: object) -> None:  # noqa: N802 (Qt's own name)
            done()

    app = QApplication([])
    fonts = Path(__file__).resolve().parents[1] / "resources" / "fonts"
    for weight in ("Regular", "Medium", "Bold"):
        QFontDatabase.addApplicationFont(str(fonts / f"NotoSansSC-{weight}.ttf"))
    font = QFont("Noto Sans SC")
    font.setPixelSize(13)
    app.setFont(font)
    window = Window()
    layout = QVBoxLayout(window)
    for widget in (
        QLabel(WORDS[0]),
        QLabel(WORDS[1]),
        QLineEdit(),
        QLabel(WORDS[2]),
        QLineEdit(),
        QPushButton(WORDS[3]),
    ):
        layout.addWidget(widget)
    window.resize(960, 640)
    window.show()
    app.exec()


def ours(folder: Path) -> None:
    """The program's own sign-in window for the shop in `folder`, begun as `app.__main__` begins it."""
    gc.disable()
    from PySide6.QtCore import QEvent, QObject

    from app.ui.program import Program, make_app
    from app.ui.runtime.preferences import PreferenceFile

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's own name)
            if event.type() == QEvent.Type.Paint:
                done()
            return False

    app = make_app()
    program = Program(app, PreferenceFile(), folder)
    program.start()
    watch = Watch()
    assert program.entry is not None
    program.entry.installEventFilter(watch)
    app.exec()


def done() -> None:
    """The first painting has begun: what comes after is not measured."""
    os._exit(0)


if __name__ == "__main__":
    ours(Path(sys.argv[2])) if sys.argv[1] == "ours" else bare()
