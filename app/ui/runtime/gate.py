"""The door between the windows and a shop: what they ask of it, in values. `shop_gate` is the real one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.core.errors import UserError
from app.core.i18n import Text
from app.core.progress import Progress


@dataclass(frozen=True, slots=True)
class ShopInfo:
    """What can be told about a shop before anyone signs in. `device`: this computer may unlock it."""

    folder: Path
    name: str
    display_id: str
    users: tuple[str, ...]
    device: bool = False


@dataclass(frozen=True, slots=True)
class NewShop:
    """What a new shop is made with. `currency` is ISO 4217, `language` "zh" or "en"."""

    folder: Path
    name: str
    currency: str
    language: str
    owner: str
    password: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone at an open shop. `session` is the opened shop itself, which windows pass on and never look into."""

    session: object
    folder: Path
    shop: str
    user: str
    role: str
    language: str
    currency: str
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """A seat, and a recovery code if a new one was issued: shown once, kept nowhere."""

    seat: Seat
    recovery_code: str = ""

    def warned(self, words: Text) -> Entered:
        """The same with one more warning, which the main window shows."""
        return replace(self, seat=replace(self.seat, warnings=(*self.seat.warnings, words)))


class ShopGate(Protocol):
    """Opens shops. All methods but `is_shop` may take a second: they run on a worker thread.

    They raise `UserError`s that say what to do.
    """

    def is_shop(self, folder: Path) -> bool:
        """Whether a folder looks like a shop."""

    def peek(self, folder: Path) -> ShopInfo:
        """What can be told without a key."""

    def weakness(self, password: str, *names: str) -> UserError | None:
        """Why a new password is refused, if it is. Fast."""

    def create(self, new: NewShop) -> Entered:
        """Make a shop and sign its owner in."""

    def create_demo(self, folder: Path, language: str, progress: Progress) -> Entered:
        """Make a shop of invented records to look around in, and sign in to it."""

    def open(self, folder: Path, user: str, password: str) -> Entered:
        """Sign in."""

    def open_here(self, folder: Path) -> Entered | None:
        """Sign in with what this computer keeps; None: ask for the password."""

    def recover(self, folder: Path, code: str, password: str) -> Entered:
        """Sign in as the first owner with the recovery code, set a new password, issue a new code."""

    def is_code(self, typed: str, code: str) -> bool:
        """Whether what was typed is the recovery code, however it is spaced. Fast."""

    def unlock(self, seat: Seat, password: str) -> None:
        """Check the password of who is signed in, after the window was locked."""

    def change_password(self, seat: Seat, old: str, new: str) -> None:
        """Change the password of who is signed in."""

    def remember(self, seat: Seat, *, here: bool) -> None:
        """Let this computer unlock the shop, or take that back."""

    def close(self, seat: Seat) -> None:
        """Let the shop go."""
