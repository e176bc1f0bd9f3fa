"""Small dialogs about who may sign in: add, rename, role, new password, remove; and a new recovery code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.services import people
from app.services.session import Session
from app.store.vaultfile import ShopUser
from app.ui.pages.desk import Desk
from app.ui.runtime.gate import Entered, Seat, ShopGate
from app.ui.widgets.build import label
from app.ui.widgets.combo import TypingCombo
from app.ui.widgets.dialog import Dialog, fit_height
from app.ui.widgets.password import PasswordBox, Strength
from app.ui.windows.recovery_code import ShowCode
from app.ui.windows.step import Step

ROLES: tuple[tuple[str, Text, Text], ...] = (
    ("clerk", N_("Clerk"), N_("Enters and imports, ships, exports; no people and no shop settings.")),
    ("owner", N_("Owner"), N_("Everything, also people, settings, backups put back.")),
    ("inspector", N_("Inspector"), N_("Looks at everything, changes nothing.")),
)


def role_words(role: str) -> Text:
    """A role's name."""
    return next((words for key, words, _ in ROLES if key == role), N_("{role}", role=role))


class PeopleDialog(Dialog):
    """The frame of these dialogs: a step with its fields; what it did is told to `then`."""

    def __init__(self, desk: Desk, parent: QWidget, title: Text, verb: Text, then: Callable[[], object]) -> None:
        super().__init__(desk.kit, parent, title)
        self.desk = desk
        self._then = then
        self.step = Step(desk.kit, desk.worker, title)
        self.step.title.hide()
        self.step.offer(verb, self.submit)
        self.step.offer_back(self.reject, N_("Cancel"))
        self.body.addWidget(self.step)
        self.body.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """No higher than it needs to be."""
        super().showEvent(event)
        fit_height(self)

    def submit(self) -> None:
        """Take what was typed."""

    def run(self, busy: Text, work: Callable[[], object]) -> None:
        """Do it on the worker; then close."""

        def do(_progress: Progress) -> object:
            return work()

        self.step.run(busy, do, self._done)

    def name_box(self, name: str = "") -> QLineEdit:
        """A box for a sign-in name."""
        made = QLineEdit(name)
        made.setMaxLength(60)
        made.returnPressed.connect(self.submit)
        self.desk.kit.say(made.setAccessibleName, N_("Sign-in name"))
        self.step.add(N_("Sign-in name"), made)
        return made

    def role_box(self, role: str) -> TypingCombo:
        """A choice of roles with what each may do."""
        kit = self.desk.kit
        made = TypingCombo()
        made.addItems([kit.tr(words) for _, words, _ in ROLES])
        kit.say(made.setAccessibleName, N_("Role"))
        hint = label(kit, "", size=12, tone="quiet", wrap=True)
        made.currentIndexChanged.connect(lambda at: kit.say(hint.setText, ROLES[at][2]))
        self.step.add(N_("Role"), made)
        self.step.fields.addWidget(hint)
        made.setCurrentIndex(next(at for at, r in enumerate(ROLES) if r[0] == role))
        kit.say(hint.setText, ROLES[made.currentIndex()][2])
        return made

    def password_boxes(self) -> tuple[PasswordBox, PasswordBox]:
        """A new password, twice."""
        kit = self.desk.kit
        new, again = PasswordBox(kit, N_("New password")), PasswordBox(kit, N_("The same password again"))
        strength = Strength(kit)
        new.changed.connect(lambda: strength.judge(new.text()))
        self.step.add(N_("New password"), new)
        self.step.fields.addWidget(strength)
        self.step.add(N_("The same password again"), again)
        again.entered.connect(self.submit)
        return new, again

    def same(self, new: PasswordBox, again: PasswordBox) -> bool:
        """Whether both boxes say the same; says so if not."""
        if new.text() == again.text():
            return True
        self.step.fail(UserError(N_("The two passwords differ. Type the same one twice.")))
        return False

    def _done(self, _result: Any) -> None:
        self.accept()
        self._then()


class AddPerson(PeopleDialog):
    """Name, role, first password."""

    def __init__(self, desk: Desk, parent: QWidget, session: Session, then: Callable[[], object]) -> None:
        super().__init__(desk, parent, N_("Add a person"), N_("Add"), then)
        self._session = session
        self.name = self.name_box()
        self.role = self.role_box("clerk")
        self.new, self.again = self.password_boxes()
        self.step.fields.addWidget(
            label(
                desk.kit,
                N_("Tell them this password; they can change it in their settings."),
                size=12,
                tone="quiet",
                wrap=True,
            )
        )
        self.open()
        self.name.setFocus()

    def submit(self) -> None:
        """Add."""
        name, role, password = self.name.text(), ROLES[self.role.currentIndex()][0], self.new.text()
        if self.same(self.new, self.again):
            self.run(N_("Adding…"), lambda: people.add(self._session, name, password, role))


class RenamePerson(PeopleDialog):
    """Another sign-in name."""

    def __init__(
        self, desk: Desk, parent: QWidget, session: Session, user: ShopUser, then: Callable[[], object]
    ) -> None:
        super().__init__(desk, parent, N_("Rename {name}", name=user.name), N_("Rename"), then)
        self._session, self._user = session, user
        self.name = self.name_box(user.name)
        self.open()
        self.name.selectAll()
        self.name.setFocus()

    def submit(self) -> None:
        """Rename."""
        name = self.name.text()
        self.run(N_("Renaming…"), lambda: people.rename(self._session, self._user, name))


class ChangeRole(PeopleDialog):
    """Another role, from the next sign-in on."""

    def __init__(
        self, desk: Desk, parent: QWidget, session: Session, user: ShopUser, then: Callable[[], object]
    ) -> None:
        super().__init__(desk, parent, N_("Role of {name}", name=user.name), N_("Change"), then)
        self._session, self._user = session, user
        self.role = self.role_box(user.role)
        words = N_("It holds from their next sign-in.")
        self.step.fields.addWidget(label(desk.kit, words, size=12, tone="quiet", wrap=True))
        self.open()
        self.role.setFocus()

    def submit(self) -> None:
        """Change it."""
        role = ROLES[self.role.currentIndex()][0]
        self.run(N_("Changing the role…"), lambda: people.set_role(self._session, self._user, role))


class ResetPassword(PeopleDialog):
    """A new password for someone who forgot theirs."""

    def __init__(
        self, desk: Desk, parent: QWidget, session: Session, user: ShopUser, then: Callable[[], object]
    ) -> None:
        super().__init__(desk, parent, N_("New password for {name}", name=user.name), N_("Set it"), then)
        self._session, self._user = session, user
        self.new, self.again = self.password_boxes()
        self.open()
        self.new.setFocus()

    def submit(self) -> None:
        """Set it."""
        password = self.new.text()
        if self.same(self.new, self.again):
            self.run(N_("Setting the password…"), lambda: people.reset_password(self._session, self._user, password))


class NewCode(Dialog):
    """A new recovery code, shown once; the dialog closes when it was typed again."""

    def __init__(self, desk: Desk, parent: QWidget, gate: ShopGate, seat: Seat, code: str) -> None:
        super().__init__(desk.kit, parent, N_("New recovery code"))
        self.step = ShowCode(desk.kit, desk.worker, gate, Entered(seat, code))
        self.step.title.hide()
        self.step.confirmed.connect(lambda _: self.accept())
        holder = QVBoxLayout()
        holder.addWidget(self.step)
        self.body.addLayout(holder)
        self.open()
        self.step.focus_first()

    def reject(self) -> None:
        """The earlier code is gone already: this one has to be kept first."""
        self.step.fail(UserError(N_("The earlier code opens nothing any more."), None, N_("Type the new one first.")))
