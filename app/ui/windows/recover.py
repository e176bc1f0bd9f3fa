"""Getting in with the recovery code: the code, and a new password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.core.errors import UserError
from app.core.i18n import N_
from app.ui.runtime.gate import Entered, ShopGate
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.password import PasswordBox, Strength
from app.ui.windows.step import Step


class Recover(Step):
    """`recovered` gives the `Entered` with the new code."""

    recovered = Signal(object)

    def __init__(self, kit: Kit, worker: Worker, gate: ShopGate, folder: Path) -> None:
        super().__init__(
            kit,
            worker,
            N_("Use the recovery code"),
            N_("It signs in the shop's first owner. You set a new password, and get a new code."),
        )
        self._gate = gate
        self._folder = folder
        self.code = QLineEdit()
        kit.say(self.code.setAccessibleName, N_("Recovery code"))
        self.password = PasswordBox(kit, N_("New password"))
        self.again = PasswordBox(kit, N_("The same password again"))
        self.strength = Strength(kit)
        self.add(N_("Recovery code"), self.code, N_("Six groups of five letters and digits"))
        self.add(N_("New password"), self.password)
        self.fields.addWidget(self.strength)
        self.add(N_("The same password again"), self.again)
        self.password.changed.connect(lambda: self.strength.judge(self.password.text()))
        self.again.entered.connect(self.submit)
        self.offer(N_("Open the shop"), self.submit)

    def submit(self) -> None:
        """Check the password first, since a wrong code costs a second."""
        weak = self._gate.weakness(self.password.text())
        if weak is not None:
            self.fail(weak)
            self.password.setFocus()
        elif self.password.text() != self.again.text():
            self.fail(UserError(N_("The two passwords differ. Type the same one twice.")))
            self.again.setFocus()
        else:
            code, password = self.code.text(), self.password.text()
            self.run(
                N_("Opening the shop…"),
                lambda _progress: self._gate.recover(self._folder, code, password),
                self._recovered,
            )

    def focus_first(self) -> None:
        """The code."""
        self.code.setFocus()

    def _recovered(self, entered: Entered) -> None:
        self.password.clear()
        self.again.clear()
        self.code.clear()
        self.recovered.emit(entered)
