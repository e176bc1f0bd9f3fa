from __future__ import annotations

import gc

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.i18n import N_
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label


def test_bound_words_follow_the_language(kit: Kit, qtbot: QtBot) -> None:
    said = label(kit, N_("Sign in"))
    qtbot.addWidget(said)
    with qtbot.waitSignal(kit.language.changed):
        kit.language.choose("zh")
    assert said.text() == kit.tr(N_("Sign in")) == "登录"


def test_data_is_said_as_it_is_and_not_said_again(kit: Kit, qtbot: QtBot) -> None:
    said = label(kit, N_("Sign in"))
    qtbot.addWidget(said)
    kit.say(said.setText, "林晓")
    kit.language.choose("zh")
    assert said.text() == "林晓"


def test_a_word_bound_later_takes_the_place_of_the_first(kit: Kit, qtbot: QtBot) -> None:
    said = label(kit, N_("Sign in"))
    qtbot.addWidget(said)
    kit.say(said.setText, N_("Cancel"))
    kit.language.choose("zh")
    assert said.text() == "取消"


def test_deleted_widgets_are_forgotten(kit: Kit, qtbot: QtBot) -> None:
    said = QLabel()
    kit.say(said.setText, N_("Sign in"))
    said.deleteLater()
    qtbot.waitUntil(lambda: not list(kit.language._said.each()))
    kit.language.choose("zh")
    del said
    gc.collect()
    assert list(kit.language._said.each()) == []
