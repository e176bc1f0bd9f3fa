"""The settings page of a window: the person's cards, the shop's, people, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.i18n import N_
from app.core.progress import Progress
from app.services import people, settings
from app.services.reopening import put_back, remove_user
from app.services.session import Session
from app.store.backup import BackupInfo
from app.store.vaultfile import ShopUser
from app.ui.dialogs.people import NewCode
from app.ui.dialogs.restoring import RestoreDialog
from app.ui.pages.backups_card import BackupsCard
from app.ui.pages.people_card import PeopleCard
from app.ui.pages.settings import SettingsPage
from app.ui.pages.shop_cards import ShopSettings
from app.ui.shell.reopening import CLOSING
from app.ui.widgets.dialog import confirm

if TYPE_CHECKING:
    from app.ui.window import MainWindow


def settings_page(window: MainWindow) -> SettingsPage:
    """The page with the cards that the person's role may see."""
    desk, seat = window.desk, window.seat
    page = SettingsPage(desk.kit, desk.worker, window.gate, seat, desk.preferences)
    page.header.search_asked.connect(desk.host.open_palette)
    page.preferences_changed.connect(window.locking.choose)
    page.preferences_changed.connect(window.reminder.choose)

    def limited(minutes: int) -> None:
        window.locking.limit(minutes)
        page.lock.show_limit(minutes)

    def look() -> None:
        desk.read(lambda reader: int(settings.get(reader, settings.LOCK_MINUTES)), limited, page)

    shop = ShopSettings(desk, look)
    look()
    page.add_card(shop.card, shop)
    session = seat.session
    if not isinstance(session, Session):
        return page
    acts = SettingsActs(window, session)
    if desk.may("users"):
        crew = PeopleCard(desk, session, acts.remove, acts.new_code)
        page.add_card(crew.card, crew)
    backups = BackupsCard(desk, session, window.verbs.back_up, window.verbs.verify, acts.restore)
    window.keeper.looked.connect(backups.show_state)
    page.add_card(backups.card, backups)
    window.keeper.look()
    return page


class SettingsActs:
    """What the cards start that concerns the whole window."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self._window, self._session = window, session

    def remove(self, user: ShopUser) -> None:
        """Remove a person and replace the shop's key."""
        session, uid = self._session, user.uid
        self._window.reopening.start(CLOSING, lambda: remove_user(session, uid))

    def new_code(self) -> None:
        """Issue a new recovery code, once it was said what that does."""
        window, session = self._window, self._session

        def issue(_progress: Progress) -> str:
            return people.new_recovery_code(session).text

        def shown(code: str) -> None:
            NewCode(window.desk, window, window.gate, window.seat, code)

        confirm(
            window.desk.kit,
            window,
            N_("Make a new recovery code?"),
            N_("The present one opens nothing afterwards. Have paper at hand: the new one is shown once."),
            N_("Make it"),
            lambda: window.desk.worker.write(issue, shown, window.fail, window),
        )

    def restore(self, made: BackupInfo) -> None:
        """Put a backup in the shop's place."""
        window, session = self._window, self._session

        def go(name: str, password: str) -> None:
            window.reopening.start(
                CLOSING, lambda: put_back(session, made.path, lambda vault: vault.unlock(name, password))[0]
            )

        RestoreDialog(window.desk, window, session, made, go)
