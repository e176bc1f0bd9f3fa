"""Signing in to a shop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout

from app.core.errors import UserError
from app.core.i18n import N_
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.build import button, label
from app.ui.widgets.combo import TypingCombo
from app.ui.widgets.password import PasswordBox
from app.ui.windows.step import Step

if TYPE_CHECKING:
    from app.ui.runtime.gate import Entered, ShopGate, ShopInfo


class SignIn(Step):
    """Who, and the password. `entered` gives the `Entered`; the other signals ask for another page."""

    entered = Signal(object)
    recover_asked = Signal()
    other_asked = Signal()

    def __init__(self, kit: Kit, worker: Worker, gate: ShopGate, folder: Path) -> None:
        super().__init__(kit, worker, N_("Sign in"))
        self._gate = gate
        self.folder = folder
        self.user = TypingCombo()
        self.user.setLineEdit(QLineEdit())  # `setEditable` would make the list as well, which few open
        self.user.setInsertPolicy(TypingCombo.InsertPolicy.NoInsert)
        kit.say(self.user.setAccessibleName, N_("User"))
        self.password = PasswordBox(kit, N_("Password"))
        self.remember = QCheckBox()
        kit.say(self.remember.setText, N_("Unlock on this computer from now on"))
        self.where = label(kit, "", size=12, tone="quiet", wrap=True)
        self.fields.addWidget(self.where)
        self.add(N_("User"), self.user)
        self.add(N_("Password"), self.password)
        self.fields.addWidget(self.remember)
        self.offer(N_("Sign in"), self.submit)
        self.password.entered.connect(self.submit)
        links = QVBoxLayout()
        links.setSpacing(2)
        links.addWidget(button(kit, N_("Use the recovery code"), self.recover_asked.emit, kind="link"))
        links.addWidget(button(kit, N_("Open another shop"), self.other_asked.emit, kind="link"))
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.addLayout(links)
        self._peeked = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The window first, then its shop: reading the key file loads the vault's libraries."""
        super().paintEvent(event)
        if not self._peeked:
            self._peeked = True
            QTimer.singleShot(0, self, self._peek)

    def show_info(self, info: ShopInfo) -> None:
        """Show the shop's name and users; with this computer's key, sign in at once."""
        self.kit.say(self.title.setText, info.name)
        self.kit.say(self.where.setText, N_("Shop {id} · {folder}", id=info.display_id, folder=str(info.folder)))
        typed = self.user.currentText()
        self.user.addItems(list(info.users))
        self.user.setCurrentText(typed or (info.users[0] if info.users else ""))
        self.remember.setChecked(info.device)
        if info.device:
            self._enter_here()

    def submit(self) -> None:
        """Sign in with what was typed."""
        user, password = self.user.currentText().strip(), self.password.text()
        if not user or not password:
            self.fail(UserError(N_("Type your name and your password.")))
            return
        remember = self.remember.isChecked()
        self.run(
            N_("Opening the shop…"),
            lambda _progress: self._open(user, password, remember),
            self._entered,
        )

    def focus_first(self) -> None:
        """The password, since the name is filled in."""
        self.password.setFocus()

    def fail(self, error: UserError) -> None:
        """Say why, and let the password be typed again."""
        super().fail(error)
        self.password.line.selectAll()
        self.password.setFocus()

    def _open(self, user: str, password: str, remember: bool) -> Entered:
        entered = self._gate.open(self.folder, user, password)
        if remember:
            try:
                self._gate.remember(entered.seat, here=True)
            except UserError as error:
                # The shop is open; that this computer has no key store must not keep anybody out.
                return entered.warned(error.what)
        return entered

    def _enter_here(self) -> None:
        self.run(N_("Opening the shop…"), lambda _progress: self._gate.open_here(self.folder), self._maybe_entered)

    def _maybe_entered(self, entered: Entered | None) -> None:
        if entered is not None:
            self._entered(entered)
        else:
            self.focus_first()

    def _entered(self, entered: Entered) -> None:
        self.password.clear()
        self.entered.emit(entered)

    def _peek(self) -> None:
        self.worker.read(lambda _progress: self._gate.peek(self.folder), self.show_info, self._peek_failed, self)

    def _peek_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.fail(error)
        else:
            self.worker.unhandled.emit(error)
