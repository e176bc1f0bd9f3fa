"""Writing a small file so that a crash leaves either the old one or the new one, never half of each."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from app.store.cipher import translate_db_error
from app.store.errors import DiskFull

BACKUP_SUFFIX = ".bak"
_SPARE = 1 << 20


def write_atomic(path: Path, data: bytes, *, keep_backup: bool = False) -> None:
    """Replace `path` by `data` (mode 0600): temporary file, fsync, rename, fsync of the folder.

    `keep_backup` first keeps the present content as `<name>.bak`. Raises `DiskFull` or `ShopReadOnly`, with
    the old file still in place.
    """
    with named_errors():
        temp = _write_temp(path, data)
        try:
            if keep_backup:
                _keep_backup(path)
            replace(temp, path)
        except BaseException:
            with contextlib.suppress(OSError):
                temp.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Push a finished file's bytes to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Push a folder's entries (a rename, a new name) to the disk; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """`os.replace` that waits out a virus scanner or indexer which has just opened the file on Windows."""
    for pause in (0.02, 0.1, 0.4):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(pause)
        else:
            return
    source.replace(target)


def need_room(folder: Path, size: int) -> None:
    """Raise `DiskFull` unless the disk of `folder` has `size` bytes free, and a little for the system."""
    with named_errors():
        if shutil.disk_usage(folder).free < size + _SPARE:
            raise DiskFull


@contextlib.contextmanager
def named_errors() -> Iterator[None]:
    """Turn the system's and the database's errors about disk, lock and damage into those of `errors.py`."""
    try:
        yield
    except Exception as problem:
        named = translate_db_error(problem)
        if named is problem:
            raise
        raise named from None


def _write_temp(path: Path, data: bytes) -> Path:
    temp = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temp, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temp.unlink(missing_ok=True)
        raise
    return temp


def _keep_backup(path: Path) -> None:
    try:
        present = path.read_bytes()
    except FileNotFoundError:
        return
    backup = path.with_name(path.name + BACKUP_SUFFIX)
    with contextlib.suppress(FileNotFoundError):
        if backup.read_bytes() == present:
            return
    replace(_write_temp(backup, present), backup)
