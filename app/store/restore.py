"""Restoring a backup: the copy takes the shop's place, and what was there is moved aside, never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import Clock, utc_now
from app.core.i18n import N_
from app.store.atomic import need_room
from app.store.backup import read_info, sha256_of
from app.store.errors import BackupFailed, StoreError
from app.store.integrity import Integrity, check_copy
from app.store.shopfolder import ShopFolder, is_shop
from app.store.swap import begin_swap, finish_swap
from app.store.vault import Vault
from app.store.vaultfile import Unlocked

Proof = Callable[[Vault], Unlocked]


@dataclass(frozen=True, slots=True)
class Restored:
    """A finished restore: the shop's vault, the proof of having opened it, and where the old files went."""

    vault: Vault
    unlocked: Unlocked
    aside: Path


def restore(shop: Path, backup: Path, proof: Proof, *, clock: Clock = utc_now) -> Restored:
    """Put the backup folder `backup` in the place of the shop in `shop`, which may be damaged or empty.

    `proof` opens the backup, with a password or recovery code of the time when it was made, for instance
    `lambda vault: vault.unlock(name, password)`. The caller holds the shop's lock and has closed its engines.
    The copy is checked before anything moves; a crash in between is taken up by `Vault.open`. Raises what
    `proof` raises, and `BackupFailed`, `DiskFull`, `ShopReadOnly`, `NotAShop`.
    """
    source = ShopFolder(backup)
    unlocked, _ = drill(backup, proof)
    folder = ShopFolder(shop)
    folder.make()
    need_room(shop, source.database.stat().st_size)
    aside = begin_swap(folder, {"shop.db": source.database, "keys.json": source.keys}, clock())
    finish_swap(folder)
    return Restored(Vault.open(shop), unlocked, aside)


def drill(backup: Path, proof: Proof) -> tuple[Unlocked, Integrity]:
    """Prove that a backup can be restored, without restoring it: open it, check every page and link.

    Returns the proof of having opened it and what the checks found (nothing). Raises `BackupFailed` and what
    `proof` raises. A restore drill is this, written down.
    """
    source = ShopFolder(backup)
    if not is_shop(backup):
        raise BackupFailed(N_("its folder is not complete."))
    info = read_info(backup)
    if info is not None and sha256_of(source.database) != info.sha256:
        raise BackupFailed(N_("the file was changed after it was made."))
    unlocked = proof(Vault.open(backup))
    try:
        found = check_copy(source.database, unlocked.data_key)
    except StoreError as problem:
        raise BackupFailed(problem.what) from None
    if not found.ok:
        raise BackupFailed(N_("its pages or its links are not sound."))
    return unlocked, found
