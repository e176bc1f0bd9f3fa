"""Columns of a table that nobody sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.core.i18n import N_
from app.core.locale import Locale
from app.models.kinds import Choice, LineText, Option
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.table.source import Column, Row
from app.ui.widgets.table.view import RowsView
from tests.ui.gallery import COLUMNS, made_row


def test_another_language_is_measured_when_somebody_sees_it(
    kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = RowsView(kit, worker, at, COLUMNS)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show_rows([made_row(i, 50) for i in range(50)])
    view.show()
    kit.language.choose("zh")
    seen = [view.heading.sectionSize(i) for i in range(len(COLUMNS))]
    kit.language.choose("en")
    assert [view.heading.sectionSize(i) for i in range(len(COLUMNS))] != seen
    view.hide()
    measured: list[int] = []
    measure = view.painter.cell_width
    monkeypatch.setattr(view.painter, "cell_width", lambda row, i: (measured.append(i), measure(row, i))[1])
    kit.language.choose("zh")
    assert measured == []
    view.show()
    assert measured != []
    assert [view.heading.sectionSize(i) for i in range(len(COLUMNS))] == seen


def test_words_are_cut_before_the_last_column_is_pushed_out_of_sight(
    kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot
) -> None:
    columns = [
        Column("what", N_("Items"), LineText(width=30)),
        Column("where", N_("Place"), LineText(width=30)),
        Column("state", N_("State"), Choice(options=(Option("a", N_("Closed"), "accent"),), pill=True)),
    ]
    view = RowsView(kit, worker, at, columns)
    qtbot.addWidget(view)
    view.resize(430, 300)
    view.show_rows([Row(1, ("过期和临期商品已下架并登记封存" * 4, "西湖区样例路十二号仓库" * 4, "a"))])
    view.show()
    assert sum(view.heading.sectionSize(i) for i in range(3)) <= view.viewport().width()
    assert view.heading.sectionSize(2) >= view.painter.cell_width(view.rows.feed.loaded()[0][1], 2)
