"""Pictures of the dialogs that bring in, take out and look after: import, export, print, people, backups, checks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QScrollArea, QWidget

from app.services.keeper import list_of
from app.store.view import View
from app.ui.dialogs.export import ExportDialog
from app.ui.dialogs.importing.dialog import ImportDialog
from app.ui.dialogs.people import AddPerson, NewCode
from app.ui.dialogs.printing import PrintDialog
from app.ui.dialogs.restoring import RestoreDialog
from app.ui.shell.scene import Scene
from app.ui.shell.sidebar import SETTINGS
from app.ui.shell.stage import Stage

D = TypeVar("D")
HEAD = ("订单编号", "买家会员名", "买家应付货款", "买家实际支付金额", "订单状态", "收货人姓名", "联系手机",
        "订单创建时间", "订单付款时间", "宝贝标题", "宝贝总数量")  # fmt: skip


def dialog_scenes() -> Iterator[Scene]:
    """Each of these dialogs, in the states that look different."""
    yield Scene("settings-people-backups", _settings_below)
    yield Scene("import-choose", _choose)
    yield Scene("import-look", lambda s: _look(s, "new"))
    yield Scene("import-rejected", lambda s: _look(s, "rejected"))
    yield Scene("import-columns", _columns)
    yield Scene("export", lambda s: _export(s, "xlsx"))
    yield Scene("export-reveal", lambda s: _export(s, "pdf"))
    yield Scene("print", lambda s: _print(s, 0))
    yield Scene("print-slip", lambda s: _print(s, 2))
    yield Scene("verify", _verify)
    yield Scene("person-add", _person)
    yield Scene("recovery-code", _code, lambda s: _kept(s))
    yield Scene("restore", _restore)


def _settings_below(stage: Stage) -> QWidget:
    stage.window.open_page(SETTINGS)
    stage.settle()
    area = stage.window.page(SETTINGS).findChild(QScrollArea)
    if isinstance(area, QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    return stage.window


def _shown(stage: Stage, kind: type[D]) -> D:
    stage.settle(300)
    found = stage.dialogs()[-1]
    if not isinstance(found, kind):
        raise TypeError("another dialog is open")
    return found


def _choose(stage: Stage) -> QWidget:
    stage.window.open_import()
    return stage.dialogs()[-1]


def _look(stage: Stage, part: str) -> QWidget:
    stage.window.open_import([_taobao(stage)])
    dialog = _shown(stage, ImportDialog)
    dialog.look.chips.choose(part)
    dialog.look.chips.chosen.emit(part)
    return dialog


def _columns(stage: Stage) -> QWidget:
    rows = [["单号", "客户", "品名", "数量", "下单日期", "合计", "备注一"]]
    rows += [[f"A{n:03d}", "测试甲", "竹编茶盒", "2", f"0{n}/03/2026", "35.50", "门店自提"] for n in range(1, 7)]
    stage.window.open_import([_written(stage, "门店订单.csv", rows, "utf-8")])
    return _shown(stage, ImportDialog)


def _taobao(stage: Stage) -> Path:
    rows = [list(HEAD)]
    for n in range(24):
        total = "三十九" if n == 7 else f"{39 + n}.00"
        status = "买家已付款，等待卖家发货" if n % 3 else "卖家已发货，等待买家确认"
        when = "昨天" if n == 15 else f"2026-11-22 1{n % 9}:05:00"
        rows.append([f"3312345678900{n:05d}", f"nick{n}", total, total, status, f"测试{n:02d}", "13800000000",
                     when, when, "手工桂花酱 250g", "1"])  # fmt: skip
    return _written(stage, "ExportOrderList202611230904.csv", rows, "gb18030")


def _written(stage: Stage, name: str, rows: list[list[str]], encoding: str) -> Path:
    folder = stage.session.shop.folder.parent / "drop"
    folder.mkdir(exist_ok=True)
    with (folder / name).open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return folder / name


def _export(stage: Stage, kind: str) -> QWidget:
    columns = ("number", "platform", "buyer_name", "phone", "total")
    stage.window.open_export(View("orders", ids=tuple(range(1, 13)), columns=columns))
    dialog = _shown(stage, ExportDialog)
    dialog.path.setText(f"orders-2026-11-23.{kind}")
    dialog.reveal.setChecked(kind == "pdf")
    stage.settle(60)
    return dialog


def _print(stage: Stage, form: int) -> QWidget:
    stage.window.open_print("orders", (1, 2, 3))
    dialog = _shown(stage, PrintDialog)
    dialog.form.setCurrentIndex(form)
    stage.settle(400)
    return dialog


def _verify(stage: Stage) -> QWidget:
    stage.window.verbs.verify()
    stage.settle()
    return stage.dialogs()[-1]


def _person(stage: Stage) -> QWidget:
    AddPerson(stage.window.desk, stage.window, stage.session, lambda: None)
    stage.settle()
    return stage.dialogs()[-1]


def _code(stage: Stage) -> QWidget:
    window = stage.window
    NewCode(window.desk, window, window.gate, window.seat, "7QK3M-9TZ4B-XW2HN-5RD8V-6GJ1C-PA0EF")
    stage.settle()
    return stage.dialogs()[-1]


def _kept(stage: Stage) -> None:
    for dialog in stage.dialogs():
        if isinstance(dialog, NewCode):
            dialog.accept()


def _restore(stage: Stage) -> QWidget:
    made = next(iter(list_of(stage.session)), None) or stage.session.backup("manual")
    RestoreDialog(stage.window.desk, stage.window, stage.session, made, lambda name, password: None)
    stage.settle()
    return stage.dialogs()[-1]
