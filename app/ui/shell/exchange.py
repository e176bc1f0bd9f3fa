"""Taking lists and records out of the shop: a file's name is asked for, the work runs in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.core.i18n import N_, Nn_
from app.core.paths import documents_dir
from app.core.progress import Progress
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.opened import safe_name
from app.ui.runtime.calls import later

FILTERS = ((N_("Excel workbook"), "*.xlsx"), (N_("CSV text"), "*.csv"), (N_("PDF"), "*.pdf"))


def ask_export(desk: Desk, parent: QWidget, view: View) -> QFileDialog:
    """Ask where to write a list and as what, then write it."""
    tr = desk.kit.tr
    register = desk.registry[view.register]
    name = safe_name(f"{tr(register.label)} {desk.at().today.isoformat()}.xlsx")
    dialog = QFileDialog(parent, tr(N_("Export the list")), str(documents_dir() / name))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{tr(label)} ({pattern})" for label, pattern in FILTERS])
    dialog.setDefaultSuffix("xlsx")
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.rsplit(".", 1)[-1].rstrip(")")))
    dialog.fileSelected.connect(lambda path: export_to(desk, parent, view, Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def export_to(desk: Desk, parent: QWidget, view: View, path: Path) -> None:
    """Write a list to a file, then say so."""
    shop, at = desk.shop, desk.at()

    def work(progress: Progress) -> int:
        from app.reports.verbs import export_view

        return export_view(shop, view, path, at, progress).rows

    def done(rows: int) -> None:
        words = Nn_("{n} row was written to “{name}”.", "{n} rows were written to “{name}”.", rows, name=path.name)
        desk.host.say(words, N_("Show the folder"), lambda: desk.opened.show(path.parent))

    desk.worker.read(work, done, desk.host.fail, parent)


def ask_print(desk: Desk, parent: QWidget, register: str, ids: Sequence[int]) -> QMenu | None:
    """Print records on one of their forms; asks which one where there are several."""
    from app.reports.forms import forms_for

    forms = forms_for(register)
    if not ids or not forms:
        return None
    if len(forms) == 1:
        print_form(desk, parent, register, forms[0].name, ids)
        return None
    menu = QMenu(parent)
    for form in forms:
        menu.addAction(desk.kit.tr(form.label), later(print_form, desk, parent, register, form.name, ids))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(parent.mapToGlobal(parent.rect().center()))
    return menu


def print_form(desk: Desk, parent: QWidget, register: str, form: str, ids: Sequence[int]) -> None:
    """Make the PDF of a form and show it, ready for the printer."""
    shop, at, chosen = desk.shop, desk.at(), tuple(ids)
    path = desk.opened.place(f"{form}.pdf")

    def work(progress: Progress) -> Path:
        from app.reports.verbs import print_records

        return print_records(shop, register, form, chosen, path, at, progress).path

    desk.worker.read(work, desk.opened.show, desk.host.fail, parent)
