"""What the window's tests share: one dressed application, a kit per test, and nothing left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.dates import zone
from app.core.i18n import Translator
from app.core.locale import Locale
from app.ui.runtime.fonts import load_fonts
from app.ui.runtime.icons import Icons
from app.ui.runtime.kit import Kit
from app.ui.runtime.language import Language
from app.ui.runtime.theme import Theme
from app.ui.runtime.worker import Worker

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    load_fonts(qapp)
    return qapp


@pytest.fixture
def kit(dressed: QApplication) -> Iterator[Kit]:
    theme = Theme(dressed, "light")
    made = Kit(theme, Language("en"), Icons(theme))
    yield made
    dressed.styleHints().colorSchemeChanged.disconnect(theme._wear)
    theme.deleteLater()


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def at(kit: Kit) -> Callable[[], Locale]:
    return lambda: Locale(kit.tr, "CNY", zone(), NOW)


@pytest.fixture
def english() -> Translator:
    return Translator("en")


@pytest.fixture(autouse=True)
def nothing_left(qtbot: QtBot, qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window, a running timer or a thread of ours behind."""
    before = set(threading.enumerate())
    yield
    for widget in qapp.topLevelWidgets():
        if widget.parent() is None and not widget.isHidden():
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [w for w in qapp.topLevelWidgets() if w.parent() is None and w.isVisible()]
    assert left == []
    timers = [t for t in qapp.findChildren(QTimer) if t.isActive()]
    assert timers == []
    ours = [t for t in set(threading.enumerate()) - before if t.name.startswith(("reader", "writer"))]
    assert ours == []
