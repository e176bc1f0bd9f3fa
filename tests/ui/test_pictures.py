"""Every widget in both languages and themes and at 100 % and 200 %: drawn, and no word of it clipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.locale import Locale
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Choice
from app.ui.runtime.worker import Worker
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog
from tests.ui.gallery import _ITEMS, ALL
from tests.ui.measure import clipped, cut_words

MAY_BE_CUT = set(_ITEMS)
"""Goods' names are as long as shops make them; the table shows the whole of one in its tooltip."""


def picture(widget: QWidget, dpr: float) -> QPixmap:
    pixmap = QPixmap(widget.size() * dpr)
    pixmap.setDevicePixelRatio(dpr)
    widget.render(pixmap)
    return pixmap


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_every_word_shows(
    name: str,
    language: str,
    theme: Choice,
    kit: Kit,
    worker: Worker,
    at: Callable[[], Locale],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    kit.language.choose(language)
    kit.theme.choose(theme)
    widget = ALL[name](kit, worker, at)
    if not isinstance(widget, Dialog):
        qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    qtbot.waitUntil(lambda: not worker.busy)
    with cut_words() as cut:
        plain = picture(widget, 1.0)
        dense = picture(widget, 2.0)
    assert plain.save(str(tmp_path / f"{name}-{language}-{theme}-100.png"))
    assert dense.save(str(tmp_path / f"{name}-{language}-{theme}-200.png"))
    assert clipped(widget) == []
    assert set(cut) - MAY_BE_CUT == set()
    widget.close()


@pytest.mark.parametrize("name", sorted(ALL))
def test_switching_the_language_says_everything_anew(
    name: str, kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot
) -> None:
    """A page switched while open says what the same page made in the new language says."""
    widget = ALL[name](kit, worker, at)
    if not isinstance(widget, Dialog):
        qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: not worker.busy)
    kit.language.choose("zh")
    fresh = ALL[name](kit, worker, at)
    if not isinstance(fresh, Dialog):
        qtbot.addWidget(fresh)
    fresh.show()
    qtbot.waitUntil(lambda: not worker.busy)
    assert words(widget) == words(fresh)
    widget.close()
    fresh.close()


def words(widget: QWidget) -> list[str]:
    return sorted(
        part.text()
        for part in widget.findChildren(QWidget)
        if isinstance(part, QLabel | QAbstractButton | QLineEdit) and part.isVisibleTo(widget)
    )


def test_a_label_that_is_too_small_is_seen(kit: Kit, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    made = label(kit, "a long word")
    made.setParent(host)
    made.setFixedWidth(20)
    host.show()
    assert clipped(host) == ["QLabel: a long word"]
    made.setFixedWidth(200)
    wrapped = QLabel("one two three four five six", host)
    wrapped.setWordWrap(True)
    wrapped.setGeometry(0, 40, 60, 16)
    wrapped.show()
    assert clipped(host) == ["QLabel: one two three four five six"]
