"""The card of who may sign in: each person with role and what can be done about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.services import people
from app.services.session import Session
from app.store.vaultfile import ShopUser
from app.ui.dialogs.people import AddPerson, ChangeRole, RenamePerson, ResetPassword, role_words
from app.ui.pages.desk import Desk
from app.ui.runtime.calls import later
from app.ui.runtime.theme import Tone
from app.ui.widgets.build import button, card, icon_button, label, row
from app.ui.widgets.dialog import confirm
from app.ui.widgets.pill import Pill


class PeopleCard:
    """For owners. `remove` takes a person out: the shop is closed for a moment and gets a new key."""

    def __init__(
        self, desk: Desk, session: Session, remove: Callable[[ShopUser], object], new_code: Callable[[], object]
    ) -> None:
        self._desk, self._session, self._remove = desk, session, remove
        kit = desk.kit
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.add = button(kit, N_("Add a person…"), self.add_person, icon="user-plus")
        self.code = button(kit, N_("New recovery code…"), new_code, icon="key")
        roles = N_(
            "Roles are kept by the program. Whoever must not be trusted with the whole shop gets an export instead."
        )
        self.card: QFrame = card(label(kit, N_("People"), size=15, weight=700), margin=20, spacing=12)
        box = self.card.layout()
        if isinstance(box, QVBoxLayout):
            box.addLayout(self._rows)
            box.addWidget(label(kit, roles, size=12, tone="quiet", wrap=True))
            box.addLayout(row(self.add, self.code, 0))
        self.show_people()

    def show_people(self) -> None:
        """Show who may sign in now."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for user in people.people(self._session):
            self._rows.addWidget(self._row(user))

    def add_person(self) -> AddPerson:
        """Ask for a new person."""
        return AddPerson(self._desk, self.card, self._session, self._done)

    def actions(self, user: ShopUser) -> Sequence[tuple[str, Text, Callable[[], object]]]:
        """What can be done about a person: icon, words, what it does."""
        desk, card_, session, done = self._desk, self.card, self._session, self._done
        found: list[tuple[str, Text, Callable[[], object]]] = [
            ("pencil", N_("Rename…"), lambda: RenamePerson(desk, card_, session, user, done)),
        ]
        if user.uid != session.unlocked.uid:
            found += [
                ("user-cog", N_("Change the role…"), lambda: ChangeRole(desk, card_, session, user, done)),
                ("key-round", N_("New password…"), lambda: ResetPassword(desk, card_, session, user, done)),
                ("user-x", N_("Remove…"), lambda: self.ask_remove(user)),
            ]
        return found

    def ask_remove(self, user: ShopUser) -> QWidget:
        """Ask before a person is removed."""
        return confirm(
            self._desk.kit,
            self.card,
            N_("Remove {name}?", name=user.name),
            N_(
                "They cannot sign in any more. The shop is backed up, closed for a moment and locked with a new key, "
                "so that a copy of the old key opens nothing new. What they recorded stays."
            ),
            N_("Remove"),
            lambda: self._remove(user),
            danger=True,
        )

    def _row(self, user: ShopUser) -> QWidget:
        kit = self._desk.kit
        made = QWidget()
        mine = user.uid == self._session.unlocked.uid
        name = label(kit, N_("{name} (you)", name=user.name) if mine else user.name, weight=500)
        menu = QMenu(made)
        for icon, words, run in self.actions(user):
            action = menu.addAction("", later(run))
            kit.say(action.setText, words)
            kit.icon(action.setIcon, icon)
        more = icon_button(kit, "ellipsis", N_("What can be done about {name}", name=user.name))
        more.setMenu(menu)
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        tone: Tone = "accent" if user.role == "owner" else "neutral"
        made.setLayout(row(name, Pill(kit, role_words(user.role), tone), 0, more, spacing=12))
        return made

    def _done(self) -> None:
        self.show_people()
        self._desk.host.say(N_("Done."))
