"""What every page is given: the look, the worker, the open shop, and what only the window can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from app.core.i18n import Text
from app.core.locale import Locale
from app.models.declaration import Register
from app.models.registry import Registry
from app.services import users
from app.services.users import Action
from app.store.reader import Reader
from app.store.shop import Changes, Shop
from app.store.uow import UnitOfWork
from app.store.view import View
from app.ui.pages.drafts import Drafts
from app.ui.pages.opened import OpenedFiles
from app.ui.runtime.kit import Kit
from app.ui.runtime.preferences import Preferences
from app.ui.runtime.worker import Job, Worker

T = TypeVar("T")


class ChangeBus(QObject):
    """Brings the shop's word of what changed from the writer's thread to the window's."""

    changed = Signal(object)

    def __init__(self, shop: Shop, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = shop.subscribe(self._tell)

    def stop(self) -> None:
        """Listen no more."""
        self._stop()

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)


class Host(Protocol):
    """What pages ask of the window that they stand in."""

    def open_page(self, key: str, view: View | None = None) -> None:
        """Go to the page of a key ("today" or a register's name), showing `view` if given."""

    def open_record(self, register: str, record_id: int) -> None:
        """Go to a record in its register's page."""

    def open_new(self, register: str, start: Mapping[str, Any] | None = None) -> None:
        """Go to the form of a new record, with these values to begin with."""

    def open_work(self, register: str, record_id: int) -> None:
        """Go to the page on which a record is worked, as a check is filled in; to the record where there is none."""

    def open_import(self, paths: Sequence[Path] = ()) -> None:
        """Bring in files; without paths the person chooses them."""

    def open_export(self, view: View) -> None:
        """Write the list as shown to a file."""

    def open_print(self, register: str, ids: Sequence[int]) -> None:
        """Print records."""

    def open_palette(self) -> None:
        """Open the box that finds anything."""

    def relatives(self, key: str) -> Sequence[tuple[str, Text]]:
        """The pages that share a page's tab: key and words, itself among them; none if it stands alone."""

    def say(self, text: Text, step: Text | None = None, run: Callable[[], object] | None = None) -> None:
        """Say for a moment that something was done."""

    def fail(self, error: BaseException) -> None:
        """Tell an error that nobody else tells."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The bundle. `drafts` and `opened` live as long as the person is signed in."""

    kit: Kit
    worker: Worker
    shop: Shop
    host: Host
    bus: ChangeBus
    preferences: Preferences
    drafts: Drafts
    opened: OpenedFiles

    @property
    def registry(self) -> Registry:
        """The registers of the program."""
        return self.shop.registry

    def at(self) -> Locale:
        """How values are said now."""
        return self.shop.locale(self.kit.tr)

    def may(self, action: Action) -> bool:
        """Whether the person's role allows an action."""
        return users.may(self.shop.actor.role, action)

    def creates(self, register: Register) -> bool:
        """Whether the person may enter new records of a register."""
        return register.creatable and self.may("write")

    def edits(self, register: Register) -> bool:
        """Whether the person may change records of a register."""
        return register.editable and self.may("write")

    def read(
        self,
        work: Callable[[Reader], T],
        then: Callable[[T], object],
        owner: QObject,
        failed: Callable[[BaseException], object] | None = None,
    ) -> Job[T]:
        """Read on a reader's thread in one snapshot; `then` gets what was read, on the window's thread."""
        shop, tr = self.shop, self.kit.tr

        def run(_progress: object) -> T:
            with shop.read(tr) as reader:
                return work(reader)

        return self.worker.read(run, then, failed or self.host.fail, owner)

    def change(
        self,
        work: Callable[[UnitOfWork], T],
        then: Callable[[T], object],
        owner: QObject,
        failed: Callable[[BaseException], object] | None = None,
        origin: object = None,
    ) -> Job[T]:
        """Write in one transaction on the writer's thread; whoever passes `origin` is not told of it again."""
        shop = self.shop
        return self.worker.write(
            lambda _progress: shop.change(work, origin=origin), then, failed or self.host.fail, owner
        )

    def record(
        self,
        work: Callable[[UnitOfWork], T],
        then: Callable[[T], object],
        owner: QObject,
        failed: Callable[[BaseException], object] | None = None,
    ) -> Job[T]:
        """As `change`, also from an inspector's seat: only to log that something was looked at."""
        shop = self.shop
        return self.worker.write(lambda _progress: shop.record(work), then, failed or self.host.fail, owner)
