"""A check filled in by keyboard in the real window: answered, photographed, finished, mended, looked at again."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.i18n import N_
from app.models.checklists import ITEM_NAMES
from app.services import records
from app.services.checklists import running
from app.ui.pages.ask import AskDialog
from app.ui.pages.checklists.fill_page import FillPage
from app.ui.pages.checklists.start import ChooseDialog
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
    return desk.shop.change(lambda uow: records.save(uow, "check_templates", None, values, {"items": ITEMS}))


REST = N_("The rest of this part does not apply")


def begin(desk: Desk) -> FillPage:
    """The tool of the list, and Enter in its dialog."""
    page = desk.open("checks")
    desk.press(page.head, desk.window.desk.kit.tr.__call__(_start()))
    dialog = desk.dialog()
    assert isinstance(dialog, ChooseDialog)
    desk.key(dialog.list, Qt.Key.Key_Return)
    desk.settle()
    assert isinstance(page.work, FillPage)
    return page.work


def _start() -> Any:
    from app.ui.pages.specials import special

    return special("checks").tools[0].label


def focused(desk: Desk) -> Any:
    widget = desk.window.focusWidget()
    assert widget is not None
    return widget


def comes_to(desk: Desk, wanted: Any) -> bool:
    """Whether the keyboard comes to a widget: rows take it once they are shown."""
    for _ in range(20):
        if desk.window.focusWidget() is wanted:
            return True
        desk.settle(50)
    return False


def image(name: str, folder: Any) -> Any:
    path = folder / name
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(path))
    return path


def stored(desk: Desk, check_id: int) -> list[dict[str, Any]]:
    with desk.shop.read() as reader:
        return reader.lines("checks", check_id, "answers")


def test_a_check_is_filled_in_by_keyboard_and_its_finding_mended(
    desk: Desk, checklist: int, people: dict[str, int], tmp_path: Any
) -> None:
    work = begin(desk)
    first, second, third, _ = work.rows
    assert comes_to(desk, first)
    desk.key(first, Qt.Key.Key_2)  # not passed: asks at once
    assert first.fields is not None and focused(desk) is first.fields.editors["note"].focusProxy()
    desk.keys(focused(desk), "too low")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(image("灭火器.png", tmp_path)))])
    QApplication.clipboard().setMimeData(mime)
    desk.key(focused(desk), Qt.Key.Key_Return)
    assert focused(desk) is second
    first.paste()
    desk.settle()
    desk.key(second, Qt.Key.Key_P)
    assert focused(desk) is third.control.editor.line
    desk.keys(focused(desk), "9.5")
    desk.key(focused(desk), Qt.Key.Key_Return)  # outside its limits: fails by itself and asks
    assert third.fields is not None and focused(desk) is third.fields.editors["note"].focusProxy()
    desk.key(focused(desk), Qt.Key.Key_Return)
    desk.keys(focused(desk), "Miao")
    desk.key(focused(desk), Qt.Key.Key_Return)
    rows = stored(desk, work.check_id)
    assert [r["result"] for r in rows] == ["fail", "pass", "fail", "noted"]
    assert rows[0]["note"] == "too low" and rows[0]["photos"] == 1 and rows[2]["reading"] == 9500
    assert rows[0]["level"] == "larger" and rows[0]["deadline"] is not None

    QTest.keyClick(work, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert work.banner.text and not second._lack.isHidden()  # the photo lacks
    work.photos.attach(second, [image("通道.png", tmp_path)])
    desk.settle()
    QTest.keyClick(work, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    page = desk.window.page("checks")
    assert page.on_list and page.panel.data.values["status"] == "finished"
    assert stored(desk, work.check_id)[0]["rectification_id"] is not None
    assert desk.stage.problems == []


def test_what_was_answered_is_there_after_a_power_cut(desk: Desk, checklist: int) -> None:
    work = begin(desk)
    desk.key(work.rows[0], Qt.Key.Key_1)
    desk.key(work.rows[1], Qt.Key.Key_N)
    check = work.check_id
    desk.shop.change(lambda uow: uow.update("check_templates", checklist, {"note": "x"}))
    work.left.emit(check)
    desk.settle()
    desk.window.open_work("checks", check)
    desk.settle()
    again = desk.window.page("checks").work
    assert again is not work and [r.row["result"] for r in again.rows] == ["pass", "na", None, None]
    assert comes_to(desk, again.rows[2].control.editor.line)
    assert again.head.progress.text() == "2 of 4 answered", "how far, and no score before it is finished"


def test_starting_again_goes_on_with_what_was_begun(desk: Desk, checklist: int) -> None:
    check = begin(desk).check_id
    desk.window.page("checks").work.leave()
    desk.settle()
    assert begin(desk).check_id == check


def test_an_image_on_the_clipboard_becomes_a_photo_of_the_item(desk: Desk, checklist: int) -> None:
    work = begin(desk)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QApplication.clipboard().setImage(picture)
    desk.key(work.rows[1], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    with desk.shop.read() as reader:
        found = running.photos(reader, work.check_id)
        (photo,) = found[work.rows[1].id]
        assert reader.attachment_data(photo).startswith(b"\x89PNG")
    work.rows[1].strip.dropped.emit(photo)
    desk.settle()
    assert stored(desk, work.check_id)[1]["photos"] == 0


def test_the_date_and_the_place_are_changed_from_the_head(desk: Desk, checklist: int) -> None:
    work = begin(desk)
    work.head.ask()
    desk.settle()
    dialog: Any = desk.dialog()
    dialog.form.editors["place"].set_value("二号仓")
    dialog.submit()
    desk.settle()
    with desk.shop.read() as reader:
        assert reader.record("checks", work.check_id)["place"] == "二号仓"
    assert "二号仓" in work.head._about.text()


def test_every_name_of_an_item_is_copied(desk: Desk, checklist: int) -> None:
    work = begin(desk)
    with desk.shop.read() as reader:
        items = reader.lines("check_templates", checklist, "items")
    assert [[r[n] for n in ITEM_NAMES] for r in stored(desk, work.check_id)] == [
        [i[n] for n in ITEM_NAMES] for i in items
    ]


def test_a_number_takes_figures_only_and_n_passes_it_over(desk: Desk, checklist: int) -> None:
    work = begin(desk)
    third = work.rows[2]
    assert third.control.editor is not None
    line = third.control.editor.line
    work._focus(third)
    desk.keys(line, "4x.5")
    assert line.text() == "4.5"
    third.keep()
    desk.settle()
    assert stored(desk, work.check_id)[2]["result"] == "pass"
    desk.key(line, Qt.Key.Key_N)
    row = stored(desk, work.check_id)[2]
    assert (row["result"], row["reading"], line.text()) == ("na", None, "")
    third.control.choose("na")  # once more takes it back
    desk.settle()
    assert stored(desk, work.check_id)[2]["result"] is None
    work._focus(third)
    desk.keys(line, "4.5.6")
    third.keep()
    desk.settle()
    assert stored(desk, work.check_id)[2]["reading"] is None and line.property("invalid")


def test_t_opens_a_note_of_an_item_that_passed(desk: Desk, checklist: int) -> None:
    work = begin(desk)
    first = work.rows[0]
    desk.key(first, Qt.Key.Key_P)
    work._focus(first)
    desk.key(first, Qt.Key.Key_T)
    assert first.fields is not None and first.fields.asked["owner_id"].isHidden()
    desk.keys(focused(desk), "new one bought")
    desk.key(focused(desk), Qt.Key.Key_Return)
    row = stored(desk, work.check_id)[0]
    assert (row["note"], row["result"], row["level"]) == ("new one bought", "pass", None)


def test_the_rest_of_a_long_part_is_passed_over_with_one_button(desk: Desk, people: dict[str, int]) -> None:
    items = [{"text": f"第{n}项", "section": "用电"} for n in range(1, 5)] + [{"text": "别的", "section": "其他"}]
    desk.shop.change(lambda uow: records.save(uow, "check_templates", None, {"name": "长表"}, {"items": items}))
    work = begin(desk)
    desk.key(work.rows[0], Qt.Key.Key_P)
    desk.press(work, desk.window.desk.kit.tr(REST))
    assert [r["result"] for r in stored(desk, work.check_id)] == ["pass", "na", "na", "na", None]
    assert [r.row["result"] for r in work.rows] == ["pass", "na", "na", "na", None]


def test_files_are_dropped_onto_an_item_or_beside_the_rows(desk: Desk, checklist: int, tmp_path: Any) -> None:
    work = begin(desk)
    assert comes_to(desk, work.rows[0])
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(image("a.png", tmp_path)))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for target in (work.rows[1], work):
        target.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))
        desk.settle()
    assert [r["photos"] for r in stored(desk, work.check_id)] == [1, 1, 0, 0]
    line = work.rows[2].control.editor
    assert line is not None and not line.line.acceptDrops()


def test_a_critical_item_is_not_passed_over_without_a_word(desk: Desk, checklist: int) -> None:
    work = begin(desk)
    first, second = work.rows[:2]
    assert comes_to(desk, first)
    desk.key(first, Qt.Key.Key_N)
    assert first.fields is not None and focused(desk) is first.fields.editors["note"].focusProxy()
    desk.key(focused(desk), Qt.Key.Key_Return)
    work.finish()
    desk.settle()
    assert not first._lack.isHidden() and stored(desk, work.check_id)[0]["result"] == "na"
    first.note()
    desk.keys(focused(desk), "taken away")
    desk.key(focused(desk), Qt.Key.Key_Return)
    desk.settle()
    assert stored(desk, work.check_id)[0]["note"] == "taken away"
    assert focused(desk) is second


def test_measure_and_cost_are_asked_of_what_failed(desk: Desk, checklist: int, people: dict[str, int]) -> None:
    work = begin(desk)
    first = work.rows[0]
    assert comes_to(desk, first)
    desk.key(first, Qt.Key.Key_F)
    fields = first.fields
    assert fields is not None and fields.editors["owner_id"].value() in (None, people["何苗"])
    fields.editors["measure"].set_value("换新瓶")
    fields.editors["cost"].set_value(12800)
    fields.keep()
    desk.settle()
    row = stored(desk, work.check_id)[0]
    assert (row["measure"], row["cost"], row["owner_id"]) == ("换新瓶", 12800, people["何苗"])


def test_a_part_with_critical_items_is_passed_over_with_its_reason(desk: Desk, people: dict[str, int]) -> None:
    items = [{"text": f"项目{n}", "section": "冷库", "critical": n == 1} for n in range(3)]
    desk.shop.change(lambda uow: records.save(uow, "check_templates", None, {"name": "冷库周查"}, {"items": items}))
    work = begin(desk)
    desk.press(work, desk.window.desk.kit.tr(REST))
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog) and [r["result"] for r in stored(desk, work.check_id)] == [None] * 3
    dialog.form.editors["why"].set_value("冷库停用")
    dialog.submit()
    desk.settle()
    assert [(r["result"], r["note"]) for r in stored(desk, work.check_id)] == [("na", "冷库停用")] * 3
    work.finish()
    desk.settle()
    assert not work.banner.isHidden(), "nothing was looked at"
    with desk.shop.read() as reader:
        assert reader.record("checks", work.check_id)["status"] == "in_progress"
