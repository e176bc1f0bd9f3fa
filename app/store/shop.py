"""An open shop: its file, who is signed in, its one writer, and those who want to know what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from app.core.clock import Clock, utc_now
from app.core.dates import DEFAULT_ZONE, zone
from app.core.errors import NotAllowed
from app.core.i18n import N_, Text, Translator
from app.core.locale import Locale
from app.models.registry import Registry
from app.store import audit, migrate
from app.store.audit import Actor, Chain, Head
from app.store.cipher import create_database, open_engine, translate_db_error
from app.store.datakey import DataKey
from app.store.posts import Posts
from app.store.reader import Reader
from app.store.uow import UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a committed change touched: register names, and the page that asked for it (so it is not told twice)."""

    registers: frozenset[str]
    origin: object = None


Listener = Callable[[Changes], None]


class Shop:
    """The open file. Reading is free; writing goes through `change`, one at a time."""

    def __init__(self, db: Path, key: DataKey, actor: Actor, registry: Registry, clock: Clock = utc_now) -> None:
        """Open an existing, migrated file. Raises the errors of `open_engine`; `migrate.NewerFile`."""
        self.db = db
        self.folder = db.parent
        self.registry = registry
        self.actor = actor
        self.clock = clock
        self.warnings: list[Text] = []
        self.name, self.currency, self.language = "", "CNY", "zh"
        self.tz: tzinfo = zone()
        self._own_words = Translator(self.language)
        self._writer: Engine = open_engine(db, key, writer=True)
        self._readers: Engine = open_engine(db, key)
        self._lock = threading.RLock()
        self._posts = Posts()
        self._writing = False
        self._listeners: list[Listener] = []
        self._chain: Chain | None = None
        try:
            migrate.check(self._readers)
            self.reload_settings()
        except BaseException as problem:
            self.close()
            raise _translated(problem) from None

    @classmethod
    def create(
        cls,
        db: Path,
        key: DataKey,
        actor: Actor,
        registry: Registry,
        *,
        name: str,
        currency: str = "CNY",
        language: str = "zh",
        zone_name: str = DEFAULT_ZONE,
        clock: Clock = utc_now,
    ) -> Shop:
        """Make the tables of a new shop in the empty database at `db` (made here if it is missing); open it."""
        if not db.exists():
            create_database(db, key)
        engine = open_engine(db, key, writer=True)
        try:
            migrate.upgrade(engine)
        finally:
            engine.dispose()
        shop = cls(db, key, actor, registry, clock)

        def first(uow: UnitOfWork) -> None:
            for setting, value in (
                ("shop.name", name),
                ("shop.currency", currency),
                ("shop.language", language),
                ("shop.zone", zone_name),
            ):
                uow.set_setting(setting, value)

        shop.change(first)
        shop.reload_settings()
        return shop

    def reload_settings(self) -> None:
        """Read name, currency, language and zone again after they were changed."""
        with self.read() as reader:
            self.name = str(reader.setting("shop.name", ""))
            self.currency = str(reader.setting("shop.currency", "CNY"))
            self.language = str(reader.setting("shop.language", "zh"))
            self.tz = zone(str(reader.setting("shop.zone", DEFAULT_ZONE)))

    def locale(self, tr: Translator | None = None) -> Locale:
        """How values are said now, in the language of `tr` or the shop's own."""
        if tr is None and self._own_words.language != self.language:
            self._own_words = Translator(self.language)
        return Locale(tr or self._own_words, self.currency, self.tz, self.clock())

    @contextmanager
    def read(self, tr: Translator | None = None) -> Iterator[Reader]:
        """A reader over one snapshot of the file. Safe on any thread."""
        try:
            with self._readers.begin() as connection:
                yield Reader(connection, self.registry, self.locale(tr), self._posts)
        except Exception as problem:
            raise _translated(problem) from None

    def change(self, work: Callable[[UnitOfWork], T], *, origin: object = None) -> T:
        """Run `work` in one transaction, commit, then tell the listeners. Anything raised rolls all of it back.

        Raises what `work` raises; the named errors of a full, read-only, busy or damaged file; `NotAllowed` for
        an inspector, whose seat is read-only.
        """
        if self.actor.role == "inspector":
            raise NotAllowed(N_("An inspector's seat can read everything and change nothing."))
        return self.record(work, origin=origin)

    def record(self, work: Callable[[UnitOfWork], T], *, origin: object = None) -> T:
        """As `change`, also for an inspector: only for what logs that something was looked at."""
        with self._lock:
            if self._writing:
                raise RuntimeError("a change inside a change: use the unit of work that is there")
            self._writing = True
            locale = self.locale()  # one instant for all of a change: what is read as “now” is not after it
            try:
                with self._writer.begin() as connection:
                    chain = self._chain or Chain.begin(connection, self.actor, locale.now)
                    uow = UnitOfWork(connection, Reader(connection, self.registry, locale), chain, locale.now)
                    result = work(uow)
                    uow.flush()
                self._chain = chain
            except Exception as problem:
                raise _translated(problem) from None
            finally:
                self._writing = False
        if uow.touched:
            changes = Changes(frozenset(uow.touched), origin)
            for listener in list(self._listeners):
                listener(changes)
        return result

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each commit, on the thread that made it. Returns what stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def head(self) -> Head:
        """The audit log's present head."""
        with self.read() as reader:
            return reader.audit_head()

    def check_anchor(self, seq: int, head: bytes) -> bool:
        """Whether the file still holds the log up to a head kept elsewhere. False: it is older, or was replaced."""
        with self.read() as reader:
            return audit.head_at(reader.connection, seq) == head

    @property
    def writer_engine(self) -> Engine:
        """The writer's engine, for the rooms' own maintenance: backup, rekey, checks."""
        return self._writer

    @property
    def reader_engine(self) -> Engine:
        """The readers' engine."""
        return self._readers

    def close(self) -> None:
        """Close every connection. The shop cannot be used afterwards."""
        self._listeners.clear()
        self._readers.dispose()
        self._writer.dispose()


def _translated(problem: BaseException) -> BaseException:
    return translate_db_error(problem)
