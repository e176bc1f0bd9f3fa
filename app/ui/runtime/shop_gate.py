"""The real gate: shops through the session service.

The database libraries are imported inside the methods, on the worker's thread, so that the sign-in window
stands before they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress

if TYPE_CHECKING:
    from app.models.registry import Registry
    from app.services.session import Session
    from app.store.passwords import Argon2Cost
    from app.ui.runtime.gate import Entered, NewShop, Seat, ShopInfo

DemoMaker = Callable[[Path, str, Progress], tuple[str, str]]
"""Makes a demo shop in a folder, in a language; returns the user name and password to sign in with."""


class SessionGate:
    """`ShopGate` over `app.services.session`. `cost` is the price of a password, lower in tests."""

    def __init__(
        self,
        registry: Callable[[], Registry],
        demo: DemoMaker | None = None,
        cost: Argon2Cost | None = None,
    ) -> None:
        self._registry = registry
        self._demo = demo
        self._cost = cost

    def is_shop(self, folder: Path) -> bool:
        """Whether a folder has a shop's files."""
        return (folder / "shop.db").is_file() and any((folder / n).is_file() for n in ("keys.json", "keys.json.bak"))

    def peek(self, folder: Path) -> ShopInfo:
        """Name and users, read from the key file."""
        from app.store.device import DeviceKeyring
        from app.store.vault import Vault

        vault = Vault.open(folder)
        shop = vault.shop
        known = DeviceKeyring().get(shop.uid) is not None
        from app.ui.runtime.gate import ShopInfo

        return ShopInfo(folder, shop.name, shop.display_id, tuple(user.name for user in vault.users), known)

    def weakness(self, password: str, *names: str) -> UserError | None:
        """Why the vault would refuse a password."""
        from app.store.passwords import check_password

        try:
            check_password(password, *names)
        except UserError as error:
            return error
        return None

    def create(self, new: NewShop) -> Entered:
        """Make a shop."""
        from app.services.session import create_shop

        session, code = create_shop(
            new.folder,
            self._registry(),
            name=new.name,
            owner=new.owner,
            password=new.password,
            currency=new.currency,
            language=new.language,
            cost=self._cost,
        )
        return _entered(session, code.text)

    def create_demo(self, folder: Path, language: str, progress: Progress) -> Entered:
        """Make a demo shop."""
        if self._demo is None:
            raise UserError(N_("This program was built without the demo shop."), None, N_("Create a shop instead."))
        user, password = self._demo(folder, language, progress)
        return self.open(folder, user, password)

    def open(self, folder: Path, user: str, password: str) -> Entered:
        """Sign in with a password."""
        from app.services.session import sign_in, with_password

        session = sign_in(folder, self._registry(), with_password(user, password))
        if session is None:  # a password always gives a key or raises
            raise AssertionError
        return _entered(session)

    def open_here(self, folder: Path) -> Entered | None:
        """Sign in with this computer's key store."""
        from app.services.session import sign_in

        session = sign_in(folder, self._registry(), lambda vault: vault.unlock_device())
        return _entered(session) if session is not None else None

    def recover(self, folder: Path, code: str, password: str) -> Entered:
        """Sign in with the recovery code; both the password and the code are new afterwards."""
        from app.services.session import sign_in

        weak = self.weakness(password)
        if weak is not None:
            raise weak
        session = sign_in(folder, self._registry(), lambda vault: vault.unlock_recovery(code))
        if session is None:  # a code always gives a key or raises
            raise AssertionError
        try:
            session.vault.reset_password(session.unlocked, session.unlocked.uid, password, self._cost)
            fresh = session.vault.reissue_recovery(session.unlocked)
        except BaseException:
            session.close()
            raise
        return _entered(session, fresh.text)

    def is_code(self, typed: str, code: str) -> bool:
        """Whether both are the same code."""
        from app.store.recovery import RecoveryCode

        try:
            return RecoveryCode.parse(typed) == RecoveryCode.parse(code)
        except UserError:
            return False

    def unlock(self, seat: Seat, password: str) -> None:
        """Check the password against the key file."""
        session = _session(seat)
        session.vault.unlock(session.unlocked.name, password)

    def change_password(self, seat: Seat, old: str, new: str) -> None:
        """Change it."""
        session = _session(seat)
        session.vault.change_password(session.unlocked, old, new, self._cost)

    def remember(self, seat: Seat, *, here: bool) -> None:
        """Put a slot into this computer's key store, or take it out."""
        session = _session(seat)
        if here:
            session.vault.enable_device(session.unlocked)
        else:
            session.vault.disable_device(session.unlocked)

    def close(self, seat: Seat) -> None:
        """Close the session."""
        _session(seat).close()


def _session(seat: Seat) -> Session:
    from app.services.session import Session

    if not isinstance(seat.session, Session):
        raise TypeError("a seat of this gate is needed")
    return seat.session


def _entered(session: Session, code: str = "") -> Entered:
    from app.ui.runtime.gate import Entered

    return Entered(seat_of(session), code)


def seat_of(session: Session) -> Seat:
    """The seat of who signed in to a session."""
    shop, who = session.shop, session.unlocked
    from app.ui.runtime.gate import Seat

    return Seat(
        session, shop.folder, shop.name, who.name, who.role, shop.language, shop.currency, tuple(session.warnings)
    )
