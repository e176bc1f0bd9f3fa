"""Dialogs of one make: an icon, what happened, what was kept, what to do, and the buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import Kind, button, column, fill, label
from app.ui.widgets.empty import IconDisc
from app.ui.widgets.form import Form

WIDTH = 460


class Dialog(QDialog):
    """A modal dialog that frees itself when closed. The first button offered is the one that Enter presses."""

    def __init__(self, kit: Kit, parent: QWidget | None, title: Text, *, icon: str = "", tone: str = "accent") -> None:
        super().__init__(parent)
        self.kit = kit
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        kit.say(self.setWindowTitle, title)
        heading = label(kit, title, size=15, weight=700, wrap=True)
        self.body = column(heading, spacing=8)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(16)
        if icon:
            disc = IconDisc(kit, icon, tone, f"{tone}_tint")
            top.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self.body, 1)
        fill(QVBoxLayout(self), top, 12, self.buttons, margin=24)

    def say(self, *sentences: Text | str) -> None:
        """Add paragraphs."""
        for sentence in sentences:
            part = label(self.kit, sentence, wrap=True)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(part)

    def offer(self, text: Text, run: Callable[[], object] | None = None, *, kind: Kind = "normal") -> QPushButton:
        """Add a button at the right. It runs `run`, if any, and closes the dialog."""
        made = button(self.kit, text, kind=kind)
        made.clicked.connect(lambda: self._chosen(run))
        if self.buttons.count() == 1:
            made.setDefault(True)
        self.buttons.insertWidget(1, made)
        return made

    def offer_open(self, text: Text, run: Callable[[], object], *, kind: Kind = "normal") -> QPushButton:
        """Add a button that leaves the dialog open: `run` closes it once what was typed could be taken."""
        made = button(self.kit, text, run, kind=kind)
        if self.buttons.count() == 1:
            made.setDefault(True)
        self.buttons.insertWidget(1, made)
        return made

    @property
    def typed(self) -> bool:
        """Whether something was typed here that closing would lose. A dialog with boxes of its own adds them."""
        return any(form.dirty for form in self.findChildren(Form))

    def reject(self) -> None:
        """Escape, and the window's own closing: asks first if something was typed. A button says what it does."""
        if not self.typed:
            super().reject()
            return
        confirm(
            self.kit,
            self,
            N_("Leave without saving?"),
            N_("What you typed here is thrown away."),
            N_("Leave"),
            super().reject,
            danger=True,
        )

    def done(self, result: int) -> None:
        """Close, and give the keyboard back: where two close at once, some window managers leave no window with it."""
        below = self.parentWidget()
        super().done(result)
        if below is not None and below.window().isVisible():
            below.window().activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter presses the default button from any box: among several lines, Enter alone starts a new one."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for made in self.findChildren(QPushButton):
                if made.isDefault() and made.isEnabled():
                    made.click()
                    break
        else:
            super().keyPressEvent(event)

    def _chosen(self, run: Callable[[], object] | None) -> None:
        self.accept()
        if run is not None:
            run()


def fit_height(dialog: QDialog) -> None:
    """Make a dialog as high as its words need at the width that it has.

    adjustSize() asks for the height at the width that the words would like.
    """
    dialog.resize(dialog.width(), _needed(dialog))


def grow_later(dialog: QDialog) -> None:
    """Make a dialog higher if what was just shown needs it, once the layout knows the words."""
    QTimer.singleShot(0, dialog, lambda: dialog.resize(dialog.width(), max(dialog.height(), _needed(dialog))))


def _needed(dialog: QDialog) -> int:
    layout = dialog.layout()
    if layout is None:
        return dialog.height()
    layout.activate()
    high = layout.totalHeightForWidth(dialog.width()) if layout.hasHeightForWidth() else 0
    return max(high, layout.totalMinimumSize().height())


def show_error(kit: Kit, parent: QWidget | None, error: UserError) -> Dialog:
    """Tell an error that the person can mend: what happened, what was kept, what to do."""
    dialog = Dialog(kit, parent, error.what, icon="circle-alert", tone="amber")
    dialog.say(*error.parts()[1:])
    dialog.offer(N_("OK"), kind="primary")
    dialog.open()
    return dialog


def confirm(
    kit: Kit,
    parent: QWidget | None,
    question: Text,
    detail: Text | None,
    verb: Text,
    run: Callable[[], object],
    *,
    danger: bool = False,
) -> Dialog:
    """Ask before doing something. The button says the verb; Escape changes nothing."""
    dialog = Dialog(kit, parent, question, icon="circle-help")
    if detail is not None:
        dialog.say(detail)
    do = dialog.offer(verb, run, kind="danger" if danger else "primary")
    leave = dialog.offer(N_("Cancel"))
    if danger:
        do.setDefault(False)
        leave.setDefault(True)
        leave.setFocus()
    dialog.open()
    return dialog
