"""The clipboard for secrets, the watch for idleness, and the fonts."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.runtime.fonts import FAMILY, font
from app.ui.runtime.idle import IdleWatch
from app.ui.runtime.secrets import SecretClipboard


def test_a_secret_is_marked_and_cleared(qtbot: QtBot) -> None:
    parent = QObject()
    secrets = SecretClipboard(parent)
    secrets.copy("K7QD3")
    mime = QGuiApplication.clipboard().mimeData()
    assert mime is not None
    assert mime.text() == "K7QD3"
    assert bytes(mime.data("x-kde-passwordManagerHint").data()) == b"secret"
    secrets.clear()
    assert QGuiApplication.clipboard().text() == ""


def test_something_copied_since_is_left_alone(qtbot: QtBot) -> None:
    parent = QObject()
    secrets = SecretClipboard(parent)
    secrets.copy("K7QD3")
    QGuiApplication.clipboard().setText("mine")
    secrets.clear()
    assert QGuiApplication.clipboard().text() == "mine"


def test_the_watch_starts_anew_at_each_touch(qtbot: QtBot) -> None:
    parent, widget = QObject(), QWidget()
    qtbot.addWidget(widget)
    watch = IdleWatch(5, parent)
    timer = watch.findChild(QTimer)
    assert timer is not None
    timer.setInterval(50_000)
    timer.start()
    before = timer.timerId()
    widget.show()
    watch.watch(widget.windowHandle())
    QTest.keyClick(widget.windowHandle(), Qt.Key.Key_A)
    assert timer.isActive()
    assert timer.timerId() != before
    watch.set_minutes(0)
    assert not timer.isActive()


def test_idleness_is_told_once(qtbot: QtBot) -> None:
    parent = QObject()
    watch = IdleWatch(5, parent)
    timer = watch.findChild(QTimer)
    assert timer is not None
    with qtbot.waitSignal(watch.idle):
        timer.start(1)
    assert not timer.isActive()


def test_the_bundled_weights_are_used_and_figures_are_of_one_width(dressed: QApplication) -> None:
    for weight in (400, 500, 700):
        info = QFontInfo(font(13, weight))  # type: ignore[arg-type]
        assert (info.family(), info.weight()) == (FAMILY, weight)
    metrics = QFontMetricsF(font(13, tabular=True))
    assert len({metrics.horizontalAdvance(d) for d in "0123456789"}) == 1
    assert font(13, tabular=True).featureTags() == [QFont.Tag.fromString("tnum")]
