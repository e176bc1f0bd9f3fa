"""A shop from sign-in to close: the lock, the keys, the migrations with their backup, the log's kept head."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from app.core.clock import Clock, utc_now
from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.money import currency as known_currency
from app.models.registry import Registry
from app.services.books import book_checks
from app.store import migrate
from app.store.audit import Actor
from app.store.backup import BackupInfo, backup, list_backups, prune
from app.store.cipher import open_engine, translate_db_error
from app.store.lock import ShopLock, is_network_path
from app.store.passwords import Argon2Cost
from app.store.recovery import RecoveryCode
from app.store.shop import Shop
from app.store.vault import Vault
from app.store.vaultfile import Unlocked

LONGEST_NAME = 60
"""Characters of a shop's name: what fits on the head of a page."""


class Session:
    """One person's open shop. `close` keeps the audit head outside the file and lets the shop go."""

    def __init__(self, vault: Vault, unlocked: Unlocked, shop: Shop, lock: ShopLock, clock: Clock) -> None:
        self.vault = vault
        self.unlocked = unlocked
        self.shop = shop
        self._lock = lock
        self._clock = clock
        self.is_open = True

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What the person should be told after signing in."""
        return (*self.vault.warnings, *self.shop.warnings)

    def keep_head(self) -> None:
        """Keep the audit head in keys.json, so that an older copy of the file is noticed. Best effort."""
        head = self.shop.head()
        anchor = self.vault.anchor
        if anchor is not None and anchor.sequence == head.seq:
            return
        with contextlib.suppress(UserError):  # a read-only folder must not keep a person from closing
            self.vault.set_anchor(self.unlocked, head.seq, head.hash.hex())

    def backup(self, reason: str) -> BackupInfo:
        """Make a verified backup now and drop those that no rung of the ladder keeps."""
        self.keep_head()
        checks = book_checks(self.shop.registry, self.shop.locale(), self.last_backup())
        made = backup(self.vault, self.unlocked, self.shop.reader_engine, reason, checks=checks, clock=self._clock)
        prune(self.shop.folder, clock=self._clock)
        return made

    def last_backup(self) -> BackupInfo | None:
        """The newest verified backup."""
        return next((b for b in list_backups(self.shop.folder) if b.verified), None)

    def close(self) -> None:
        """Keep the head, close the file, let the shop go."""
        with contextlib.suppress(UserError):
            self.keep_head()
        self.is_open = False
        self.shop.close()
        self._lock.release()

    def let_go(self) -> None:
        """Release the lock of a shop whose file is closed already."""
        self.is_open = False
        self._lock.release()

    def reopened(self, vault: Vault, unlocked: Unlocked) -> Session:
        """Open the file again under the same lock, after its key was replaced or a backup took its place."""
        actor = Actor(unlocked.uid, unlocked.name, unlocked.role)
        _migrate(vault, unlocked, self._clock)
        shop = Shop(vault.folder.database, unlocked.data_key, actor, self.shop.registry, self._clock)
        _look_at_head(vault, shop)
        return Session(vault, unlocked, shop, self._lock, self._clock)


def create_shop(
    folder: Path,
    registry: Registry,
    *,
    name: str,
    owner: str,
    password: str,
    currency: str = "CNY",
    language: str = "zh",
    cost: Argon2Cost | None = None,
    clock: Clock = utc_now,
) -> tuple[Session, RecoveryCode]:
    """Make a new shop in `folder` and sign its owner in. The recovery code is returned once and kept nowhere.

    Raises `BadName`, `UserError` for a currency that is not known, and as `Vault.create`. What fails half-way leaves
    nothing in the folder.
    """
    name, currency = _shop_name(name), known_currency(currency).code
    begun = not folder.exists()
    vault, code = Vault.create(folder, shop_name=name, owner=owner, password=password, cost=cost)
    unlocked = vault.unlock(owner, password)
    lock = ShopLock(folder, clock)
    lock.acquire()
    try:
        shop = Shop.create(
            vault.folder.database,
            unlocked.data_key,
            Actor(unlocked.uid, unlocked.name, unlocked.role),
            registry,
            name=name,
            currency=currency,
            language=language,
            clock=clock,
        )
    except BaseException:
        lock.release()
        unmake(folder, whole=begun)
        raise
    session = Session(vault, unlocked, shop, lock, clock)
    session.keep_head()
    return session, code


class BadName(UserError):
    """The shop's name is empty, too long, or holds what no paper can print."""


def _shop_name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME or not tidy.isprintable():
        raise BadName(N_("A shop's name has 1 to {most} characters.", most=LONGEST_NAME), N_("Nothing was made."))
    return tidy


def unmake(folder: Path, *, whole: bool) -> None:
    """Remove a shop that was just begun, so that its folder can be used for another try.

    Only what belongs to a shop goes. `whole`: the folder itself too, because it was made for the shop; what anybody
    else put into it stays, and then so does the folder.
    """
    for file in [*folder.glob("shop.*"), *folder.glob("keys.json*")]:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
    if whole:
        with contextlib.suppress(OSError):
            folder.rmdir()


def sign_in(
    folder: Path,
    registry: Registry,
    unlock: Callable[[Vault], Unlocked | None],
    *,
    clock: Clock = utc_now,
) -> Session | None:
    """Open the shop in `folder` with `unlock`, which asks the vault for the keys (password, code or device).

    `None` when `unlock` gives none (this computer's key store had none). Raises what `unlock` raises, `ShopBusy`,
    `NewerShop`, `DatabaseDamaged`, and the other named errors of the store.
    """
    lock = ShopLock(folder, clock)
    vault = Vault.open(folder)
    lock.acquire()
    try:
        unlocked = unlock(vault)
        if unlocked is None:
            lock.release()
            return None
        _migrate(vault, unlocked, clock)
        actor = Actor(unlocked.uid, unlocked.name, unlocked.role)
        shop = Shop(vault.folder.database, unlocked.data_key, actor, registry, clock)
    except BaseException:
        lock.release()
        raise
    session = Session(vault, unlocked, shop, lock, clock)
    try:
        _look_at_head(vault, shop)
        if is_network_path(folder):
            shop.warnings.append(
                N_("This shop is on a network drive. A lost connection can damage it: keep the shop on this computer.")
            )
        with contextlib.suppress(UserError):
            shop.record(lambda uow: uow.log("sign_in", "shop", after={"via": unlocked.via}))
    except BaseException:
        shop.close()
        lock.release()
        raise
    return session


def with_password(name: str, password: str) -> Callable[[Vault], Unlocked]:
    """Unlock with a sign-in name and password."""
    return lambda vault: vault.unlock(name, password)


def _migrate(vault: Vault, unlocked: Unlocked, clock: Clock) -> None:
    """Bring an older file up to date, after a verified backup of it."""
    engine = open_engine(vault.folder.database, unlocked.data_key, writer=True)
    try:
        if migrate.pending(engine):
            backup(vault, unlocked, engine, "migration", clock=clock)
            migrate.upgrade(engine)
    except Exception as problem:
        raise translate_db_error(problem) from None
    finally:
        engine.dispose()


def _look_at_head(vault: Vault, shop: Shop) -> None:
    """Compare the log with the furthest head kept outside the file, in keys.json or in this computer's key store."""
    anchor = vault.newest_anchor()
    if anchor is not None and not shop.check_anchor(anchor.sequence, bytes.fromhex(anchor.head)):
        shop.warnings.append(
            N_(
                "The shop's file is older than the audit head kept beside it (entry {seq}). "
                "Someone may have put back an earlier copy.",
                seq=anchor.sequence,
            )
        )
