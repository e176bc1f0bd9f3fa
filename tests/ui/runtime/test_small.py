"""The clipboard for secrets, the watch for idleness, and the fonts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
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


class Clocks:
    """Two clocks that a test moves: the one on the wall, and the one that stands still while the computer sleeps."""

    def __init__(self) -> None:
        self.wall = 1_000_000.0
        self.running = 50.0

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.running += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(qtbot: QtBot, clocks: Clocks) -> Iterator[IdleWatch]:
    parent = QObject()
    yield IdleWatch(5, parent, wall=lambda: clocks.wall, running=lambda: clocks.running)
    parent.deleteLater()


@pytest.fixture
def told(watch: IdleWatch) -> list[str]:
    made: list[str] = []
    watch.idle.connect(lambda: made.append("idle"))
    return made


@pytest.fixture
def typed(qtbot: QtBot, watch: IdleWatch) -> QLineEdit:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    watch.watch(line.windowHandle())
    return line


def test_the_watch_starts_anew_at_each_touch(
    watch: IdleWatch, clocks: Clocks, told: list[str], typed: QLineEdit
) -> None:
    for _ in range(3):
        clocks.pass_by(4 * 60)
        QTest.keyClick(typed.windowHandle(), Qt.Key.Key_A)
        assert not watch.look()
    assert typed.text() == "aaa"
    clocks.pass_by(5 * 60)
    assert watch.look()
    assert told == ["idle"]


def test_idleness_is_told_once_by_its_own_ticks(
    watch: IdleWatch, clocks: Clocks, told: list[str], qtbot: QtBot
) -> None:
    (timer,) = watch.findChildren(QTimer)
    timer.setInterval(1)
    clocks.pass_by(5 * 60)
    with qtbot.waitSignal(watch.idle):
        pass
    assert not watch.waiting
    assert not watch.look()
    assert told == ["idle"]
    watch.set_minutes(5)
    assert watch.waiting
    watch.set_minutes(0)
    assert not watch.waiting


def test_a_night_asleep_counts_though_the_running_clock_stood_still(
    watch: IdleWatch, clocks: Clocks, told: list[str], typed: QLineEdit
) -> None:
    clocks.wall += 9 * 3600
    QTest.keyClick(typed.windowHandle(), Qt.Key.Key_A)
    assert told == ["idle"]
    assert typed.text() == "", "the first key after the night does nothing"


def test_a_window_that_comes_back_to_the_screen_asks_at_once(
    watch: IdleWatch, clocks: Clocks, told: list[str], typed: QLineEdit
) -> None:
    clocks.wall += 9 * 3600
    typed.hide()
    assert told == []
    typed.show()
    QCoreApplication.processEvents()
    assert told == ["idle"]


def test_a_clock_that_was_put_back_does_not_keep_the_window_open(
    watch: IdleWatch, clocks: Clocks, told: list[str]
) -> None:
    clocks.wall -= 86_400
    clocks.running += 5 * 60
    assert watch.look()
    assert told == ["idle"]


def test_the_bundled_weights_are_used_and_figures_are_of_one_width(dressed: QApplication) -> None:
    for weight in (400, 500, 700):
        info = QFontInfo(font(13, weight))  # type: ignore[arg-type]
        assert (info.family(), info.weight()) == (FAMILY, weight)
    metrics = QFontMetricsF(font(13, tabular=True))
    assert len({metrics.horizontalAdvance(d) for d in "0123456789"}) == 1
    assert font(13, tabular=True).featureTags() == [QFont.Tag.fromString("tnum")]
