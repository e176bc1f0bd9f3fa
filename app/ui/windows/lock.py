"""The lock: covers the window until the person who is signed in types the password."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.ui.runtime.gate import Seat, ShopGate
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.build import button
from app.ui.widgets.password import PasswordBox
from app.ui.widgets.sign import Sign
from app.ui.windows.step import WIDTH, Step


class LockStep(Step):
    """The password, once more."""

    unlocked = Signal()
    leave_asked = Signal()

    def __init__(self, kit: Kit, worker: Worker, gate: ShopGate, seat: Seat) -> None:
        super().__init__(kit, worker, N_("Locked"), N_("{shop} · signed in as {user}", shop=seat.shop, user=seat.user))
        self._gate = gate
        self._seat = seat
        self.password = PasswordBox(kit, N_("Password"))
        self.add(N_("Password"), self.password)
        self.offer(N_("Unlock"), self.submit)
        self.password.entered.connect(self.submit)
        self.fields.addSpacing(2)
        leave = button(kit, N_("Sign out"), self.leave_asked.emit, kind="link")
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.addWidget(leave)

    def submit(self) -> None:
        """Check the password."""
        typed = self.password.text()
        if typed:
            self.run(N_("Checking…"), lambda _progress: self._gate.unlock(self._seat, typed), lambda _: self._done())

    def focus_first(self) -> None:
        """The password."""
        self.password.setFocus()

    def fail(self, error: UserError) -> None:
        """Say why, and let it be typed again."""
        super().fail(error)
        self.password.line.selectAll()
        self.password.setFocus()

    def _done(self) -> None:
        self.password.clear()
        self.unlocked.emit()


class LockCover(QWidget):
    """Covers a window whole. What lies under it keeps its state but takes no key and shows nothing."""

    unlocked = Signal()
    leave_asked = Signal()

    def __init__(self, kit: Kit, worker: Worker, gate: ShopGate, seat: Seat, host: QWidget) -> None:
        super().__init__(host)
        self._kit = kit
        self._host = host
        self._hidden: list[QWidget] = []
        self.step = LockStep(kit, worker, gate, seat)
        self.step.setFixedWidth(WIDTH)
        self.step.unlocked.connect(self._open)
        self.step.leave_asked.connect(self.leave_asked)
        box = QVBoxLayout(self)
        box.setSpacing(16)
        box.addStretch(2)
        sign = Sign(kit)
        middle = QVBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(sign, 0, Qt.AlignmentFlag.AlignLeft)
        middle.addWidget(self.step)
        holder = QWidget()
        holder.setLayout(middle)
        box.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        host.installEventFilter(self)
        self.hide()

    def lock(self) -> None:
        """Cover the window; its other children are hidden, so that neither Tab nor a screen reader gets there."""
        if not self.isHidden():
            return
        self._hidden = [
            child
            for child in self._host.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if child is not self and not child.isHidden() and not child.isWindow()
        ]
        for child in self._hidden:
            child.hide()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.step.focus_first()

    @property
    def locked(self) -> bool:
        """Whether the window is covered."""
        return not self.isHidden()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.locked:
            self.setGeometry(self._host.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """An opaque ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._kit.theme.colour("paper"))
        painter.end()

    def _open(self) -> None:
        self.hide()
        for child in self._hidden:
            child.show()
        self._hidden = []
        self.unlocked.emit()
