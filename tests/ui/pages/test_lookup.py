"""Finding records to refer to: what tells products of one name apart, and what a pasted cell means."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.core.errors import NotFound, UserError
from app.models.kinds import Ref
from app.services import transitions
from app.store.uow import UnitOfWork
from app.ui.pages.ask import AskDialog
from app.ui.pages.lookup import GridResolver, RegisterLookup, is_past
from app.ui.pages.making import making
from app.ui.widgets.editors.reference import ReferenceEditor
from tests.ui.pages.conftest import Desk


def shirts(desk: Desk) -> dict[str, int]:
    """Two products of one name."""
    return {
        colour: desk.shop.change(
            lambda uow, n=n, c=colour: uow.create(
                "products", {"sku": f"TX-{n}", "name": "棉T恤", "options": c, "category": "服装"}
            )
        )
        for n, colour in enumerate(("红色", "白色"))
    }


def test_products_of_one_name_are_told_apart(desk: Desk) -> None:
    made = shirts(desk)
    look = RegisterLookup(desk.shop, desk.stage.kit.tr, "products")
    found = {n.id: (n.title, n.remark) for n in look.find("棉T恤", 5)}
    assert found[made["红色"]] == ("棉T恤 红色", "TX-0 · 服装")
    assert found[made["白色"]] == ("棉T恤 白色", "TX-1 · 服装")
    assert look.title(made["白色"]) == "棉T恤 白色"


def test_a_name_that_begins_with_the_letters_comes_before_one_that_only_has_them(desk: Desk) -> None:
    for name in ("林晓", "许立夏"):
        desk.shop.change(lambda uow, n=name: uow.create("staff", {"name": n, "post": "仓库"}))  # type: ignore[misc]
    look = RegisterLookup(desk.shop, desk.stage.kit.tr, "staff")
    assert [n.title for n in look.find("lx", 5)] == ["林晓", "许立夏"]


def test_a_list_shows_the_specification(desk: Desk) -> None:
    shirts(desk)
    page = desk.open("products")
    assert {"红色", "白色"} <= set(desk.column(page, "options"))
    assert "options" in page.list.state.shown()


def test_a_pasted_cell_may_say_the_whole_of_it_but_not_half(desk: Desk) -> None:
    made = shirts(desk)
    lines = desk.shop.registry["orders"].lines[0].fields
    resolver = GridResolver(desk.shop, desk.stage.kit.tr, lines)
    texts = ["棉T恤 白色", "TX-0", "棉T恤"]
    assert resolver.ids("product_id", texts) == {"棉T恤 白色": made["白色"], "TX-0": made["红色"]}


def test_a_name_that_two_share_names_neither(desk: Desk) -> None:
    made = shirts(desk)
    with desk.shop.read() as reader:
        assert reader.by_number("products", "TX-1") == made["白色"]
        with pytest.raises(NotFound):
            reader.by_number("products", "棉T恤")


def test_a_supplier_that_is_not_there_yet_is_made_on_the_way(desk: Desk) -> None:
    page = desk.open("receipts")
    page.new()
    desk.settle()
    assert page.form is not None
    box = page.form.form.form.editors["supplier_id"]
    line = box.focusProxy()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    desk.keys(line, "Mountain Foods")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    desk.key(popup, Qt.Key.Key_Return)
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    assert dialog.windowTitle() == "New supplier"
    assert dialog.form.values()["name"] == "Mountain Foods"
    desk.keys(dialog.form.editors["licence_no"].focusProxy() or dialog, "SC100")
    desk.press(dialog, "Save")
    assert desk.stage.dialogs() == [] and line.text() == "Mountain Foods"
    made = box.value()
    assert isinstance(made, int)
    assert desk.values("suppliers", made)["licence_no"] == "SC100"


def test_where_nothing_is_found_and_nothing_can_be_made_it_says_so(desk: Desk) -> None:
    look = RegisterLookup(desk.shop, desk.stage.kit.tr, "orders")
    assert look.maker is None and making(desk.window.desk, desk.shop.registry["orders"]) is None
    editor = ReferenceEditor(desk.stage.kit, Ref(register="orders"), desk.window.desk.at, desk.stage.worker, look)
    editor.setParent(desk.window)
    editor.show()
    editor.line.setFocus()
    desk.keys(editor.line, "zzzz")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    said = popup.model().index(0, 0).data()  # type: ignore[attr-defined]
    assert said == 'Nothing was found for "zzzz".'
    desk.key(popup, Qt.Key.Key_Return)
    with pytest.raises(UserError):
        editor.value()


def _left(desk: Desk, name: str) -> int:
    """Somebody who worked here once."""

    def write(uow: UnitOfWork) -> int:
        made = uow.create("staff", {"name": name, "post": "仓库"})
        transitions.perform(uow, "staff", made, "leave", {"left_on": uow.today})
        return made

    return desk.shop.change(write)


def test_who_has_left_is_offered_by_the_whole_name_only_and_so_called(desk: Desk) -> None:
    gone = _left(desk, "林晓")
    here = desk.shop.change(lambda uow: uow.create("staff", {"name": "林晓晓", "post": "客服"}))
    look = RegisterLookup(desk.shop, desk.stage.kit.tr, "staff")
    assert gone not in [n.id for n in look.find("", 12)]
    assert [n.id for n in look.find("林", 5)] == [here]
    assert [n.id for n in look.find("lx", 5)] == [here]
    whole = look.find("林晓", 5)
    assert [(n.id, n.past) for n in whole] == [(here, False), (gone, True)]
    assert whole[1].remark.startswith("Has left")
    assert look.title(gone) == "林晓"  # what names somebody already keeps it


def test_a_filter_still_finds_who_has_left(desk: Desk) -> None:
    gone = _left(desk, "林晓")
    every = RegisterLookup(desk.shop, desk.stage.kit.tr, "staff", every=True)
    assert [n.id for n in every.find("林", 5)] == [gone]
    assert gone in [n.id for n in every.find("", 12)]


def test_of_namesakes_a_pasted_cell_means_the_one_who_works_here(desk: Desk) -> None:
    gone = _left(desk, "许立夏")
    fields = (desk.shop.registry["risks"].field("owner_id"),)
    resolver = GridResolver(desk.shop, desk.stage.kit.tr, fields)
    assert resolver.ids("owner_id", ["许立夏"]) == {"许立夏": gone}
    here = desk.shop.change(lambda uow: uow.create("staff", {"name": "许立夏", "post": "客服"}))
    assert resolver.ids("owner_id", ["许立夏"]) == {"许立夏": here}


def test_a_name_typed_in_full_is_not_taken_for_who_has_left(desk: Desk) -> None:
    gone = _left(desk, "林晓")
    look = RegisterLookup(desk.shop, desk.stage.kit.tr, "staff")
    editor = ReferenceEditor(desk.stage.kit, Ref(register="staff"), desk.window.desk.at, desk.stage.worker, look)
    editor.setParent(desk.window)
    editor.line.setText("林晓")
    editor.matches.found = look.find("林晓", 5)
    editor.on_leave()
    with pytest.raises(UserError):
        editor.value()
    editor.set_value(gone)
    assert editor.value() == gone


@pytest.mark.parametrize(
    ("register", "states"),
    [
        ("staff", {"left"}),
        ("courses", {"retired"}),
        ("duties", {"stopped"}),
        ("check_templates", {"retired"}),
        ("plans", {"replaced", "withdrawn"}),
    ],
)
def test_registers_say_which_of_their_records_are_past(desk: Desk, register: str, states: set[str]) -> None:
    known = desk.shop.registry[register]
    assert {s for s in known.states("status") if is_past(known.past, {"status": s})} == states
