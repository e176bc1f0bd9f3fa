"""A gate without a shop behind it, for the pictures; behaviour is tested with the real one."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import UserError
from app.core.progress import Progress
from app.ui.runtime.gate import Entered, NewShop, Seat, ShopInfo


class PaperGate:
    """Knows one shop by name; opens nothing."""

    def is_shop(self, folder: Path) -> bool:
        return True

    def peek(self, folder: Path) -> ShopInfo:
        return ShopInfo(folder, "禾木小铺", "K7QD-31XM", ("林晓", "周师傅"))

    def weakness(self, password: str, *names: str) -> UserError | None:
        return None

    def create(self, new: NewShop) -> Entered:
        raise AssertionError

    def create_demo(self, folder: Path, language: str, progress: Progress) -> Entered:
        raise AssertionError

    def open(self, folder: Path, user: str, password: str) -> Entered:
        raise AssertionError

    def open_here(self, folder: Path) -> Entered | None:
        return None

    def recover(self, folder: Path, code: str, password: str) -> Entered:
        raise AssertionError

    def is_code(self, typed: str, code: str) -> bool:
        return typed == code

    def unlock(self, seat: Seat, password: str) -> None:
        return None

    def change_password(self, seat: Seat, old: str, new: str) -> None:
        return None

    def remember(self, seat: Seat, *, here: bool) -> None:
        return None

    def close(self, seat: Seat) -> None:
        return None
