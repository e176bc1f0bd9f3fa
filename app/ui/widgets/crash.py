"""The dialog after a bug: what is safe, the report to read before sending it, and a way on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.i18n import N_
from app.ui.runtime.kit import Kit
from app.ui.widgets.dialog import Dialog


def show_crash(
    kit: Kit, parent: QWidget | None, report: str, path: Path | None, quit_program: Callable[[], object]
) -> Dialog:
    """Tell that the program made a mistake, and show the report whole: it holds no customer data."""
    dialog = Dialog(kit, parent, N_("The program made a mistake"), icon="bug", tone="amber")
    dialog.say(
        N_("What was saved is safe. What you were typing is still in its form."),
        N_("You can go on working. If it happens again, please send this report; it holds no customer data."),
    )
    shown = QPlainTextEdit(report)
    shown.setReadOnly(True)
    shown.setFixedHeight(150)
    shown.setTabChangesFocus(True)
    kit.say(shown.setAccessibleName, N_("Report"))
    dialog.body.addWidget(shown)
    dialog.offer(N_("Go on"), kind="primary")
    dialog.offer(N_("Copy report"), lambda: QGuiApplication.clipboard().setText(report))
    if path is not None:
        where = QUrl.fromLocalFile(str(path.parent))
        dialog.offer(N_("Open folder"), lambda: QDesktopServices.openUrl(where))
    dialog.offer(N_("Close the program"), quit_program, kind="plain")
    dialog.open()
    return dialog
