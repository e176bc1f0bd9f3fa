"""Making a shop: its name, folder, currency and language, its owner and the password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.money import CURRENCIES
from app.core.paths import documents_dir
from app.ui.runtime.gate import Entered, NewShop, ShopGate
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.build import button, label, row
from app.ui.widgets.combo import TypingCombo
from app.ui.widgets.password import PasswordBox, Strength
from app.ui.widgets.segmented import Segmented
from app.ui.windows.step import Step


class CreateShop(Step):
    """One page of fields. `created` gives the `Entered` with its recovery code."""

    created = Signal(object)

    def __init__(self, kit: Kit, worker: Worker, gate: ShopGate, parent_folder: Path | None = None) -> None:
        super().__init__(kit, worker, N_("Create a shop"))
        self._gate = gate
        self._base = parent_folder or documents_dir()
        self._folder_by_hand = False
        self.name = self._line(N_("The shop's name"))
        self.folder = self._line(N_("Folder"))
        self.currency = TypingCombo()
        self.currency.addItems(list(CURRENCIES))
        kit.say(self.currency.setAccessibleName, N_("Currency"))
        self.language = Segmented(
            kit, (("zh", "中文"), ("en", "English")), kit.language.code, N_("Language of printed records")
        )
        self.owner = self._line(N_("Your name"))
        self.password = PasswordBox(kit, N_("Password"))
        self.again = PasswordBox(kit, N_("The same password again"))
        self.strength = Strength(kit)
        self._fields()
        self.offer(N_("Create the shop"), self.submit)
        self.name.textEdited.connect(self._suggest_folder)
        self.folder.textEdited.connect(self._chose_folder)
        self.password.changed.connect(lambda: self.strength.judge(self.password.text()))
        self.again.entered.connect(self.submit)
        kit.language.changed.connect(self._suggest_folder)
        self._suggest_folder()

    def submit(self) -> None:
        """Check what was typed, then make the shop on the worker."""
        problem = self._problem()
        if problem is not None:
            field, error = problem
            self.fail(error)
            field.setFocus()
            return
        new = NewShop(
            Path(self.folder.text().strip()).expanduser(),
            self.name.text().strip(),
            self.currency.currentText(),
            self.language.current,
            self.owner.text().strip(),
            self.password.text(),
        )
        self.run(N_("Creating the shop…"), lambda _progress: self._gate.create(new), self._created)

    def focus_first(self) -> None:
        """The name."""
        self.name.setFocus()

    def _fields(self) -> None:
        kit = self.kit
        browse = button(kit, N_("Choose…"), self._browse)
        self.add(N_("The shop's name"), self.name)
        self.add(N_("Folder"), _wrapped(row(self.folder, browse)))
        printed = QVBoxLayout()
        printed.setSpacing(6)
        printed.addWidget(label(kit, N_("Language of printed records"), size=12, weight=500))
        printed.addWidget(self.language)
        money = QVBoxLayout()
        money.setSpacing(6)
        money.addWidget(label(kit, N_("Currency"), size=12, weight=500))
        money.addWidget(self.currency)
        self.fields.addSpacing(6)
        self.fields.addWidget(_wrapped(row(money, printed, 0, spacing=24)))
        self.add(N_("Your name"), self.owner, N_("You sign in with it. You are the owner and can add others later."))
        self.add(N_("Password"), self.password)
        self.fields.addWidget(self.strength)
        self.add(N_("The same password again"), self.again)

    def _line(self, name: Text) -> QLineEdit:
        made = QLineEdit()
        self.kit.say(made.setAccessibleName, name)
        return made

    def _problem(self) -> tuple[QWidget, UserError] | None:
        for field in (self.name, self.folder, self.owner):
            if not field.text().strip():
                return field, UserError(N_("Please fill in “{field}”.", field=field.accessibleName()))
        if not Path(self.folder.text().strip()).expanduser().is_absolute():
            return self.folder, UserError(N_("Give the folder's whole path."))
        weak = self._gate.weakness(self.password.text(), self.owner.text(), self.name.text())
        if weak is not None:
            return self.password, weak
        if self.password.text() != self.again.text():
            return self.again, UserError(N_("The two passwords differ. Type the same one twice."))
        return None

    def _created(self, entered: Entered) -> None:
        self.password.clear()
        self.again.clear()
        self.created.emit(entered)

    def _suggest_folder(self) -> None:
        if not self._folder_by_hand:
            name = "".join(c for c in self.name.text().strip() if c not in '<>:"/\\|?*' and c.isprintable())
            self.folder.setText(str(self._base / (name.strip(". ") or self.kit.tr(N_("My shop")))))

    def _chose_folder(self) -> None:
        self._folder_by_hand = True

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Choose a folder for the shop")), str(self._base))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._browsed)
        dialog.open()

    def _browsed(self, folder: str) -> None:
        self._base = Path(folder)
        self._folder_by_hand = False
        self._suggest_folder()


def _wrapped(box: QBoxLayout) -> QWidget:
    made = QWidget()
    box.setContentsMargins(0, 0, 0, 0)
    made.setLayout(box)
    return made
