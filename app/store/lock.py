"""One running program per shop, on any of the user's sessions; and whether a folder is on a network drive."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from app.core.clock import Clock, utc_now
from app.core.i18n import N_
from app.store.atomic import named_errors
from app.store.errors import NotAShop, ShopBusy
from app.store.shopfolder import ShopFolder

_LOCKED_BYTE = 1 << 20  # beyond the text: on Windows a locked byte cannot be read by others
_NETWORK_FILESYSTEMS = frozenset(
    {
        "9p",
        "afs",
        "afpfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.sshfs",
    }
    | {"lustre", "ncpfs", "nfs", "nfs4", "smb", "smb2", "smb3", "smbfs", "webdav"}
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a shop open: process id, computer, and since when."""

    pid: int
    host: str
    since: datetime


class ShopLock:
    """Holds a shop for this program: `with ShopLock(folder): ...`, or `acquire` and `release`.

    The operating system drops the lock when the program ends in whatever way; a left-over file means nothing.
    """

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        self._path = ShopFolder(path).lock
        self._clock = clock
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the shop."""
        return self._descriptor is not None

    def acquire(self) -> None:
        """Take the shop. Raises `ShopBusy` saying who has it, `ShopReadOnly`, `NotAShop` (no such folder)."""
        if self.held:
            return
        if not self._path.parent.is_dir():
            raise NotAShop(self._path.parent.name)
        with named_errors():
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        if not _try_lock(descriptor):
            os.close(descriptor)
            raise self._busy()
        self._descriptor = descriptor
        with named_errors():
            self._write_holder(descriptor)

    def release(self) -> None:
        """Let the shop go; harmless when it is not held. The file stays, since removing it would race."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def holder(self) -> Holder | None:
        """Who wrote the lock file last, or `None` if it cannot be read."""
        try:
            note = json.loads(self._path.read_bytes().rstrip(b"\0 \n"))
            return Holder(int(note["pid"]), str(note["host"]), datetime.fromisoformat(note["since"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def __enter__(self) -> ShopLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _write_holder(self, descriptor: int) -> None:
        since = self._clock().astimezone(UTC).isoformat(timespec="seconds")
        note = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since})
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, note.encode())

    def _busy(self) -> ShopBusy:
        holder = self.holder()
        if holder is None:
            return ShopBusy(N_("The shop is open in another window."))
        return ShopBusy(
            N_(
                "The shop is already open: since {since}, by process {pid} on {host}.",
                since=f"{holder.since.astimezone():%Y-%m-%d %H:%M}",
                pid=holder.pid,
                host=holder.host,
            )
        )


def is_network_path(path: Path) -> bool:
    """Whether `path` is on a network drive, where a database can be damaged by a lost connection."""
    if sys.platform == "win32":
        import ctypes

        full = path.resolve()
        return full.drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(full.anchor) == 4
    if sys.platform == "darwin":
        mounts = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return filesystem_of(path, parse_mac_mounts(mounts)) in _NETWORK_FILESYSTEMS
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return filesystem_of(path, parse_linux_mounts(mounts)) in _NETWORK_FILESYSTEMS


def parse_linux_mounts(text: str) -> dict[str, str]:
    """Mount points and their file systems from the text of `/proc/self/mounts`."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) >= 3:
            point = parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
            found[point] = parts[2]
    return found


def parse_mac_mounts(text: str) -> dict[str, str]:
    """Mount points and their file systems from macOS's `mount`: `//me@nas/x on /Volumes/x (smbfs, ...)`."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        rest, bracket, options = line.rpartition(" (")
        _, on, point = rest.partition(" on ")
        if bracket and on:
            found[point] = options.rstrip(")").split(",")[0].strip()
    return found


def filesystem_of(path: Path, mounts: dict[str, str]) -> str:
    """The file system that holds `path`: that of the longest mount point above it, or an empty string."""
    full = path.resolve()
    above = [str(p) for p in (full, *full.parents)]
    return next((mounts[point] for point in above if point in mounts), "")


def _try_lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
