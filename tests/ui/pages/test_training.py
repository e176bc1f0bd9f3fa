"""Training in the real window, by keys: a session held, a quiz answered, the matrix walked and exported."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from app.core.clock import fixed
from app.services import records
from app.services.training import needs
from app.services.training.questions import parse
from app.store.view import View
from app.ui.pages.form_page import FormPage
from app.ui.pages.lines_table import LinesTable
from app.ui.pages.training.matrix_page import KEY, MatrixPage
from app.ui.pages.training.question_grid import QuestionGrid
from app.ui.pages.training.quiz_dialog import QuizDialog
from app.ui.pages.training.results_dialog import ResultsDialog
from app.ui.pages.training.starting import begin_quiz
from app.ui.pages.training.tools import PasteQuestions
from app.ui.shell.stage import NOW
from app.ui.widgets.elided import Elided
from app.ui.widgets.table.view import RowsView
from tests.ui.pages.conftest import Desk, button


class School:
    """A few people and courses in the window's shop."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.course = self.save(
            "courses", {"code": "SP", "title": "食品安全", "posts": "仓库", "pass_mark": 60, "validity_months": 12}
        )
        self.people = [
            self.save("staff", {"name": n, "post": p})
            for n, p in (("王芳", "仓库"), ("李雷", "仓库"), ("赵敏", "客服"))
        ]

    def save(self, register: str, values: dict[str, Any], lines: Any = None) -> int:
        return self.desk.shop.change(lambda uow: records.save(uow, register, None, values, lines))

    def session(self, **more: Any) -> int:
        values = {"course_id": self.course, "starts_at": NOW - timedelta(hours=2), **more}
        return self.save("training_sessions", values, {"attendees": [{"staff_id": i} for i in self.people]})

    def every(self, register: str) -> list[dict[str, Any]]:
        with self.desk.shop.read() as reader:
            found = reader.records(register, reader.ids(View(register)))
        return [found[i] for i in sorted(found)]


@pytest.fixture
def school(desk: Desk) -> School:
    return School(desk)


def test_a_session_is_held_by_keys_alone(desk: Desk, school: School) -> None:
    session = school.session()
    page = desk.open("training_sessions")
    page.open_record(session)
    desk.settle()
    desk.press(page.panel.head, "It took place")
    dialog = desk.dialog()
    assert isinstance(dialog, ResultsDialog)
    view, model = dialog.grid.grid.view, dialog.grid.grid.model
    assert model.fields[view.currentIndex().column()].name == "attendance"
    desk.keys(view, "ppa")
    view.setCurrentIndex(model.index(0, 5))
    desk.keys(view, "8")
    desk.keys(QApplication.focusWidget() or view, "5")
    desk.key(QApplication.focusWidget() or view, Qt.Key.Key_Return)
    desk.keys(view, "4")
    desk.keys(QApplication.focusWidget() or view, "0")
    desk.key(QApplication.focusWidget() or view, Qt.Key.Key_Return)
    said = [[model.cell(r, c).text for c in (1, 3, 5, 7)] for r in range(3)]
    assert said == [
        ["王芳", "Present", "85", "Passed"],
        ["李雷", "Present", "40", "Not passed"],
        ["赵敏", "Absent", "", "Did not attend"],
    ]
    desk.key(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    row = desk.values("training_sessions", session)
    assert (row["status"], row["present"], row["passed"]) == ("held", 2, 1)
    assert [c["staff_id"] for c in school.every("certificates")] == school.people[:1]


def test_what_is_missing_stays_in_the_dialog_with_its_row(desk: Desk, school: School) -> None:
    session = school.session()
    page = desk.open("training_sessions")
    page.open_record(session)
    desk.settle()
    desk.press(page.panel, "Fill in results…")
    dialog = desk.dialog()
    assert isinstance(dialog, ResultsDialog)
    view = dialog.grid.grid.view
    desk.keys(view, "p")
    desk.press(dialog, "It took place")
    assert desk.stage.dialogs() == [dialog] and "李雷" in dialog.grid._message.text()
    assert desk.values("training_sessions", session)["status"] == "planned"
    desk.key(dialog, Qt.Key.Key_Escape)
    assert len(desk.stage.dialogs()) == 2  # the presence that was typed is not dropped without asking
    desk.press(desk.dialog(), "Cancel")
    desk.press(dialog, "Mark the rest present")
    desk.press(dialog, "Save")
    assert desk.stage.dialogs() == [] and desk.values("training_sessions", session)["present"] == 3


def test_phones_of_participants_are_masked_where_they_are_listed(desk: Desk, school: School) -> None:
    desk.shop.change(lambda uow: records.save(uow, "staff", school.people[0], {"phone": "13800000001"}))
    page = desk.open("training_sessions")
    page.open_record(school.session())
    desk.settle()
    body = page.panel.body()
    assert body is not None
    dialog = body.lines[0].open_all()
    desk.settle()
    assert dialog is not None
    rows = dialog.findChildren(RowsView)[0].rows
    first = rows.row(0)
    assert first is not None and "138****0001" in [rows.say(first, c) for c in range(len(rows.columns))]
    dialog.accept()
    desk.settle()


def test_people_are_added_by_post_and_by_name(desk: Desk, school: School) -> None:
    page = desk.open("training_sessions")
    desk.window.open_new("training_sessions", {"course_id": school.course})
    desk.settle()
    form = page.form
    assert isinstance(form, FormPage)
    grid = form.form.grids["attendees"]
    grid.choose_post()  # type: ignore[attr-defined]
    desk.settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [a.text() for a in menu.actions() if a.text()]
    assert words == ["Everyone (3)", "仓库 (2)", "客服 (1)"]
    next(a for a in menu.actions() if a.text() == "仓库 (2)").trigger()
    menu.close()
    grid.take(school.people[2])  # type: ignore[attr-defined]
    desk.settle()
    desk.press(form, "Save")
    made = school.every("training_sessions")
    assert [s["people"] for s in made] == ["李雷、王芳、赵敏"] and made[0]["title"] == "食品安全"


def quiz(school: School) -> int:
    one = {"text": "面单怎么处理？", "kind": "single", "answer": "B", "course_id": school.course}
    two = {"text": "哪些是个人信息？", "kind": "multiple", "answer": "AC", "course_id": school.course}
    three = {"text": "截图可以发群里。", "kind": "true_false", "answer": "错"}
    four = {"text": "先报告谁？", "kind": "fill_in", "answer": "店主|boss"}
    ids = [
        school.save("questions", one, {"options": [{"text": "扔掉"}, {"text": "粉碎"}]}),
        school.save("questions", two, {"options": [{"text": t} for t in ("电话", "条码", "地址")]}),
        school.save("questions", three),
        school.save("questions", four),
    ]
    return school.save("quizzes", {"title": "隐私小测", "pass_mark": 75}, {"lines": [{"question_id": i} for i in ids]})


def over(desk: Desk, dialog: QDialog) -> QDialog:
    """The question that stands over a dialog."""
    return next(d for d in desk.stage.dialogs() if d is not dialog)


def test_a_quiz_is_answered_by_keys_and_tells_nothing_before_the_end(desk: Desk, school: School, qtbot: QtBot) -> None:
    made = quiz(school)
    page = desk.open("quizzes")
    page.open_record(made)
    desk.settle()
    desk.press(page.panel, "Take quiz here…")
    ask = desk.dialog()
    editor = ask.form.editors["staff_id"]  # type: ignore[attr-defined]
    desk.keys(editor.line, "wangfang")
    popup = editor.matches.completer.popup()
    qtbot.waitUntil(popup.isVisible, timeout=10_000)
    desk.key(popup, Qt.Key.Key_Down)
    desk.key(popup, Qt.Key.Key_Return)
    assert editor.value() == school.people[0]
    desk.press(ask, "Begin")
    dialog = desk.dialog()
    assert isinstance(dialog, QuizDialog)
    assert dialog.card.boxes[1].text() == "粉碎"
    desk.keys(dialog.card, "2")
    desk.key(dialog.card, Qt.Key.Key_Return)
    desk.keys(dialog.card, "a")
    desk.keys(dialog.card, "b")
    desk.keys(dialog.card, "3")
    desk.keys(dialog.card, "2")
    desk.key(dialog.card, Qt.Key.Key_Return)
    desk.keys(dialog.card, "1")
    desk.key(dialog.card, Qt.Key.Key_Return)
    desk.keys(dialog.card.line, "Boss")
    desk.key(dialog.card.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.bar.value() == 4 and dialog.given == {1: "B", 2: "AC", 3: "√", 4: "Boss"}
    assert school.every("quiz_results") == []
    desk.press(over(desk, dialog), "Hand in")
    result = school.every("quiz_results")[0]
    assert (result["score"], result["verdict"], result["staff_id"]) == (75, "passed", school.people[0])
    said = [w.text() for w in dialog.outcome.findChildren(type(dialog.place))]
    assert "75 of 100" in said and any("right is" in w for w in said)
    dialog.accept()
    desk.settle()


def test_leaving_a_quiz_keeps_nothing(desk: Desk, school: School) -> None:
    made = quiz(school)
    page = desk.open("quizzes")
    page.open_record(made)
    desk.settle()
    begin_quiz(desk.window.desk, page, made, school.people[0], None, lambda: None, desk.stage.problems.append)
    desk.settle()
    dialog = desk.dialog()
    desk.keys(dialog.card, "1")  # type: ignore[attr-defined]
    desk.key(dialog, Qt.Key.Key_Escape)
    desk.press(over(desk, dialog), "Leave")
    assert desk.stage.dialogs() == [] and school.every("quiz_results") == []


def matrix(desk: Desk) -> MatrixPage:
    desk.window.open_page(KEY)
    desk.settle()
    page = desk.window.page(KEY)
    assert isinstance(page, MatrixPage)
    return page


def test_the_matrix_is_walked_by_keys_and_opens_what_it_shows(desk: Desk, school: School) -> None:
    paper = school.save(
        "certificates", {"staff_id": school.people[0], "course_id": school.course, "issued_on": NOW.date()}
    )
    page = matrix(desk)
    view, model = page.view, page.view.cells
    names = [p.name for p in model.people]
    assert model.rowCount() == 3 and model.columnCount() == 1
    view.setFocus()
    view.setCurrentIndex(model.index(0, 0))
    states = {p.name: model.cell(model.index(r, 0)).state for r, p in enumerate(model.people)}
    assert states == {"王芳": "held", "李雷": "missing", "赵敏": "none"}
    view.setCurrentIndex(model.index(names.index("李雷"), 0))
    desk.key(view, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Plan a session for 李雷…" in [a.text() for a in menu.actions()]
    menu.close()
    desk.settle()
    page.show_post("客服")
    assert [p.name for p in model.people] == ["赵敏"]
    page.show_post("")
    page.chips.choose("missing")
    page._show()
    assert [p.name for p in model.people] == ["李雷"]
    page.chips.choose("all")
    page._show()
    view.setCurrentIndex(model.index(names.index("王芳"), 0))
    desk.key(view, Qt.Key.Key_Return)
    opened = desk.window.page("certificates")
    assert opened.panel.data is not None and opened.panel.data.id == paper


def test_a_session_is_planned_for_those_who_lack_the_course(desk: Desk, school: School) -> None:
    page = matrix(desk)
    person, course = page.view.cells.people[0], page.view.cells.course(0)
    menu = page.menu(person, course, page.matrix.cell(person.id, course.id))
    every = next(a for a in menu.actions() if "all 2" in a.text())
    every.trigger()
    desk.settle()
    form = desk.window.page("training_sessions").form
    assert isinstance(form, FormPage)
    values = form.form.form.values()
    assert values["course_id"] == school.course and not values["people"], "the names stand in the list, once"
    grid = form.form.grids["attendees"]
    assert {r["name"] for r in grid.rows()} == {"王芳", "李雷"}
    assert form.form.form.editors["people"].isHidden() and not form.form.dirty
    menu.deleteLater()
    desk.press(form, "Save")
    made = school.every("training_sessions")[-1]
    assert (made["status"], made["invited"]) == ("planned", 2)
    sessions = desk.window.page("training_sessions")
    sessions.open_record(made["id"])
    desk.settle(150)
    sessions.edit_current()
    desk.settle(100)
    assert isinstance(sessions.form, FormPage)
    assert sessions.form.form.form.editors["people"].isHidden(), "beside rows the names would stand twice"


def test_the_matrix_leaves_as_a_workbook_and_as_a_paper(desk: Desk, school: School, tmp_path: Path) -> None:
    school.save("certificates", {"staff_id": school.people[0], "course_id": school.course, "issued_on": NOW.date()})
    page = matrix(desk)
    for name in ("m.xlsx", "m.pdf"):
        page.write(tmp_path / name)
        desk.settle()
    sheet = load_workbook(tmp_path / "m.xlsx").worksheets[0]
    rows = [[c.value for c in row] for row in sheet.iter_rows(max_row=4, max_col=3)]
    assert rows[0] == ["Person's name", "Post", "食品安全"] and sheet.freeze_panes == "C2"
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "27-11-22")
    assert cell.fill.fgColor.rgb == "FFE3F0EC"
    text = PdfReader(tmp_path / "m.pdf").pages[0].extract_text()
    assert "王芳" in text and "27-11-22" in text and "Training matrix" in text
    with desk.shop.read() as reader:
        assert needs.held(reader)
    assert desk.stage.problems == []


def test_questions_are_pasted_from_word(desk: Desk, school: School) -> None:
    page = desk.open("questions")
    button(page, "Paste questions").click()
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, PasteQuestions)
    for language in ("zh", "en"):
        desk.stage.kit.language.choose(language)
        (example,) = parse(dialog.text.placeholderText())
        assert (example.answer, example.problem) == ("B", None), "what the box shows can be typed"
    dialog.text.setPlainText("1. 多久检查？\nA. 每月\nB. 每年\n答案：A\n2. 没有答案的题")
    desk.settle(350)
    assert "2 questions read" in dialog._count.text() and "There is no answer." in dialog._count.text()
    desk.press(dialog, "Add")
    assert [q["text"] for q in school.every("questions")] == ["多久检查？"]
    assert desk.stage.dialogs() != []
    desk.stage.close_dialogs()


def test_a_quiz_is_put_together_from_the_bank(desk: Desk, school: School) -> None:
    quiz(school)
    page = desk.open("quizzes")
    page.new({"title": "新卷", "pass_mark": 60})
    desk.settle()
    form = page.form
    assert isinstance(form, FormPage)
    grid = form.form.grids["lines"]
    assert isinstance(grid, QuestionGrid)
    for question in (2, 4, 2):
        grid.take(question)
        desk.settle()
        assert grid.grid.report.isHidden(), "a question that was taken is no row with something to mend"
    assert [r["question_id"] for r in grid.rows()] == [2, 4] and "10 points" in grid._sum.text()
    desk.press(form, "Save")
    made = school.every("quizzes")[-1]
    assert (made["title"], made["question_count"], made["total_points"]) == ("新卷", 2, 10)


def test_choices_stand_beside_the_letters_that_an_answer_names(desk: Desk, school: School) -> None:
    page = desk.open("questions")
    page.new({"text": "面单？", "answer": "B"})
    desk.settle()
    form = page.form
    assert isinstance(form, FormPage)
    model = form.form.grids["options"].grid.model
    model.put_many([(0, 1, "扔掉"), (1, 1, "粉碎")])
    assert [model.headerData(r, Qt.Orientation.Vertical) for r in range(3)] == ["A", "B", "C"]
    desk.press(form, "Save")
    assert [q["answer"] for q in school.every("questions")] == ["B"]


def test_a_quiz_hands_itself_in_when_its_time_is_over(desk: Desk, school: School) -> None:
    made = quiz(school)
    desk.shop.change(lambda uow: records.save(uow, "quizzes", made, {"minutes": 15}))
    page = desk.open("quizzes")
    begin_quiz(desk.window.desk, page, made, school.people[0], None, lambda: None, desk.stage.problems.append)
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, QuizDialog) and dialog.left.text() == "15:00"
    desk.keys(dialog.card, "2")
    desk.shop.clock = fixed(NOW + timedelta(minutes=16))
    dialog._tick()
    desk.settle()
    assert [(r["score"], r["verdict"]) for r in school.every("quiz_results")] == [(25, "failed")]
    dialog.accept()
    desk.settle()


def test_who_drops_a_file_on_a_session_says_whether_it_is_the_signed_sheet(
    desk: Desk, school: School, tmp_path: Path
) -> None:
    session = school.session()
    scan = tmp_path / "签到表.pdf"
    scan.write_bytes(b"%PDF-1.4 x")
    page = desk.open("training_sessions")
    page.open_record(session)
    desk.settle()
    body = page.panel.body()
    assert body is not None
    dialog = body.files.ask([scan])
    assert dialog is not None
    desk.press(dialog, "Attach")
    assert dialog.isVisible(), "what it is has to be said"
    dialog.form.editors["kind"].set_value("photo")
    desk.press(dialog, "Attach")
    assert not desk.values("training_sessions", session)["sheet_attached"]
    again = body.files.ask([scan])
    assert again is not None
    again.form.editors["kind"].set_value("sheet")
    desk.press(again, "Attach")
    shown = [w.text() for w in body.files.findChildren(Elided)]
    assert any("Signed sign-in sheet" in words for words in shown)
    assert desk.values("training_sessions", session)["sheet_attached"]


def test_who_takes_part_is_named_however_narrow_the_panel_is(desk: Desk, school: School) -> None:
    page = desk.open("training_sessions")
    page.open_record(school.session())
    desk.settle()
    (table,) = (t for t in page.panel.findChildren(LinesTable) if t.isVisibleTo(page.panel))
    view = table._view
    assert view is not None
    for width in (400, 300, 220):
        view.setFixedWidth(width)
        desk.settle()
        assert view.rows.columns[0].key == "name" and not view.isColumnHidden(0)
