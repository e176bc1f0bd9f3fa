"""Replacing a shop's data key, in steps that a power cut may interrupt anywhere.

1. `keys.json` is written with both keys sealed to every slot, the new epoch marked as pending.
2. The database is re-keyed in one transaction, with no other connection open.
3. The file is checked with the new key, then `keys.json` is written with the new key alone.

Interrupted before 2 is committed, the old key opens the file; after it, the new one. `resume` sees which.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sqlcipher3.dbapi2 as driver

from app.core.i18n import N_
from app.store.atomic import named_errors, need_room
from app.store.cipher import connect, key_fits
from app.store.datakey import DataKey
from app.store.errors import DatabaseDamaged, ShopBusy
from app.store.integrity import require_sound
from app.store.keyfile import KeyDocument, KeyFile, save
from app.store.shopfolder import ShopFolder

Step = Callable[[str], None]


def no_step(name: str) -> None:
    """The usual `step`: nothing happens between two steps."""


def rotate(folder: ShopFolder, document: KeyDocument, old: DataKey, step: Step = no_step) -> tuple[KeyFile, DataKey]:
    """Give the shop a new data key, sealed to the slots of `document`; returns the new key file and key.

    Every connection to the database must be closed. `step` is called after each step that a crash may follow.
    Raises `ShopBusy`, `DiskFull`, `ShopReadOnly`, `DatabaseDamaged`; the old key then still works.
    """
    with named_errors():
        size = folder.database.stat().st_size
    need_room(folder.path, size + size // 8)
    require_sound(folder.database, old)  # over a damaged page, SQLCipher says that a rekey went well
    new = DataKey.new(old.epoch + 1, old.salt)
    both = replace(document.sealed_for(new, only=False), pending=new.epoch)
    save(folder.keys, both, old)
    step("both keys kept")
    return _finish(folder, both, old, new, step), new


def resume(folder: ShopFolder, document: KeyDocument, old: DataKey, new: DataKey) -> KeyFile:
    """Bring an interrupted rotation to its end from wherever it stopped; `document` has both keys."""
    if not key_fits(folder.database, new):
        require_sound(folder.database, old)
    return _finish(folder, document, old, new, no_step)


def _finish(folder: ShopFolder, document: KeyDocument, old: DataKey, new: DataKey, step: Step) -> KeyFile:
    if not key_fits(folder.database, new):
        _rekey(folder, old, new, step)
    step("re-keyed")
    require_sound(folder.database, new)
    step("checked")
    alone = replace(document.sealed_for(new, only=True), epoch=new.epoch, pending=None)
    file = save(folder.keys, alone, new)
    step("old key forgotten")
    return file


def _rekey(folder: ShopFolder, old: DataKey, new: DataKey, step: Step) -> None:
    with named_errors():
        connection = connect(folder.database, old)
        try:
            _be_alone(connection)
            done = connection.execute(f'PRAGMA rekey = "{new.pragma()}"').fetchall()
            if done != [("ok",)]:
                raise DatabaseDamaged
            step("re-keying committed")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()


def _be_alone(connection: Any) -> None:
    """Hold the file alone: another connection would read new pages with the old key."""
    connection.execute("PRAGMA busy_timeout = 500")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("PRAGMA user_version").fetchone()
        connection.execute("COMMIT")
    except driver.OperationalError:
        raise ShopBusy(N_("The shop's file is still in use; its key can only be replaced alone.")) from None
