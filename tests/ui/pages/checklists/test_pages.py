"""The other pages of checklists in the real window: the loop closed by another, trends, the library, Today."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.models.declaration import Where
from app.services import records, transitions
from app.services.checklists import library, running
from app.services.checklists.trends import trends
from app.store.view import View
from app.ui.pages.checklists.fill_page import FillPage
from app.ui.pages.checklists.library import start_library
from app.ui.pages.checklists.trend_page import KEY, TrendPage
from app.ui.pages.specials import special, started
from app.ui.pages.today.page import TodayPage
from app.ui.widgets.pill import Pill
from tests.services.checklists.conftest import ITEMS
from tests.ui.pages.conftest import Desk


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    def work(uow: Any) -> dict[str, int]:
        return {
            "林晓": records.save(uow, "staff", None, {"name": "林晓", "login": "林晓"}),
            "何苗": records.save(uow, "staff", None, {"name": "何苗"}),
        }

    return desk.shop.change(work)


@pytest.fixture
def checklist(desk: Desk, people: dict[str, int]) -> int:
    values = {"name": "消防周查", "area": "fire", "place": "仓库", "rhythm": "weekly", "owner_id": people["何苗"]}
    return desk.shop.change(lambda uow: records.save(uow, "check_templates", None, values, {"items": ITEMS[:1]}))


def run(desk: Desk, checklist: int, result: str, owner: int | None = None) -> int:
    """One finished check of one item."""

    def work(uow: Any) -> int:
        check = running.start(uow, checklist)
        (row,) = uow.reader.lines("checks", check, "answers")
        running.answer(uow, check, row["id"], {"result": result, "owner_id": owner, "note": "压力低"})
        transitions.perform(uow, "checks", check, "finish")
        return check

    return desk.shop.change(work)


def test_the_loop_is_shown_until_another_has_looked_again(desk: Desk, checklist: int, people: dict[str, int]) -> None:
    check = run(desk, checklist, "fail", people["何苗"])
    page = desk.open("checks")
    page.open_record(check)
    desk.settle()
    part = page.panel.body().parts[0]
    assert next(p.accessibleName() for p in part.findChildren(Pill)) == desk.window.desk.kit.tr(_open_words())
    with desk.shop.read() as reader:
        (found,) = reader.ids(View("rectifications"))

    mend = desk.open("rectifications")
    mend.open_record(found)
    desk.settle()
    data = mend.panel.data
    started(desk.window.desk, mend, data, data.register.transition("done"))
    desk.settle()
    dialog: Any = desk.dialog()
    assert dialog.form.editors["done_by"].value() == people["何苗"]  # who is responsible, without typing
    dialog.form.editors["done_what"].text.setPlainText("已充装")
    desk.press(dialog, dialog.verb.text())
    data = mend.panel.data
    started(desk.window.desk, mend, data, data.register.transition("verify"))
    desk.settle()
    dialog = desk.dialog()
    assert dialog.form.editors["verifier_id"].value() == people["林晓"]  # who is signed in
    desk.press(dialog, dialog.verb.text())
    with desk.shop.read() as reader:
        record = reader.record("rectifications", found)
    assert (record["status"], record["self_verified"]) == ("verified", False)

    page = desk.open("checks")
    page.panel.reload()
    desk.settle()
    part = page.panel.body().parts[0]
    assert [p._tone for p in part.findChildren(Pill)] == ["accent", "accent"]
    assert desk.stage.problems == []


def _open_words() -> Any:
    from app.core.i18n import Nn_

    return Nn_("{n} still open", "{n} still open", 1)


def test_trends_open_the_records_behind_them(desk: Desk, checklist: int, people: dict[str, int]) -> None:
    for result in ("pass", "fail", "fail"):
        run(desk, checklist, result)
    with desk.shop.read() as reader:
        known = trends(reader)
        (month, rate), *_ = reversed(known.months)
        assert (rate.checks, rate.percent) == (3, 33)
        assert [(p, r.checks) for p, r in known.places] == [("仓库", 3)]
        assert [(r.title, r.times) for r in known.repeated] == [(f"不合格：{ITEMS[0]['text']}", 2)]
        assert known.templates[0].tally.done == 1
    desk.window.open_page(KEY)
    desk.settle()
    page = desk.window.page(KEY)
    assert isinstance(page, TrendPage) and page.data == known
    page.chart.chosen.emit(11)
    desk.settle()
    checks = desk.window.page("checks")
    assert checks.list.table.rows.rowCount() == 3 and month.day == 1
    desk.window.open_page(KEY)
    desk.settle()
    page.which.setCurrentIndex(1)
    page.which.activated.emit(1)
    desk.settle()
    assert page.data.months == known.months
    link = next(b for b in page.findChildren(QPushButton) if b.text().startswith(known.repeated[0].title))
    desk.press(page, link.text())
    assert desk.window.page("rectifications").list.table.rows.rowCount() == 2


def test_ready_made_checklists_come_in_from_the_picker(desk: Desk, people: dict[str, int]) -> None:
    page = desk.open("check_templates")
    start_library(desk.window.desk, page)
    desk.settle()
    dialog: Any = desk.dialog()
    dialog.choose(["fire_monthly", "food_daily"])
    desk.press(dialog, dialog.verb.text())
    language = desk.window.desk.kit.language.code
    names = {e["name"] for e in library.library(language) if e.key in ("fire_monthly", "food_daily")}
    with desk.shop.read() as reader:
        ids = reader.ids(View("check_templates"))
        found = reader.records("check_templates", ids)
        assert {r["name"] for r in found.values()} == names
        assert reader.count(View("duties", (Where("source_register", "eq", "check_templates"),))) == 2


def test_today_starts_the_check_that_is_due(desk: Desk, checklist: int) -> None:
    with desk.shop.read() as reader:
        view = View("duty_dates", (Where("source_register", "eq", "check_templates"),), sort="expected_on")
        date_id = reader.ids(view)[0]
    desk.window.open_page("today")
    desk.settle()
    today = desk.window.page("today")
    assert isinstance(today, TodayPage)
    rows = [r for r in _rows(today) if r.item is not None and r.item.register == "duty_dates"]
    row = next(r for r in rows if r.item.record_id == date_id)
    assert row.item.move == "begin"
    _acts(today).act(row, "settle")
    desk.settle()
    work = desk.window.page("checks").work
    assert isinstance(work, FillPage)
    with desk.shop.read() as reader:
        check = reader.record("checks", work.check_id)
        assert check["planned_on"] == reader.record("duty_dates", date_id)["expected_on"]
    desk.key(work.rows[0], Qt.Key.Key_P)
    work.finish()
    desk.settle()
    with desk.shop.read() as reader:
        assert reader.record("duty_dates", date_id)["state"] == "done"


def _rows(today: Any) -> list[Any]:
    return list(today.due.view.rows)


def _acts(today: Any) -> Any:
    return today.due.acts


def test_a_chosen_place_narrows_the_months(desk: Desk, checklist: int) -> None:
    run(desk, checklist, "pass")
    with desk.shop.read() as reader:
        there, elsewhere = trends(reader, None, "仓库"), trends(reader, None, "别处")
    assert there.months[-1][1].checks == 1 and elsewhere.months[-1][1].checks == 0
    assert len(there.months) == 12 and there.months[0][0] < there.months[-1][0]


def test_the_tools_stand_where_they_are_used() -> None:
    assert [t.id for t in special("checks").tools] == ["start_check"]
    assert [t.id for t in special("check_templates").tools] == ["checklist_library"]


def test_the_trends_are_written_to_a_file(desk: Desk, checklist: int, tmp_path: Path) -> None:
    run(desk, checklist, "pass")
    desk.window.open_page(KEY)
    desk.settle()
    page = desk.window.page(KEY)
    assert isinstance(page, TrendPage)
    page.write(tmp_path / "t.pdf")
    desk.settle()
    assert (tmp_path / "t.pdf").read_bytes().startswith(b"%PDF")
    assert not page.export.isHidden()
