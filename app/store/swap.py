"""Putting restored files in a shop's place without overwriting any, so that a crash can be taken up again.

The restored files wait in `restoring/` (which gets that name only when it is complete). `finish_swap` moves
the present files to the folder that the plan names and the restored ones to where they belong, one by one;
it can stop after any of them and be called again.
"""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

from app.store.atomic import named_errors, replace, sync_file, sync_folder, write_atomic
from app.store.shopfolder import ShopFolder

_PLAN = "plan.json"
_ASIDE_FIRST = ("shop.db-wal", "shop.db-shm")
_RESTORED = ("shop.db", "keys.json")
_ASIDE_ALSO = ("keys.json.bak",)


def begin_swap(folder: ShopFolder, files: dict[str, Path], now: datetime) -> Path:
    """Copy `files` (by their names in the shop) beside the present ones; nothing is replaced yet.

    Returns the folder that the present files will be moved to. Raises `DiskFull`, `ShopReadOnly`.
    """
    with named_errors():
        partial = folder.path / "restoring.partial"
        if partial.exists():
            shutil.rmtree(partial)
        partial.mkdir(mode=0o700)
        for name, source in files.items():
            shutil.copyfile(source, partial / name)
            sync_file(partial / name)
        aside = _free_name(folder.path, now)
        write_atomic(partial / _PLAN, json.dumps({"aside": aside}).encode())
        sync_folder(partial)
        replace(partial, folder.path / "restoring")
        sync_folder(folder.path)
        return folder.path / aside


def finish_swap(folder: ShopFolder) -> bool:
    """Carry out a swap that was begun; returns whether there was one. Raises `DiskFull`, `ShopReadOnly`."""
    restoring = folder.path / "restoring"
    if not (restoring / _PLAN).is_file():
        return False
    with named_errors():
        aside = folder.path / Path(json.loads((restoring / _PLAN).read_bytes())["aside"]).name
        aside.mkdir(mode=0o700, exist_ok=True)
        if (restoring / "shop.db").is_file():  # until it has moved, a WAL here belongs to the old file
            _move_aside(folder.path, aside, _ASIDE_FIRST)
        for name in _RESTORED:
            if (restoring / name).is_file():
                _move_aside(folder.path, aside, (name,))
                replace(restoring / name, folder.path / name)
        _move_aside(folder.path, aside, _ASIDE_ALSO)
        sync_folder(folder.path)
        shutil.rmtree(restoring)
        sync_folder(folder.path)
    return True


def _move_aside(folder: Path, aside: Path, names: tuple[str, ...]) -> None:
    for name in names:
        if (folder / name).exists():
            replace(folder / name, aside / name)


def _free_name(folder: Path, now: datetime) -> str:
    base = f"replaced-{now:%Y%m%dT%H%M%SZ}"
    names = [base, *(f"{base}-{n}" for n in range(2, 100))]
    return next(name for name in names if not (folder / name).exists())
