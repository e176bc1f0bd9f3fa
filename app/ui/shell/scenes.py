"""What the pictures show: each page with a record open, each form, each dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.models.declaration import Where
from app.models.registry import Registry
from app.store.view import View
from app.ui.pages.bulk_bar import BulkEdit
from app.ui.pages.periods import ask_period
from app.ui.pages.register_page import RegisterPage
from app.ui.pages.saved_views import save_view
from app.ui.pages.special.new_products import start_new_products
from app.ui.pages.special.waybills_dialog import start_waybills
from app.ui.pages.today.due_card import LIST, MONTH
from app.ui.pages.today.page import TodayPage
from app.ui.shell.checklist_scenes import checklist_scenes
from app.ui.shell.commands import show_keys
from app.ui.shell.complaint_scenes import complaint_scenes
from app.ui.shell.dialog_scenes import dialog_scenes
from app.ui.shell.pages import EXTRA_PAGES, TODAY
from app.ui.shell.scene import Scene, top_dialog
from app.ui.shell.sidebar import SETTINGS
from app.ui.shell.stage import Stage
from app.ui.windows.entry import EntryWindow


def scenes() -> Iterator[Scene]:
    """Every scene, in the order of the tabs."""
    yield Scene("today", lambda s: _page(s, "today"))
    yield Scene("today-month", lambda s: _month(s, True), lambda s: _month(s, False))
    for name in (r.name for r in Registry.load()):
        yield Scene(f"{name}-list", lambda s, n=name: _listed(s, n))  # type: ignore[misc]
        yield Scene(f"{name}-record", lambda s, n=name: _record(s, n))  # type: ignore[misc]
    for key in (key for key in EXTRA_PAGES if key != TODAY):
        yield Scene(key, lambda s, k=key: _page(s, k))  # type: ignore[misc]
    for name in (r.name for r in Registry.load() if r.creatable):
        yield Scene(f"{name}-new", lambda s, n=name: _new(s, n))  # type: ignore[misc]
    yield Scene("products-edit", _edit)
    yield Scene("orders-new-lines", _order_lines)
    yield Scene("orders-selected", _selected, lambda s: _register(s, "orders").list.table.clearSelection())
    yield Scene("orders-filtered", _filtered, lambda s: _register(s, "orders").show_view(View("orders")))
    yield Scene("orders-nothing", _nothing, lambda s: _register(s, "orders").show_view(View("orders")))
    yield Scene("orders-narrow", _narrow, lambda s: s.window.resize(1440, 900))
    yield Scene("settings", lambda s: _page(s, SETTINGS))
    yield from _dialogs()
    yield from dialog_scenes()
    yield from checklist_scenes()
    yield from complaint_scenes()
    yield Scene("lock", _lock, _unlock)
    yield Scene("sign-in", lambda s: _entry(s, s.session.shop.folder), _close_entry)
    yield Scene("welcome", lambda s: _entry(s, None), _close_entry)
    yield Scene("create-shop", _create, _close_entry)


def _dialogs() -> Iterator[Scene]:
    yield Scene("dialog-ship", lambda s: _over_order(s, lambda p: p.panel.head.move(_move(p, "ship"))))
    yield Scene("dialog-cancel", lambda s: _over_order(s, lambda p: p.panel.head.move(_move(p, "cancel"))))
    yield Scene("dialog-void", lambda s: _over_order(s, lambda p: p.panel.head.void()))
    yield Scene("dialog-reveal", lambda s: _over_order(s, lambda p: p.panel.body().fields.reveal_asked.emit("phone")))  # type: ignore[union-attr]
    yield Scene("dialog-lines", lambda s: _over_order(s, lambda p: p.panel.body().lines[0].open_all()))  # type: ignore[union-attr]
    yield Scene("dialog-waybills", lambda s: _asked(s, "orders", lambda p: start_waybills(s.window.desk, p)))
    yield Scene("dialog-many-products", lambda s: _asked(s, "products", lambda p: _paste(s, p)))
    yield Scene("dialog-condition", lambda s: _asked(s, "orders", lambda p: p.list.menus.add_condition()))
    yield Scene("dialog-period", lambda s: _asked(s, "orders", _period))
    yield Scene("dialog-save-view", lambda s: _asked(s, "orders", _save_view))
    yield Scene("dialog-bulk-edit", lambda s: _asked(s, "products", _bulk))
    yield Scene("dialog-find", _find)
    yield Scene("dialog-keys", lambda s: _asked(s, "orders", lambda p: show_keys(s.window.verbs, s.window.desk)))


def _page(stage: Stage, key: str) -> QWidget:
    stage.window.open_page(key)
    return stage.window


def _month(stage: Stage, on: bool) -> QWidget:
    stage.window.open_page("today")
    page = stage.window.page("today")
    assert isinstance(page, TodayPage)
    page.due.turn(MONTH if on else LIST)
    stage.settle()
    return stage.window


def _register(stage: Stage, name: str) -> RegisterPage:
    page = stage.window.page(name)
    assert isinstance(page, RegisterPage)
    return page


def _listed(stage: Stage, name: str) -> QWidget:
    _page(stage, name)
    _register(stage, name).close_panel()
    return stage.window


def _record(stage: Stage, name: str, at: int = 1) -> QWidget:
    _page(stage, name)
    stage.settle()
    page = _register(stage, name)
    table = page.list.table
    table.go_to(min(at, max(table.rows.rowCount() - 1, 0)))
    record_id = table.current_id()
    if record_id is not None:
        page.open_record(record_id)
    return stage.window


def _new(stage: Stage, name: str) -> QWidget:
    stage.window.open_new(name)
    return stage.window


def _edit(stage: Stage) -> QWidget:
    _record(stage, "products", 2)
    stage.settle()
    page = _register(stage, "products")
    page.edit_current()
    page.edit_panel.form.form.editors["name"].restore("")
    page.save()
    return stage.window


def _order_lines(stage: Stage) -> QWidget:
    stage.window.open_new("orders")
    stage.settle()
    form = _register(stage, "orders").form
    if form is not None:
        grid = form.form.grids["lines"]
        for product in (1, 2, 2, 5):
            grid.take(product)  # type: ignore[attr-defined]
            stage.settle(30)
    return stage.window


def _selected(stage: Stage) -> QWidget:
    _page(stage, "orders")
    stage.settle()
    table = _register(stage, "orders").list.table
    table.go_to(0)
    table.setFocus()
    for row in (1, 2):
        table.selectionModel().select(
            table.rows.index(row, 0),
            table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
        )
    return stage.window


def _filtered(stage: Stage) -> QWidget:
    view = View("orders", (Where("platform", "eq", "taobao"), Where("total", "ge", 10_000)), sort="-total")
    stage.window.open_page("orders", view)
    return stage.window


def _nothing(stage: Stage) -> QWidget:
    stage.window.open_page("orders", View("orders", search="qxqxqx"))
    return stage.window


def _narrow(stage: Stage) -> QWidget:
    stage.window.resize(900, 720)
    return _record(stage, "orders")


def _asked(stage: Stage, name: str, ask: Callable[[RegisterPage], object]) -> QWidget | None:
    _page(stage, name)
    stage.settle()
    ask(_register(stage, name))
    stage.settle()
    return top_dialog(stage)


def _over_order(stage: Stage, ask: Callable[[RegisterPage], object]) -> QWidget | None:
    stage.window.open_page("orders", View("orders", chip="to_ship"))
    stage.settle()
    _record(stage, "orders", 0)
    stage.settle()
    return _asked(stage, "orders", ask)


def _move(page: RegisterPage, name: str):  # type: ignore[no-untyped-def]
    return page.register.transition(name)


def _paste(stage: Stage, page: RegisterPage) -> None:
    dialog = start_new_products(stage.window.desk, page)
    dialog.grid.paste("货号\t名称\t售价\t库存\nNEW-1\t竹节杯\t39\t12\nNEW-2\t竹节盘\t一百\t3\n")


def _period(page: RegisterPage) -> None:
    ask_period(page.list.desk, page, page.list.listed.period, lambda period: None)


def _save_view(page: RegisterPage) -> None:
    save_view(page.list.desk, page, page.register, page.list.listed)


def _bulk(page: RegisterPage) -> None:
    BulkEdit(page.list.desk, page, page.register, [1, 2, 3]).start()


def _find(stage: Stage) -> QWidget | None:
    _page(stage, "orders")
    stage.window.open_palette()
    found = stage.dialogs()
    if not found:
        return None
    palette = found[-1]
    palette.box.setText("桂花")  # type: ignore[attr-defined]
    stage.settle(200)
    return palette


def _lock(stage: Stage) -> QWidget:
    _page(stage, "orders")
    stage.window.locking.lock()
    return stage.window


def _unlock(stage: Stage) -> None:
    stage.window.locking.cover.step.unlocked.emit()


def _entry(stage: Stage, folder: Path | None) -> QWidget:
    made = EntryWindow(stage.kit, stage.worker, stage.gate, folder)
    made.setParent(stage.window, made.windowFlags())
    made.show()
    return made


def _create(stage: Stage) -> QWidget:
    made = _entry(stage, None)
    if isinstance(made, EntryWindow):
        made.show_create()
    return made


def _close_entry(stage: Stage) -> None:
    for made in stage.window.findChildren(EntryWindow):
        made.hide()
        made.deleteLater()
