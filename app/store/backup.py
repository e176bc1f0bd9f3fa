"""Backups: complete, encrypted, verified copies of a shop, each of which is a shop folder of its own.

A backup has a random key of its own, sealed so that every password and the recovery code of that moment open
it. It is written under a name ending in `.partial`, checked on a fresh connection, and only then renamed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from app.core.clock import Clock, utc_now
from app.core.i18n import N_, Text
from app.store.atomic import named_errors, need_room, replace, sync_file, sync_folder, write_atomic
from app.store.cipher import connect, create_database, open_engine
from app.store.datakey import DataKey
from app.store.errors import BackupFailed, NotAShop
from app.store.integrity import check_file
from app.store.retention import Ladder, superfluous
from app.store.shopfolder import ShopFolder
from app.store.vaultfile import Unlocked, VaultFile

INFO = "backup.json"
_PARTIAL = ".partial"
_REASON = re.compile(r"[a-z][a-z0-9-]{0,19}")

Check = Callable[[Connection], Text | None]


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A backup as its folder tells: when (UTC), why, size in bytes, and the audit chain's end inside it.

    `verified` means that it passed its checks when it was made; `sha256` is that of its `shop.db`. `doubt` says
    what a check found when it was made just now: the pages are whole, but what they say does not agree.
    """

    path: Path
    created: datetime
    reason: str
    size: int
    sha256: str
    verified: bool
    sequence: int = 0
    head: str = ""
    doubt: Text | None = field(default=None, compare=False)


def backup(
    vault: VaultFile,
    unlocked: Unlocked,
    engine: Engine,
    reason: str,
    *,
    checks: Sequence[Check] = (),
    clock: Clock = utc_now,
) -> BackupInfo:
    """Copy the shop, beside whoever is writing to it, into its `backups` folder.

    `reason` is a short word in lower case (auto, close, import, migration, rekey, manual, drill). `checks` are
    asked about the finished copy; each returns `None` or what is wrong (balances, the audit chain). A copy that fails
    one is kept, since it is as its shop is and may be all there is, but not counted as verified. The
    audit chain's end is `vault.anchor`: set it before. Raises `BackupFailed`, `DiskFull`, `ShopReadOnly`.
    """
    if not _REASON.fullmatch(reason):
        raise ValueError("a reason is a short word in lower case")
    backups, now = vault.folder.backups, clock().astimezone(UTC)
    with named_errors():
        backups.mkdir(mode=0o700, exist_ok=True)
        _sweep(backups)
        need_room(backups, _size_of(vault.folder))
        target = _free_name(backups, f"{now:%Y%m%dT%H%M%SZ}-{reason}")
        partial = ShopFolder(target.with_name(target.name + _PARTIAL))
        partial.make()
        try:
            key = DataKey.new(unlocked.data_key.epoch)
            create_database(partial.database, key)
            _copy(engine, partial.database, key)
            write_atomic(partial.keys, vault.copy_for(unlocked, key))
            doubt = _verify(partial.database, key, checks)
            info = _describe(partial, target, now, reason, vault, doubt)
            _write_info(partial.path, info)
            sync_folder(partial.path)
            replace(partial.path, target)
        except BaseException:
            shutil.rmtree(partial.path, ignore_errors=True)
            raise
        sync_folder(backups)
    return info


def list_backups(shop: Path) -> tuple[BackupInfo, ...]:
    """The finished backups of the shop folder `shop`, the newest first. Unreadable ones are left out."""
    found = [read_info(path) for path in ShopFolder(shop).backups.glob("*/") if path.suffix != _PARTIAL]
    known = (b for b in found if b is not None)
    return tuple(sorted(known, key=lambda b: (b.created, b.sequence), reverse=True))  # two may be of one second


def read_info(path: Path) -> BackupInfo | None:
    """What the backup folder `path` says of itself, or `None` if it is no backup."""
    try:
        note = json.loads((path / INFO).read_bytes())
        return BackupInfo(
            path,
            datetime.fromisoformat(note["created"]),
            str(note["reason"]),
            int(note["size"]),
            str(note["sha256"]),
            bool(note["verified"]),
            int(note["sequence"]),
            str(note["head"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def prune(shop: Path, *, clock: Clock = utc_now, ladder: Ladder | None = None) -> tuple[Path, ...]:
    """Remove the backups that no rung of the ladder keeps (see `retention`); returns what was removed."""
    backups = list_backups(shop)
    removed = []
    with named_errors():
        for index in superfluous(backups, clock(), ladder):
            path = backups[index].path
            going = path.with_name(path.name + _PARTIAL)
            replace(path, going)  # half a removed folder must not be taken for a backup
            shutil.rmtree(going)
            removed.append(path)
    return tuple(removed)


def copy_backup(source: BackupInfo, folder: Path) -> Path:
    """Put a second copy of a backup into `folder` (a USB disk, a share): staged, flushed, read back, hashed.

    Returns the copy's path. Raises `BackupFailed` if what is read back differs, `DiskFull`, `ShopReadOnly`.
    """
    with named_errors():
        need_room(folder, source.size)
        target = _free_name(folder, source.path.name)
        partial = target.with_name(target.name + _PARTIAL)
        try:
            partial.mkdir(mode=0o700)
            for name in ("shop.db", "keys.json", INFO):
                shutil.copyfile(source.path / name, partial / name)
                sync_file(partial / name)
                if sha256_of(partial / name) != sha256_of(source.path / name):
                    raise BackupFailed(N_("the copy differs from the original."))
            if sha256_of(partial / "shop.db") != source.sha256:
                raise BackupFailed(N_("the file was changed after it was made."))
            replace(partial, target)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        sync_folder(folder)
    return target


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(engine: Engine, target: Path, key: DataKey) -> None:
    """All pages in one step: with fewer at a time, a busy writer makes the copy start again for ever."""
    pooled = engine.raw_connection()
    copy = connect(target, key)
    try:
        source: Any = pooled.driver_connection
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        copy.close()
        pooled.close()


def _verify(db: Path, key: DataKey, checks: Sequence[Check]) -> Text | None:
    if not check_file(db, key).ok:
        raise BackupFailed(N_("its pages or its links are not sound."))
    return ask_checks(db, key, checks)


def ask_checks(db: Path, key: DataKey, checks: Sequence[Check], *, alone: bool = False) -> Text | None:
    """What the first of `checks` that fails finds wrong in a copy. `alone`: on a disk that may not be written."""
    if not checks:
        return None
    engine = open_engine(db, key, read_only=alone, alone=alone)
    try:
        with engine.connect() as connection:
            return next((problem for check in checks if (problem := check(connection)) is not None), None)
    finally:
        engine.dispose()


def _describe(
    partial: ShopFolder, target: Path, now: datetime, reason: str, vault: VaultFile, doubt: Text | None
) -> BackupInfo:
    sync_file(partial.database)
    anchor = vault.anchor
    return BackupInfo(
        target,
        now.replace(microsecond=0),
        reason,
        partial.database.stat().st_size,
        sha256_of(partial.database),
        verified=doubt is None,
        sequence=anchor.sequence if anchor else 0,
        head=anchor.head if anchor else "",
        doubt=doubt,
    )


def _write_info(folder: Path, info: BackupInfo) -> None:
    note = {
        "created": info.created.isoformat(),
        "reason": info.reason,
        "size": info.size,
        "sha256": info.sha256,
        "verified": info.verified,
        "sequence": info.sequence,
        "head": info.head,
    }
    write_atomic(folder / INFO, json.dumps(note, indent=1).encode() + b"\n")


def _size_of(folder: ShopFolder) -> int:
    total = folder.database.stat().st_size
    with contextlib.suppress(FileNotFoundError):
        total += folder.database.with_name("shop.db-wal").stat().st_size
    return total


def _sweep(backups: Path) -> None:
    """Remove what a crash left half-written."""
    for path in backups.glob("*" + _PARTIAL):
        shutil.rmtree(path)


def _free_name(folder: Path, name: str) -> Path:
    if not folder.is_dir():
        raise NotAShop(folder.name)
    names = [name, *(f"{name}-{n}" for n in range(2, 1000))]
    return next(folder / n for n in names if not (folder / n).exists())
