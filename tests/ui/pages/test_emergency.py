"""Emergency plans in their window, by keys and mouse: templates, versions, readers, drills, the response, a recall."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.core.clock import fixed
from app.core.i18n import Text
from app.models.kinds import Choice
from app.services import records, transitions
from app.services.emergency import drills, library, recall, response
from app.store.view import View
from app.ui.pages import history
from app.ui.pages.grid_column import MOST, GridColumn
from app.ui.pages.register_page import RegisterPage
from app.ui.pages.special.emergency.calls_part import CallsPart
from app.ui.pages.special.emergency.course_part import CoursePart
from app.ui.pages.special.emergency.drill_problems import ProblemsPart
from app.ui.pages.special.emergency.plan_parts import ReadingPart, VersionsPart
from app.ui.pages.special.emergency.response_page import RESPONSE_PAGE, ResponsePage
from app.ui.pages.special.emergency.response_part import ResponsePart, elapsed
from app.ui.pages.special.library_dialog import LibraryDialog
from app.ui.shell.stage import NOW
from app.ui.widgets.grid.view import ROW_HEIGHT
from tests.ui.pages.conftest import Desk


def staff(desk: Desk) -> dict[str, int]:
    people = ({"name": "林晓", "post": "店主", "login": "林晓"}, {"name": "周晚", "post": "仓库"})
    return {p["name"]: desk.shop.change(lambda uow, v=p: records.save(uow, "staff", None, v)) for p in people}  # type: ignore[misc]


def plan(desk: Desk, key: str = "fire", *, force: bool = True) -> int:
    """A plan made of a template."""
    owner = staff(desk)["林晓"]
    made: int = desk.shop.change(lambda uow: library.make_drafts(uow, [key], "zh", owner))[0]
    if force:
        for move, asked in (("approve", {"approved_by": "林晓"}), ("put_in_force", {})):
            desk.shop.change(lambda uow, m=move, a=asked: transitions.perform(uow, "plans", made, m, a))  # type: ignore[misc]
    return made


def incident(desk: Desk, plan_id: int | None = None, **more: Any) -> int:
    values = {"title": "仓库冒烟", "kind": "fire", "found_at": NOW, **more}
    made = desk.shop.change(lambda uow: records.save(uow, "incidents", None, values))
    if plan_id is not None:
        desk.shop.change(lambda uow: transitions.perform(uow, "incidents", made, "respond", {"plan_id": plan_id}))
    return made


def shown(desk: Desk, register: str, record_id: int) -> RegisterPage:
    page = desk.open(register)
    page.open_record(record_id)
    for _ in range(3):  # its parts read on their own once it is shown
        desk.settle(100)
    return page


def part(page: RegisterPage, kind: type[QWidget]) -> Any:
    body = page.panel.body()
    assert body is not None
    return next(p for p in body.parts if isinstance(p, kind))


def type_in(desk: Desk, form: Any, name: str, text: str) -> None:
    editor = form.editors[name]
    target = editor.focusProxy() or editor
    target.setFocus()
    desk.keys(target, text)


def lines(desk: Desk, register: str, record_id: int, name: str) -> list[dict[str, Any]]:
    with desk.shop.read() as reader:
        return reader.lines(register, record_id, name)


def test_templates_become_drafts(desk: Desk) -> None:
    page = desk.open("plans")
    desk.press(page.list.empty, "Templates")  # an empty page offers them first
    dialog = desk.dialog()
    assert isinstance(dialog, LibraryDialog)
    dialog.choose(["data_breach", "recall"])
    desk.press(dialog, "Take over 2")
    assert desk.column(page, "status") == ["Draft", "Draft"]
    assert set(desk.column(page, "name")) == {"个人信息泄露专项应急预案", "食品召回专项应急预案"}


def test_a_draft_is_approved_put_in_force_read_and_revised(desk: Desk) -> None:
    made = plan(desk, force=False)
    page = shown(desk, "plans", made)
    desk.press(page.panel, "Approve")
    type_in(desk, desk.dialog().form, "approved_by", "Lin")  # type: ignore[attr-defined]
    desk.press(desk.dialog(), "Approve")
    desk.press(page.panel, "Put in force")
    desk.press(desk.dialog(), "Put in force")
    assert desk.values("plans", made)["status"] == "in_force"
    reading = part(page, ReadingPart)
    desk.press(reading, "I have read and understood it")
    assert desk.values("plans", made)["unread"] == 1
    desk.press(reading, "On paper…")
    desk.press(desk.dialog(), "Note it")
    assert desk.values("plans", made)["unread"] == 0 and reading.read_it.isHidden()
    versions = part(page, VersionsPart)
    desk.press(versions, "New version…")
    type_in(desk, desk.dialog().form, "note", "moved")  # type: ignore[attr-defined]
    desk.press(desk.dialog(), "Make the draft")
    desk.settle(150)
    assert page.panel.data is not None
    assert (page.panel.data.values["edition"], page.panel.data.values["status"]) == (2, "draft")


def test_an_incident_from_its_entry_to_its_review_by_keys(desk: Desk) -> None:
    made_plan = plan(desk, "power")
    page = desk.open("incidents")
    page.new({"kind": "power"})
    desk.settle(150)
    assert page.form is not None
    type_in(desk, page.form.form.form, "title", "no power")
    page.save()
    desk.settle(200)
    data = page.panel.data
    assert data is not None and data.values["status"] == "reported"
    desk.press(page.panel, "Respond")
    asked = desk.dialog()
    assert asked.form.values()["plan"] == str(made_plan), "the plan that fits is chosen already"  # type: ignore[attr-defined]
    desk.press(asked, "Begin")
    desk.settle(200)
    steps = part(page, ResponsePart).steps
    assert len(steps.rows) == 7
    steps.focus_open()
    desk.key(steps.rows[0], Qt.Key.Key_Space)
    desk.settle(120)
    assert steps.window().focusWidget() is steps.rows[1], "the keyboard goes on to the next step"
    desk.key(steps.rows[1], Qt.Key.Key_S)
    type_in(desk, desk.dialog().form, "reason", "not so")  # type: ignore[attr-defined]
    desk.press(desk.dialog(), "Leave the step out")
    desk.settle(120)
    desk.key(steps.rows[2], Qt.Key.Key_N)
    type_in(desk, desk.dialog().form, "note", "called")  # type: ignore[attr-defined]
    desk.press(desk.dialog(), "Tick")
    desk.settle(120)
    assert [x["result"] for x in lines(desk, "incidents", data.id, "responses")[:4]] == [
        "done",
        "skipped",
        "done",
        "open",
    ]
    for at in range(3, 7):
        desk.key(steps.rows[at], Qt.Key.Key_Return)
        desk.settle(100)
    desk.press(page.panel, "Contained")
    desk.press(page.panel, "Close with the review")
    for name in ("cause", "went_well", "went_badly", "lessons"):
        type_in(desk, desk.dialog().form, name, "flat battery")  # type: ignore[attr-defined]
    desk.press(desk.dialog(), "Close with the review")
    assert desk.values("incidents", data.id)["status"] == "closed"


def test_a_breach_entered_in_the_window_asks_for_authority_and_people(desk: Desk) -> None:
    page = desk.open("incidents")
    page.new({"kind": "data_breach"})
    desk.settle(150)
    assert page.form is not None
    type_in(desk, page.form.form.form, "title", "parcel labels leaked")
    page.save()
    desk.settle(200)
    data = page.panel.data
    assert data is not None
    assert (data.values["must_report"], data.values["tell_people"]) == (True, True)
    desk.press(page.panel, "Respond")
    type_in(desk, desk.dialog().form, "no_plan_reason", "small")  # type: ignore[attr-defined]
    desk.press(desk.dialog(), "Begin")
    desk.settle(200)
    desk.press(page.panel, "Need not be told…")
    type_in(desk, desk.dialog().form, "reason", "encrypted")  # type: ignore[attr-defined]
    desk.press(desk.dialog(), "Note it")
    desk.settle(150)
    values = desk.values("incidents", data.id)
    assert (values["tell_people"], values["not_told_reason"]) == (False, "encrypted")


def test_a_step_taken_back_stays_in_the_log(desk: Desk) -> None:
    made = incident(desk, plan(desk))
    page = shown(desk, "incidents", made)
    steps = part(page, ResponsePart).steps
    steps.focus_open()
    desk.key(steps.rows[0], Qt.Key.Key_Space)
    desk.settle(100)
    steps.rows[0].setFocus()
    desk.key(steps.rows[0], Qt.Key.Key_Space)
    desk.settle(100)
    assert lines(desk, "incidents", made, "responses")[0]["result"] == "open"
    assert desk.events("incidents", made)[:2] == ["step_undone", "step_done"]
    assert steps.window().focusWidget() is steps.rows[0]


def test_the_course_takes_what_is_typed_and_refuses_the_future(desk: Desk) -> None:
    made = incident(desk, plan(desk))
    page = shown(desk, "incidents", made)
    course = part(page, CoursePart)
    QTest.keyClick(page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    desk.keys(course.what, "fire engine there")
    desk.key(course.what, Qt.Key.Key_Return)
    assert [x["what"] for x in lines(desk, "incidents", made, "timeline")] == ["fire engine there"]
    assert course.what.text() == ""
    desk.keys(course.what, "tomorrow")
    desk.keys(course.when, "+1 09:00")
    desk.key(course.when, Qt.Key.Key_Return)
    assert course._message.isVisibleTo(course) and "yet to come" in course._message.text()
    assert course.what.text() == "tomorrow", "what was typed stays"
    assert len(lines(desk, "incidents", made, "timeline")) == 1


def test_the_response_page_shows_what_goes_on_and_its_clock(desk: Desk) -> None:
    desk.window.open_page(RESPONSE_PAGE)
    desk.settle(150)
    page = desk.window.page(RESPONSE_PAGE)
    assert isinstance(page, ResponsePage) and page.data is None
    made_plan = plan(desk)
    first = incident(desk, made_plan)
    second = incident(desk, title="断网，客服和打单都停了，备用热点也连不上", kind="power")
    desk.settle(300)
    assert page.data is not None and page.data.id == first, "what is being responded to comes first"
    assert page.response.clock.text() == "0:00:00"
    desk.shop.clock = fixed(NOW + timedelta(minutes=7, seconds=42))
    page.response._say_clock()
    assert page.response.clock.text() == "0:07:42"
    assert "was due" in page.response.steps.rows[0]._more.text()
    desk.press(page, "IN-2026-0002 断网，客服和打单都停了，备…")
    assert page.data.id == second and page.response.isHidden()
    desk.press(page, "Respond")
    assert desk.dialog() is not None
    desk.stage.close_dialogs()
    desk.shop.change(lambda uow: response.add_event(uow, first, "有人受伤"))
    page.choose(first)
    desk.settle(200)
    assert any("有人受伤" in str(e.what) for e in page.course._found)


def test_the_clock_says_days_where_it_must() -> None:
    assert elapsed(NOW, NOW + timedelta(days=2, hours=3, minutes=4, seconds=5)) == "2d 03:04:05"
    assert elapsed(NOW, NOW - timedelta(seconds=5)) == "0:00:00"


def test_a_problem_of_a_drill_becomes_a_rectification(desk: Desk) -> None:
    made_plan = plan(desk)
    drill = desk.shop.change(lambda uow: drills.plan_drill(uow, made_plan, NOW.date()))
    who = desk.values("plans", made_plan)["owner_id"]
    rows = {
        "participants": [{"staff_id": who, "present": True}],
        "problems": [
            {"problem": "通道堆物", "measure": "清走", "owner_id": who, "deadline": NOW.date() + timedelta(days=9)},
            {"problem": "哨子坏了"},
        ],
        "course": [],
        "supplies": [],
    }
    desk.shop.change(lambda uow: records.save(uow, "drills", drill, {}, rows))
    desk.shop.change(lambda uow: transitions.perform(uow, "drills", drill, "hold", {"held_at": NOW}))
    page = shown(desk, "drills", drill)
    problems = part(page, ProblemsPart)
    desk.press(problems, "Open a rectification")
    desk.settle(120)
    assert [x["followed"] for x in lines(desk, "drills", drill, "problems")] == ["rectification", "open"]
    desk.press(problems, "RC-2026-0001")
    desk.settle(150)
    shown_now = desk.window.page("rectifications")
    assert isinstance(shown_now, RegisterPage) and shown_now.panel.data is not None
    assert shown_now.panel.data.values["title"] == "通道堆物", "its number leads to what it became"
    page = shown(desk, "drills", drill)
    problems = part(page, ProblemsPart)
    desk.press(problems, "Open a rectification")
    asked = desk.dialog()
    assert list(asked.form.fields) == ["measure", "owner_id", "deadline"], "what its line does not say"  # type: ignore[attr-defined]
    desk.press(asked, "Cancel")
    assert lines(desk, "drills", drill, "problems")[1]["followed"] == "open", "it lacks person and deadline"
    desk.press(problems, "Open a rectification")
    asked = desk.dialog()
    type_in(desk, asked.form, "measure", "buy one")  # type: ignore[attr-defined]
    asked.form.editors["owner_id"].set_value(who)  # type: ignore[attr-defined]
    type_in(desk, asked.form, "deadline", "+5")  # type: ignore[attr-defined]
    desk.settle(100)
    desk.press(asked, "Open a rectification")
    second = lines(desk, "drills", drill, "problems")[1]
    assert (second["followed"], second["measure"]) == ("rectification", "buy one")
    assert [x["staff_id"] for x in lines(desk, "drills", drill, "participants")] == [who], "other lines stay"
    assert desk.values("drills", drill)["open_problems"] == 0


def test_a_problem_of_a_drill_is_settled_with_a_word(desk: Desk) -> None:
    made_plan = plan(desk)
    drill = desk.shop.change(lambda uow: drills.plan_drill(uow, made_plan, NOW.date()))
    who = desk.values("plans", made_plan)["owner_id"]
    rows = {"participants": [{"staff_id": who, "present": True}], "problems": [{"problem": "哨子坏了"}]}
    desk.shop.change(lambda uow: records.save(uow, "drills", drill, {}, rows))
    desk.shop.change(lambda uow: transitions.perform(uow, "drills", drill, "hold", {"held_at": NOW}))
    with desk.shop.read(desk.stage.kit.tr) as reader:
        saved = next(e for e in reader.timeline("drills", drill) if e.action == "update")
        said = history.shown(saved, desk.shop.registry["drills"], {}, reader.locale)
        assert [reader.locale.tr(x) for x in said.remarks if isinstance(x, Text)] == [
            "Who takes part: now 1 line",
            "Problems: now 1 line",
        ]
    page = shown(desk, "drills", drill)
    problems = part(page, ProblemsPart)
    desk.press(problems, "Otherwise…")
    type_in(desk, desk.dialog().form, "note", "new whistle")  # type: ignore[attr-defined]
    desk.press(desk.dialog(), "Note it")
    assert desk.values("drills", drill)["open_problems"] == 0


def test_closing_a_drill_asks_for_the_names_that_it_needs(desk: Desk) -> None:
    made_plan = plan(desk)
    drill = desk.shop.change(lambda uow: drills.plan_drill(uow, made_plan, NOW.date()))
    who = desk.values("plans", made_plan)["owner_id"]
    people = {"participants": [{"staff_id": who, "present": True}], "problems": [], "course": [], "supplies": []}
    desk.shop.change(lambda uow: records.save(uow, "drills", drill, {"reviewer_id": who}, people))
    fields = desk.shop.registry["drills"].transition("evaluate").asks
    judged = {f.name: f.kind.options[0].key for f in fields if isinstance(f.kind, Choice)}
    for move, asked in (("hold", {"held_at": NOW}), ("evaluate", judged)):
        desk.shop.change(lambda uow, m=move, a=asked: transitions.perform(uow, "drills", drill, m, a))  # type: ignore[misc]
    page = shown(desk, "drills", drill)
    desk.press(page.panel, "Close")
    dialog = desk.dialog()
    assert list(dialog.form.fields) == ["recorder_id"], "who reviewed is written there already"  # type: ignore[attr-defined]
    desk.press(dialog, "Close")
    assert desk.values("drills", drill)["status"] == "evaluated", "it is needed"
    dialog.form.editors["recorder_id"].set_value(who)  # type: ignore[attr-defined]
    desk.settle(100)
    desk.press(dialog, "Close")
    kept = desk.values("drills", drill)
    assert (kept["status"], kept["recorder_id"]) == ("closed", who)


@pytest.fixture
def recalled(desk: Desk) -> int:
    """A recall of a batch that two buyers got."""
    product = {"sku": "GH-1", "name": "桂花酱", "price": 2500, "shelf_life_days": 180}
    goods = desk.shop.change(lambda uow: records.save(uow, "products", None, product))
    maker = {"name": "样例食品厂", "phone": "13800000000", "address": "浙江省杭州市", "licence_no": "SC1"}
    supplier = desk.shop.change(lambda uow: records.save(uow, "suppliers", None, maker))
    line = {"product_id": goods, "quantity": 9, "batch_code": "L1", "production_date": NOW.date() - timedelta(days=9)}
    head = {"supplier_id": supplier, "licence_seen": True, "vouchers": "送货单", "receiver": "林晓"}
    delivery = desk.shop.change(lambda uow: records.save(uow, "receipts", None, head, {"lines": [line]}))
    desk.shop.change(lambda uow: transitions.perform(uow, "receipts", delivery, "post"))
    for at, name in enumerate(("陈甲", "王乙"), 1):
        values = {"buyer_name": name, "phone": f"1380000000{at}", "platform": "taobao", "buyer_nick": f"甲乙{at}"}
        order = desk.shop.change(
            lambda uow, v=values: records.save(
                uow, "orders", None, v, {"lines": [{"product_id": goods, "quantity": 1}]}
            )  # type: ignore[misc]
        )
        for move, asked in (("pay", {}), ("ship", {"carrier": "zhongtong", "waybill": f"73{at}"})):
            desk.shop.change(lambda uow, o=order, m=move, a=asked: transitions.perform(uow, "orders", o, m, a))  # type: ignore[misc]
    with desk.shop.read() as reader:
        batch = reader.by_number("batches", "L1")
    return incident(desk, plan(desk, "recall"), kind="recall", batch_id=batch, title="桂花酱召回")


def test_the_buyers_of_a_recalled_batch_are_called(desk: Desk, recalled: int, tmp_path: Path) -> None:
    page = shown(desk, "incidents", recalled)
    calls = part(page, CallsPart)
    with desk.shop.read() as reader:
        first = recall.calls(reader, recalled)[0]
    desk.press(calls, "Show the number (recorded)")
    assert calls._phones == {first.id: "13800000001"}
    assert desk.events("orders", first.order_id)[0] == "reveal"
    desk.press(calls, "Note the call")
    desk.press(desk.dialog(), "Note it")
    assert desk.values("incidents", recalled)["calls_left"] == 1
    desk.press(calls, "Export")
    dialog: Any = desk.dialog()
    dialog.path.setText(str(tmp_path / "买家.xlsx"))
    dialog.reveal.click()
    desk.press(dialog, "Export")
    desk.settle(300)
    cells = [[c.value for c in row] for row in load_workbook(tmp_path / "买家.xlsx").worksheets[0].iter_rows()]
    assert [row[2] for row in cells[1:3]] == ["138****0001", "13800000002"], "whole numbers only of those to be called"
    assert desk.events("incidents", recalled)[0] == "export"


def test_what_stands_before_the_response_is_hidden(desk: Desk) -> None:
    page = shown(desk, "incidents", incident(desk))
    assert part(page, ResponsePart).isHidden() and part(page, CallsPart).isHidden()
    assert part(page, CoursePart).isVisibleTo(page.panel)


def test_a_new_incident_from_a_plan_brings_its_kind(desk: Desk) -> None:
    page = shown(desk, "plans", plan(desk))
    desk.press(part(page, VersionsPart), "Enter an incident…")
    entered = desk.window.page("incidents")
    assert entered.form is not None and entered.form.form.form.editors["kind"].value() == "fire"


def test_a_drill_is_planned_from_its_plan(desk: Desk) -> None:
    made_plan = plan(desk)
    page = shown(desk, "plans", made_plan)
    desk.press(part(page, VersionsPart), "Plan a drill…")
    desk.press(desk.dialog(), "Plan it")
    desk.settle(150)
    with desk.shop.read() as reader:
        found = reader.ids(View("drills"))
    assert len(found) == 1 and desk.values("drills", found[0])["invited"] == 2


def test_the_lists_of_a_drill_show_their_rows_however_many_they_are(desk: Desk) -> None:
    made_plan = plan(desk)
    drill = desk.shop.change(lambda uow: drills.plan_drill(uow, made_plan, NOW.date()))
    page = shown(desk, "drills", drill)
    page.edit_current()
    desk.settle(100)
    assert page.form is not None
    grids = page.form.form.grids
    assert isinstance(grids["problems"].parentWidget().parentWidget().parentWidget(), GridColumn)

    def rows(name: str) -> int:
        view = grids[name].grid.view
        return view.viewport().height() // ROW_HEIGHT

    assert rows("participants") >= 3, "two people, and a row to type into"
    problems = grids["problems"].grid
    problems.model.put_many([(row, 2, f"m{row}") for row in range(12)])
    desk.settle(50)
    assert problems.report.isVisible() and rows("problems") >= MOST, "what is to be mended takes no room from the rows"
    problems.view.setFocus()
    problems.view.setCurrentIndex(problems.model.index(5, 2))
    desk.settle(50)
    assert not problems.view.visibleRegion().isEmpty(), "the cell with the keyboard is in sight"
