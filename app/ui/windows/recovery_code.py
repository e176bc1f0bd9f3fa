"""The recovery code after a shop was made or recovered: shown once, printed or copied, typed again."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from app.core.errors import UserError
from app.core.i18n import N_
from app.ui.runtime.fonts import FAMILY
from app.ui.runtime.gate import Entered, ShopGate
from app.ui.runtime.kit import Kit
from app.ui.runtime.secrets import SecretClipboard
from app.ui.runtime.worker import Worker
from app.ui.widgets.build import button, label, row
from app.ui.windows.step import Step


class ShowCode(Step):
    """Goes on only when the code was typed again, so that it was really kept somewhere."""

    confirmed = Signal(object)

    def __init__(self, kit: Kit, worker: Worker, gate: ShopGate, entered: Entered) -> None:
        super().__init__(
            kit,
            worker,
            N_("Keep this recovery code"),
            N_(
                "If every password is forgotten, this code opens the shop. Nobody can make it again: "
                "with the passwords and the code lost, the records are lost."
            ),
        )
        self._gate = gate
        self._entered = entered
        self._clipboard = SecretClipboard(self)
        self.code = label(kit, _in_two_lines(entered.recovery_code), size=20, weight=700, tabular=True)
        self.code.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        frame = QFrame()
        frame.setProperty("card", True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(16, 16, 16, 12)
        inside.setSpacing(12)
        inside.addWidget(self.code)
        self.copy = button(kit, N_("Copy"), lambda: self._clipboard.copy(entered.recovery_code), icon="copy")
        self.print = button(kit, N_("Print…"), self._print, icon="printer")
        inside.addLayout(row(0, self.copy, self.print, 0))
        self.fields.addWidget(frame)
        self.typed = QLineEdit()
        kit.say(self.typed.setAccessibleName, N_("Type the code from your paper"))
        self.add(
            N_("Type the code from your paper"),
            self.typed,
            N_("Spaces, dashes and small letters do not matter. A copied code leaves the clipboard after a minute."),
        )
        self.offer(N_("I have kept it safe"), self.submit)
        self.typed.returnPressed.connect(self.submit)

    def submit(self) -> None:
        """Go on if the code was typed right."""
        if self._gate.is_code(self.typed.text(), self._entered.recovery_code):
            self._clipboard.clear()
            self.confirmed.emit(self._entered)
            return
        self.fail(UserError(N_("That is not the code shown above."), None, N_("Compare it group by group.")))
        self.typed.setFocus()

    def focus_first(self) -> None:
        """The box."""
        self.typed.setFocus()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.draw_page(printer))
        dialog.show()

    def draw_page(self, printer: QPrinter) -> None:
        """One sheet: which shop, the code, what it is for."""
        tr, seat = self.kit.tr, self._entered.seat
        painter = QPainter(printer)
        page = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
        unit = printer.resolution() / 72
        lines = (
            (tr(N_("Recovery code of “{shop}”", shop=seat.shop)), 16, QFont.Weight.Bold),
            (self._entered.recovery_code, 18, QFont.Weight.Bold),
            (tr(N_("Opens the shop if every password is forgotten. Keep it locked away.")), 10, QFont.Weight.Normal),
        )
        top = page.top() + 36 * unit
        for words, points, weight in lines:
            made = QFont(FAMILY)
            made.setPointSizeF(points)
            made.setWeight(weight)
            painter.setFont(made)
            at = QRectF(page.left() + 36 * unit, top, page.width() - 72 * unit, 60 * unit)
            painter.drawText(at, Qt.TextFlag.TextWordWrap, words)
            top += 44 * unit
        painter.end()


def _in_two_lines(code: str) -> str:
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    return "-".join(groups[:half]) + "\n" + "-".join(groups[half:])
