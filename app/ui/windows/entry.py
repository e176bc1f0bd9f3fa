"""The window before a shop is open: welcome, wizard, sign-in, recovery; language and theme at its foot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.paths import documents_dir
from app.core.progress import Progress
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.build import button, row
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.sign import Sign
from app.ui.windows.sign_in import SignIn
from app.ui.windows.step import WIDTH, Step

if TYPE_CHECKING:
    from app.ui.runtime.gate import Entered, ShopGate


class EntryWindow(QWidget):
    """Leads to an open shop: `entered` gives the seat. `language_chosen` and `theme_chosen` are to be kept."""

    entered = Signal(object)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    closed = Signal()

    def __init__(self, kit: Kit, worker: Worker, gate: ShopGate, folder: Path | None = None) -> None:
        super().__init__()
        self._kit, self._worker, self._gate = kit, worker, gate
        self._folder = folder
        self.step: Step | None = None
        kit.say(self.setWindowTitle, N_("Taizhang"))
        self.resize(560, 700)
        self.setMinimumSize(480, 520)
        self._middle = QWidget()
        self._middle.setFixedWidth(WIDTH)
        self._slot = QVBoxLayout(self._middle)
        self._slot.setContentsMargins(0, 0, 0, 0)
        self._slot.setSpacing(16)
        self._sign = Sign(kit)
        self._slot.addStretch(2)
        self._slot.addWidget(self._sign)
        self._slot.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        centre = QVBoxLayout(holder)
        centre.setContentsMargins(24, 32, 24, 16)
        centre.addWidget(self._middle, 1, Qt.AlignmentFlag.AlignHCenter)
        area.setWidget(holder)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 12)
        box.setSpacing(8)
        box.addWidget(area, 1)
        box.addLayout(self._foot())
        if folder is not None and gate.is_shop(folder):
            self.show_sign_in(folder)
        else:
            self.show_welcome()

    def show_sign_in(self, folder: Path) -> None:
        """Ask for name and password of the shop in `folder`."""
        self._folder = folder
        page = SignIn(self._kit, self._worker, self._gate, folder)
        page.entered.connect(self._entered)
        page.recover_asked.connect(self.show_recover)
        page.other_asked.connect(self.show_welcome)
        self._show(page)

    def show_welcome(self) -> None:
        """Offer the three ways."""
        from app.ui.windows.welcome import Welcome

        page = Welcome(self._kit, self._worker)
        page.create_asked.connect(self.show_create)
        page.open_asked.connect(self.choose_shop)
        page.demo_asked.connect(self.choose_demo_folder)
        if self._folder is not None and self._gate.is_shop(self._folder):
            folder = self._folder
            page.fields.addWidget(
                button(
                    self._kit, N_("Back to “{shop}”", shop=folder.name), lambda: self.show_sign_in(folder), kind="link"
                )
            )
        self._show(page)

    def show_create(self) -> None:
        """Ask for what a new shop needs."""
        from app.ui.windows.create_shop import CreateShop

        page = CreateShop(self._kit, self._worker, self._gate)
        page.offer_back(self.show_welcome)
        page.created.connect(self.show_code)
        self._show(page)

    def show_recover(self) -> None:
        """Ask for the recovery code and a new password."""
        from app.ui.windows.recover import Recover

        if self._folder is None:
            return
        folder = self._folder
        page = Recover(self._kit, self._worker, self._gate, folder)
        page.offer_back(lambda: self.show_sign_in(folder))
        page.recovered.connect(self.show_code)
        self._show(page)

    def show_code(self, entered: Entered) -> None:
        """Show a recovery code and have it typed again."""
        from app.ui.windows.recovery_code import ShowCode

        page = ShowCode(self._kit, self._worker, self._gate, entered)
        page.confirmed.connect(self._entered)
        self._show(page)

    def choose_shop(self) -> None:
        """Let the person choose a shop's folder."""
        self._ask_folder(self.open_folder)

    def open_folder(self, path: str) -> None:
        """Go to the sign-in of the shop in a folder."""
        folder = Path(path)
        if self._gate.is_shop(folder):
            self.show_sign_in(folder)
        elif self.step is not None:
            self.step.fail(
                UserError(
                    N_("There is no shop in “{folder}”.", folder=folder.name),
                    None,
                    N_("Choose the folder that holds shop.db and keys.json."),
                )
            )

    def choose_demo_folder(self) -> None:
        """Let the person choose where the demo shop is made."""
        self._ask_folder(lambda path: self.make_demo(_free(Path(path) / self._kit.tr(N_("Demo shop")))))

    def make_demo(self, folder: Path) -> None:
        """Make the demo shop in an empty folder."""
        if self.step is None:
            return
        language = self._kit.language.code

        def work(progress: Progress) -> Entered:
            return self._gate.create_demo(folder, language, progress)

        self.step.run(N_("Making the demo shop…"), work, self._entered)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._kit.theme.colour("paper"))
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing this window ends the program, unless a shop is open."""
        self.closed.emit()
        super().closeEvent(event)

    def _foot(self) -> QHBoxLayout:
        language = Segmented(self._kit, (("zh", "中文"), ("en", "English")), self._kit.language.code, N_("Language"))
        theme = Segmented(
            self._kit,
            (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark"))),
            self._kit.theme.choice,
            N_("Theme"),
        )
        language.chosen.connect(self._kit.language.choose)
        language.chosen.connect(self.language_chosen)
        theme.chosen.connect(self._kit.theme.choose)
        theme.chosen.connect(self.theme_chosen)
        return row(0, language, theme, 0, spacing=12)

    def _show(self, page: Step) -> None:
        old, self.step = self.step, page
        if old is not None:
            self._slot.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._slot.insertWidget(2, page)
        page.show()
        page.focus_first()

    def _entered(self, entered: Entered) -> None:
        self.entered.emit(entered.seat)

    def _ask_folder(self, then: Callable[[str], object]) -> None:
        from PySide6.QtWidgets import QFileDialog  # not needed by most who sign in

        dialog = QFileDialog(self, self._kit.tr(N_("Choose a folder")), str(documents_dir()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(then)
        dialog.open()


def _free(folder: Path) -> Path:
    """The folder, or the first numbered one beside it that does not exist."""
    free, number = folder, 2
    while free.exists():
        free = folder.with_name(f"{folder.name} {number}")
        number += 1
    return free
