"""Columns of a table that nobody sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.core.locale import Locale
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
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
