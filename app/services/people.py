"""Who may sign in: added, renamed, given another role or password by an owner; each of it is logged."""

from __future__ import annotations

from app.services.session import Session
from app.services.users import require
from app.store.passwords import Argon2Cost
from app.store.recovery import RecoveryCode
from app.store.vaultfile import ShopUser


def people(session: Session) -> tuple[ShopUser, ...]:
    """Everyone who may sign in, in the order in which they were added."""
    return session.vault.users


def add(session: Session, name: str, password: str, role: str, cost: Argon2Cost | None = None) -> ShopUser:
    """Add a person. Raises `NotAllowed`, `NameTaken`, `WeakPassword`."""
    require(session.shop.actor, "users")
    made = session.vault.add_user(session.unlocked, name, password, role, cost)
    _log(session, "user_added", {"name": made.name, "role": made.role})
    return made


def rename(session: Session, user: ShopUser, name: str) -> None:
    """Give a person another sign-in name. Raises `NotAllowed`, `NameTaken`, `UnknownUser`."""
    require(session.shop.actor, "users")
    session.vault.rename_user(session.unlocked, user.uid, name)
    _log(session, "user_renamed", {"name": user.name, "to": name})


def set_role(session: Session, user: ShopUser, role: str) -> None:
    """Give a person another role; it holds from their next sign-in. Raises `NotAllowed`, `LastOwner`, `UnknownUser`."""
    require(session.shop.actor, "users")
    session.vault.set_role(session.unlocked, user.uid, role)
    _log(session, "user_role", {"name": user.name, "from": user.role, "to": role})


def reset_password(session: Session, user: ShopUser, password: str, cost: Argon2Cost | None = None) -> None:
    """Give a person who forgot it another password. Raises `NotAllowed`, `WeakPassword`, `UnknownUser`."""
    require(session.shop.actor, "users")
    session.vault.reset_password(session.unlocked, user.uid, password, cost)
    _log(session, "user_password", {"name": user.name})


def new_recovery_code(session: Session) -> RecoveryCode:
    """Issue a new recovery code; the earlier one opens nothing any more. Raises `NotAllowed`."""
    require(session.shop.actor, "users")
    code = session.vault.reissue_recovery(session.unlocked)
    _log(session, "recovery_code", {})
    return code


def _log(session: Session, action: str, after: dict[str, str]) -> None:
    session.shop.record(lambda uow: uow.log(action, "shop", after=after))
