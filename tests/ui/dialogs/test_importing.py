"""Bringing files in through the window: dropped, looked at, answered, imported; and stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.core.errors import UserError
from app.core.i18n import N_
from app.services import settings
from app.services.keeper import list_of
from app.store.view import View
from app.ui.dialogs.importing.choose import paths_of
from app.ui.dialogs.importing.dialog import ImportDialog
from app.ui.dialogs.importing.look import rows_of
from app.ui.widgets.segmented import Segmented
from tests.ui.dialogs.conftest import Desk, Table


def opened(desk: Desk, *paths: Path) -> ImportDialog:
    desk.window.open_import(paths)
    desk.settle()
    made = desk.dialog()
    assert isinstance(made, ImportDialog)
    return made


def dropped(*paths: Path) -> QDropEvent:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.held = mime  # type: ignore[attr-defined]  # Qt does not own it
    return event


def orders(desk: Desk) -> int:
    with desk.shop.read() as reader:
        return reader.count(View("orders"))


def counts(dialog: ImportDialog) -> tuple[int, int, int, int]:
    assert dialog.plan is not None
    done = dialog.plan.outcome
    return done.new, done.updated, done.unchanged, rows_of(done.rejected)


def test_two_files_are_dropped_on_the_window_looked_at_and_imported(desk: Desk, drop: Path) -> None:
    before = orders(desk)
    event = dropped(drop / "ExportOrderDetail.csv", drop / "ExportOrderList.csv")
    desk.window.cover.eventFilter(desk.window, event)
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, ImportDialog)
    assert counts(dialog) == (4, 0, 0, 1)
    assert orders(desk) == before, "a look writes nothing"
    assert dialog.look.tables["rejected"].item(0, 2).text() == "abc"
    assert "Import 4 records" in dialog.go.text()
    assert dialog.look._how.text() == (
        "ExportOrderList.csv: GB18030, headers in row 1 · ExportOrderDetail.csv: GB18030, headers in row 1"
    )

    desk.key(dialog.go, Qt.Key.Key_Return)
    assert dialog.outcome is not None
    assert (dialog.outcome.new, rows_of(dialog.outcome.rejected)) == (4, 1)
    assert dialog.outcome.rejects_file is not None
    assert dialog.outcome.rejects_file.is_file()
    assert orders(desk) == before + 4
    assert list_of(desk.stage.session)[0].reason == "import"

    desk.key(dialog.go, Qt.Key.Key_Return)
    page = desk.window.current_page()
    assert page.register.name == "orders"
    assert page.list.table.rows.rowCount() == 4


def test_names_are_masked_in_the_preview_where_the_shop_masks_them(desk: Desk, drop: Path) -> None:
    files = (drop / "ExportOrderList.csv", drop / "ExportOrderDetail.csv")
    open_names = _column(opened(desk, *files), "Buyer")
    assert any(len(n) > 1 and "*" not in n for n in open_names)
    desk.stage.close_dialogs()
    desk.shop.change(lambda uow: settings.put(uow, {settings.MASK_NAMES.key: True}))
    assert _column(opened(desk, *files), "Buyer") == [n[:1] + "*" * (len(n) - 1) for n in open_names]


def _column(dialog: ImportDialog, heading: str) -> list[str]:
    table = dialog.look.tables["new"]
    headings = [table.horizontalHeaderItem(c).text() for c in range(table.columnCount())]
    return [table.item(row, headings.index(heading)).text() for row in range(table.rowCount())]


def test_the_same_files_again_change_nothing(desk: Desk, drop: Path) -> None:
    files = (drop / "ExportOrderList.csv", drop / "ExportOrderDetail.csv")
    desk.press(opened(desk, *files), "Import 4 records")
    desk.stage.close_dialogs()
    dialog = opened(desk, *files)
    assert counts(dialog) == (0, 0, 4, 1)
    assert not dialog.go.isEnabled()


def test_unknown_skus_become_products_unless_switched_off(desk: Desk, drop: Path) -> None:
    dialog = opened(desk, drop / "ExportOrderList.csv", drop / "ExportOrderDetail.csv")
    assert dialog.plan is not None
    assert dialog.plan.outcome.new_products == 1
    desk.press(dialog, "Make a product of the one unknown SKU")
    assert dialog.plan.outcome.new_products == 0
    assert dialog.plan.unknown_skus == ("NEW-1",)


def test_a_second_file_is_dropped_on_the_dialog(desk: Desk, drop: Path) -> None:
    dialog = opened(desk, drop / "ExportOrderList.csv")
    dialog.dropEvent(dropped(drop / "ExportOrderDetail.csv"))
    desk.settle()
    assert dialog.plan is not None
    assert len(dialog.plan.files) == 2


def test_a_pasted_path_is_taken(desk: Desk, drop: Path) -> None:
    dialog = opened(desk)
    desk.keys(dialog.choose.path, "gone.csv")
    desk.key(dialog.choose.path, Qt.Key.Key_Return)
    assert 'There is no file "gone.csv".' in dialog.banner.text
    dialog.choose.path.setText(f'"{drop / "ExportOrderList.csv"}"')
    desk.key(dialog.choose.path, Qt.Key.Key_Return)
    assert dialog.plan is not None
    assert dialog.plan.outcome.rows == 5


def test_paths_are_read_as_desktops_copy_them(tmp_path: Path) -> None:
    one, two = tmp_path / "a b.csv", tmp_path / "c.csv"
    one.touch()
    assert paths_of(f" {one} ") == [one]
    assert paths_of(f'"{one}" "{two}"') == [one, two]
    assert paths_of(QUrl.fromLocalFile(str(one)).toString()) == [one]
    assert paths_of(f"{one}\n{two}") == [one, two]
    assert paths_of("  ") == []


def test_columns_of_an_unknown_table_are_chosen_by_hand(desk: Desk, table: Table) -> None:
    rows = [["单子", "东西", "几个", "多少钱"], ["A1", "收纳篮", "2", "35.5"], ["A2", "杯子", "1", "12"]]
    dialog = opened(desk, table("mine.csv", rows))
    assert dialog.plan is not None
    assert not dialog.go.isEnabled()
    assert dialog.look.chips.current == "columns"
    names = [f.name for f in dialog.plan.choosable]
    for at, field in enumerate(("order_id", "title", "quantity", "amount")):
        combo = dialog.look.columns.combos[at]
        combo.setCurrentIndex(names.index(field) + 1)
        combo.activated.emit(combo.currentIndex())
        desk.settle()
    assert dict(dialog.plan.wish.columns) == {
        "order_id": "单子", "title": "东西", "quantity": "几个", "amount": "多少钱",
    }  # fmt: skip


def test_a_mapping_is_imported_by_enter_and_remembered(desk: Desk, table: Table) -> None:
    head = ["单号", "品名", "数量", "合计"]
    dialog = opened(desk, table("one.csv", [head, ["A1", "收纳篮", "2", "35.5"]]))
    assert dialog.plan is not None
    assert not dialog.plan.confirmed
    desk.key(dialog.look.columns, Qt.Key.Key_Return)
    assert dialog.outcome is not None
    assert dialog.outcome.new == 1
    desk.key(dialog, Qt.Key.Key_Escape)
    again = opened(desk, table("two.csv", [head, ["A2", "杯子", "1", "12"]]))
    assert again.plan is not None
    assert again.plan.confirmed
    assert again.look.chips.current == "new"


def test_a_field_comes_from_one_column_only(desk: Desk, table: Table) -> None:
    dialog = opened(desk, table("two.csv", [["订单号", "另一个号", "商品", "总价"], ["A1", "B1", "杯", "3"]]))
    assert dialog.plan is not None
    combos, names = dialog.look.columns.combos, [f.name for f in dialog.plan.choosable]
    place = names.index("order_id") + 1
    assert combos[0].currentIndex() == place
    combos[1].setCurrentIndex(place)
    combos[1].activated.emit(place)
    desk.settle()
    assert dialog.look.columns.mapping()["order_id"] == "另一个号"


def test_the_order_of_dates_is_asked_for(desk: Desk, table: Table) -> None:
    rows = [["订单号", "下单时间", "商品", "总价"], ["A1", "03/04/2026", "杯", "3"], ["A2", "05/06/2026", "杯", "3"]]
    dialog = opened(desk, table("dates.csv", rows))
    asked = dialog.look.answers.parts["date 下单时间"]
    assert isinstance(asked, Segmented)
    assert not dialog.go.isEnabled()
    asked.chosen.emit("DMY")
    desk.settle()
    assert dialog.plan is not None
    assert not dialog.plan.questions
    assert dialog.go.isEnabled()
    again = dialog.look.answers.parts["date 下单时间"]
    assert isinstance(again, Segmented)
    assert again.current == "DMY", "the answer can be changed"


def test_a_cancel_rolls_back(desk: Desk, drop: Path) -> None:
    before = orders(desk)
    dialog = opened(desk, drop / "ExportOrderList.csv")
    dialog.submit()
    dialog.stop()
    desk.settle()
    assert dialog.outcome is None
    assert dialog.banner.text == "Stopped. Nothing was imported."
    assert orders(desk) == before


def test_a_file_that_is_no_table_is_said_plainly(desk: Desk, tmp_path: Path) -> None:
    odd = tmp_path / "odd.xlsx"
    odd.write_bytes(b"PK\x03\x04 no workbook")
    dialog = opened(desk, odd)
    assert dialog.banner.text
    assert dialog.plan is None
    desk.key(dialog, Qt.Key.Key_Escape)
    assert not desk.stage.dialogs()
    assert not desk.stage.problems


def test_an_import_without_a_backup_is_asked_for(desk: Desk, drop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(reason: str) -> None:
        raise UserError(N_("The disk is full."))

    dialog = opened(desk, drop / "ExportOrderList.csv")
    before = orders(desk)
    monkeypatch.setattr(desk.stage.session, "backup", full)
    dialog.submit()
    desk.settle()
    assert "The disk is full." in dialog.banner.text
    assert orders(desk) == before
    desk.press(dialog, "Import without a backup")
    assert orders(desk) > before
    monkeypatch.undo()


def test_what_is_shown_follows_the_language(desk: Desk, drop: Path) -> None:
    dialog = opened(desk, drop / "ExportOrderList.csv")
    desk.window.verbs.switch_language()
    desk.settle()
    assert "导入" in dialog.go.text()
    assert dialog.look.tables["new"].horizontalHeaderItem(0).text() == "平台单号"


def test_what_becomes_of_a_column_that_a_register_has_no_place_for_is_said(desk: Desk, table: Table) -> None:
    rows = [["风险点", "危险因素", "风险等级", "排查频次"], ["打包台", "刀具裸露", "低风险", "每日"]]
    dialog = opened(desk, table("risks.csv", rows))
    assert dialog.plan is not None
    assert dialog.plan.register == "risks"
    combo = dialog.look.columns.combos[3]
    assert combo.currentIndex() == 0
    assert combo.currentText() in ("kept as a remark", "记入备注")
    goods = opened(desk, table("goods.csv", [["商品名称", "商家编码", "价格", "风味"], ["茶", "T1", "3", "清"]]))
    assert goods.look.columns.combos[3].currentText() in ("keep as it is", "原样保留")
