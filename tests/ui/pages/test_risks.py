"""The risk register in its window: assessed by mouse and keys, seen in the matrix, taken from the library."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services import records
from app.ui.pages.moves import lacking
from app.ui.pages.risks.page import RiskMatrixPage
from app.ui.pages.special.assess_dialog import AssessDialog
from app.ui.pages.special.library_dialog import LibraryDialog
from app.ui.widgets.pill import Pill
from tests.ui.pages.conftest import Desk

LEFT = Qt.MouseButton.LeftButton


def risk(desk: Desk, title: str = "插线板串接") -> int:
    return desk.shop.change(lambda uow: records.save(uow, "risks", None, {"title": title, "category": "fire"}))


def assessing(desk: Desk, record_id: int) -> AssessDialog:
    page = desk.open("risks")
    page.open_record(record_id)
    desk.settle()
    desk.press(page.panel, "Assess")
    dialog = desk.dialog()
    assert isinstance(dialog, AssessDialog)
    return dialog


def test_a_click_into_the_matrix_assesses_a_risk(desk: Desk) -> None:
    made = risk(desk)
    dialog = assessing(desk, made)
    at = dialog.matrix.place((4, 5)).center().toPoint()
    QTest.mouseClick(dialog.matrix, LEFT, pos=at)
    assert dialog.factors() == {"likelihood": "4", "impact": "5"}
    desk.press(dialog, "Save assessment")
    desk.settle(150)
    found = desk.values("risks", made)
    assert (found["level"], found["score"], found["status"]) == ("4", 2000, "treating")
    assert desk.events("risks", made) == ["assess", "create"]


def test_arrows_and_enter_walk_the_matrix_too(desk: Desk) -> None:
    made = risk(desk)
    dialog = assessing(desk, made)
    assert dialog.focusWidget() is dialog.matrix, "the keyboard begins where the risk is judged"
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(dialog.matrix, key)
    assert dialog.matrix.marked == (2, 1)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    question = next(d for d in desk.stage.dialogs() if d is not dialog)
    assert question.windowTitle() == "Leave without saving?"
    desk.press(question, "Cancel")
    QTest.keyClick(dialog.matrix, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle(150)
    assert desk.values("risks", made)["level"] == "1"


def test_lec_takes_its_three_factors_and_nothing_less(desk: Desk) -> None:
    made = risk(desk)
    dialog = assessing(desk, made)
    desk.press(dialog, "Save assessment")
    assert desk.values("risks", made)["level"] is None, "nothing was chosen"
    assert dialog.focusWidget() is dialog.matrix
    dialog.method.setFocus()
    QTest.keyClick(dialog.method, Qt.Key.Key_Right)
    assert dialog.lec.isVisible() and not dialog.matrix.isVisible()
    for name, key in (("lec_likelihood", "3"), ("lec_exposure", "6"), ("lec_consequence", "15")):
        dialog.lec.editors[name].restore(key)
    desk.press(dialog, "Save assessment")
    desk.settle(150)
    found = desk.values("risks", made)
    assert (found["method"], found["score"], found["level"]) == ("lec", 27_000, "3")


def test_a_day_to_come_is_said_beside_its_field(desk: Desk) -> None:
    made = risk(desk)
    dialog = assessing(desk, made)
    dialog.matrix.mark((1, 1))
    dialog.when.editors["assessed_on"].restore("2099-01-01")
    desk.press(dialog, "Save assessment")
    desk.settle(150)
    assert dialog.isVisible() and desk.values("risks", made)["level"] is None


def test_the_matrix_page_opens_what_stands_in_a_cell(desk: Desk) -> None:
    made = risk(desk)
    dialog = assessing(desk, made)
    dialog.matrix.mark((3, 4))
    desk.press(dialog, "Save assessment")
    desk.settle(150)
    risk(desk, "另一项，待评估")
    desk.window.open_page("risk_matrix")
    desk.settle()
    page = desk.window.page("risk_matrix")
    assert isinstance(page, RiskMatrixPage)
    cell = page.matrix._cells[3, 4]
    assert (cell.words, cell.remark, cell.tone) == ("1", "12", "orange")
    QTest.mouseClick(page.matrix, LEFT, pos=page.matrix.place((3, 4)).center().toPoint())
    desk.settle()
    shown = desk.window.page("risks")
    assert desk.window.stack.currentWidget() is shown
    assert desk.column(shown, "title") == ["插线板串接"]


def test_the_library_brings_what_is_ticked_and_marks_what_is_there(desk: Desk) -> None:
    page = desk.open("risks")
    desk.press(page.head, "Typical risks")
    dialog = desk.dialog()
    assert isinstance(dialog, LibraryDialog)
    assert not dialog.verb.isEnabled()
    dialog.box.setText("battery")
    shown = [i for i in dialog._leaves() if not i.isHidden()]
    assert [i.data(0, Qt.ItemDataRole.UserRole) for i in shown] == ["fire-ebike"]
    group = shown[0].parent()
    assert not group.flags() & Qt.ItemFlag.ItemIsUserCheckable, "it would tick what the filter hides"
    QTest.keyClick(dialog.box, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog.tree and dialog.tree.currentItem() is shown[0]
    QTest.keyClick(dialog.tree, Qt.Key.Key_Space)
    assert dialog.chosen() == ["fire-ebike"]
    dialog.box.clear()
    assert group.flags() & Qt.ItemFlag.ItemIsUserCheckable
    desk.press(dialog, "Take over 1")
    desk.settle(200)
    assert desk.column(page, "status") == ["To be assessed"]
    desk.press(page.head, "Typical risks")
    again = desk.dialog()
    assert isinstance(again, LibraryDialog)
    there = [i for i in again._leaves() if i.text(1) == "the shop has it"]
    assert [i.data(0, Qt.ItemDataRole.UserRole) for i in there] == ["fire-ebike"]
    again.reject()


def test_a_move_that_lacks_more_than_can_be_typed_is_refused_before_it_asks(desk: Desk) -> None:
    made = risk(desk)
    dialog = assessing(desk, made)
    dialog.matrix.mark((3, 4))
    desk.press(dialog, "Save assessment")
    desk.settle(150)
    risks = desk.shop.registry["risks"]
    control = risks.transition("control")
    values = desk.values("risks", made)
    assert values["residual_level"] is None and lacking(risks, control, values) == ()
    assert [f.name for f in lacking(risks, control, {**values, "residual_level": "1"})] == ["treatment"]


def test_an_accepted_risk_is_said_to_be_accepted_with_its_end(desk: Desk) -> None:
    made = risk(desk)
    held = {"status": "watched", "level": "3", "treatment": "accept", "accepted_until": date(2027, 5, 1)}
    desk.shop.change(lambda uow: uow.update("risks", made, held))
    page = desk.open("risks")
    page.open_record(made)
    desk.settle()
    assert "Accepted until 2027-05-01" in pills(page.panel.head)
    assert "Under control" not in pills(page.panel.head)
    desk.shop.change(lambda uow: uow.update("risks", made, {"treatment": "reduce", "accepted_until": None}))
    desk.settle(150)
    assert "Under control" in pills(page.panel.head)


def pills(head: QWidget) -> list[str]:
    return [p.accessibleName() for p in head.findChildren(Pill) if p.isVisible()]
