"""A file that leaves the shop: written beside its place, pushed to the disk, then renamed; or not there at
all.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.oserrors import why

_KEPT = N_("Nothing was written.")
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
# What Windows says of a file that another program holds open: sharing violation, lock violation.
_HELD = {32, 33}


@contextlib.contextmanager
def outfile(path: Path) -> Iterator[Path]:
    """Give a `.partial` path to write to; on success it becomes `path`, on any failure or cancel it is
    removed.

    An older file of that name stays until the new one is whole. Raises `UserError` when the folder is
    missing or refuses, the disk is full, or another program (mostly Excel) holds the file.
    """
    check_place(path)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        yield partial
        _sync(partial)
        _rename(partial, path)
    except OSError as problem:
        raise named(problem, path) from problem
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def check_place(path: Path) -> None:
    """Raise `UserError` where no file can be: the folder is missing, or the name is a folder's."""
    if not path.parent.is_dir():
        raise UserError(
            N_("There is no folder {folder}.", folder=path.parent),
            _KEPT,
            N_("Make the folder first, or choose another place."),
        )
    if path.is_dir():
        raise UserError(N_("{path} is a folder.", path=path), _KEPT, N_("Give the file a name of its own."))


def named(problem: OSError, path: Path) -> UserError:
    """The plain words for what the system refused."""
    if problem.errno in _FULL:
        return UserError(N_("The disk is full."), _KEPT, N_("Free some space, or choose another disk, then try again."))
    if problem.errno == errno.EROFS:
        return UserError(N_("{folder} cannot be written to.", folder=path.parent), _KEPT, _ELSEWHERE)
    if isinstance(problem, PermissionError) or getattr(problem, "winerror", None) in _HELD:
        if path.exists():
            return UserError(N_("{name} is open in another program.", name=path.name), _KEPT, _CLOSE)
        return UserError(N_("{folder} cannot be written to.", folder=path.parent), _KEPT, _ELSEWHERE)
    if problem.errno == errno.ENAMETOOLONG:
        return UserError(N_("That file name is too long."), _KEPT, N_("Choose a shorter name."))
    return UserError(_failed(problem), _KEPT, _ELSEWHERE)


_ELSEWHERE = N_("Choose another folder.")
_CLOSE = N_("Close it there (Excel locks the files it shows), or choose another name, then try again.")


def _failed(problem: OSError) -> Text:
    return N_("The file could not be written: {reason}.", reason=why(problem))


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _rename(source: Path, target: Path) -> None:
    # A virus scanner or indexer may hold the fresh file for a moment on Windows.
    for pause in (0.05, 0.2, 0.5) if sys.platform == "win32" else ():
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
