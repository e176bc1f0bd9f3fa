"""Saved views: a list's filter, order and columns under a name, kept in the shop for everyone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.declaration import Field, Register
from app.models.kinds import LineText
from app.ui.pages.desk import Desk
from app.ui.pages.listed import Listed
from app.ui.runtime.calls import later
from app.ui.widgets.dialog import Dialog, confirm
from app.ui.widgets.form import Form


def views_menu(
    desk: Desk,
    parent: QWidget,
    register: Register,
    saved: list[dict[str, Any]],
    choose: Callable[[Listed], object],
    save: Callable[[], object],
) -> QMenu:
    """A menu of the saved views, one to save the present list, and one to delete."""
    menu = QMenu(parent)
    tr = desk.kit.tr
    for view in saved:
        listed = Listed.from_spec(register, view["spec"])
        menu.addAction(view["name"].replace("&", "&&"), later(choose, listed))
    if not saved:
        menu.addAction(tr(N_("No view was saved yet"))).setEnabled(False)
    menu.addSeparator()
    menu.addAction(tr(N_("The standard list")), lambda: choose(Listed()))
    menu.addAction(tr(N_("With voided ones")), lambda: choose(Listed(voided=True)))
    if desk.may("write"):
        menu.addSeparator()
        menu.addAction(tr(N_("Save this view…")), save)
        if saved:
            gone = menu.addMenu(tr(N_("Delete a view")))
            for view in saved:
                name = view["name"]
                gone.addAction(name.replace("&", "&&"), later(drop_view, desk, parent, register, name))
    return menu


def save_view(desk: Desk, parent: QWidget, register: Register, listed: Listed, name: str = "") -> Dialog:
    """Ask for a name and keep the list under it; the same name is replaced."""
    dialog = Dialog(desk.kit, parent, N_("Save this view"), icon="bookmark-plus")
    form = Form(desk.kit, desk.worker, desk.at, (Field("name", N_("Name"), LineText(limit=60), required=True),))
    form.set_values({"name": name})
    dialog.body.addWidget(form)

    def take() -> None:
        try:
            given = str(form.values()["name"])
        except Invalid:
            return
        dialog.accept()
        desk.change(
            lambda uow: uow.save_view(register.name, given, listed.spec()),
            lambda _: desk.host.say(N_("The view “{name}” was saved.", name=given)),
            parent,
        )

    dialog.offer_open(N_("Save"), take, kind="primary")
    dialog.offer(N_("Cancel"))
    dialog.open()
    form.focus_first()
    return dialog


def drop_view(desk: Desk, parent: QWidget, register: Register, name: str) -> Dialog:
    """Delete a saved view, after asking."""
    return confirm(
        desk.kit,
        parent,
        N_("Delete the view “{name}”?", name=name),
        N_("The records stay as they are."),
        N_("Delete"),
        lambda: desk.change(
            lambda uow: uow.drop_view(register.name, name),
            lambda _: desk.host.say(N_("The view “{name}” was deleted.", name=name)),
            parent,
        ),
        danger=True,
    )
