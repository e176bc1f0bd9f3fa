"""Attached files that are looked at in other programs: plain copies, removed again as soon as they can be."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.core.paths import settings_dir

LONGEST_NAME = 120
DOCUMENTS = frozenset(
    f".{ending}"
    for ending in (
        *("pdf", "png", "jpg", "jpeg", "gif", "webp", "bmp", "heic", "tif", "tiff", "mp4", "mov", "mp3", "m4a", "wav"),
        *(
            "txt",
            "csv",
            "tsv",
            "md",
            "xlsx",
            "xls",
            "docx",
            "doc",
            "pptx",
            "ppt",
            "odt",
            "ods",
            "wps",
            "et",
            "eml",
            "zip",
        ),
    )
)
"""Endings that a desktop shows and does not run. Whoever attached a file need not have meant well."""


class OpenedFiles:
    """The folder of plain copies. What an earlier run left behind (a power cut) is removed at the start."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or settings_dir() / "opened"
        self.clear()

    def open(self, name: str, data: bytes) -> Path:
        """Write a copy and show it. Raises `ValueError` for what a desktop might run instead (see `shows`)."""
        if not shows(name):
            raise ValueError("not a document")
        path = self.write(name, data)
        self.show(path)
        return path

    def show(self, path: Path) -> None:
        """Show a file, or a folder, in the program that the desktop uses for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def write(self, name: str, data: bytes) -> Path:
        """Write a copy that only this person may read."""
        path = self.place(name)
        path.touch(mode=0o600)
        path.write_bytes(data)
        return path

    def place(self, name: str) -> Path:
        """Where a copy of that name can be written, in a folder that only this person may look into."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        inside = self._folder / secrets.token_hex(8)
        inside.mkdir(mode=0o700)
        return inside / safe_name(name)

    def clear(self) -> None:
        """Remove every copy. One that another program holds open (Windows) goes at the next start."""
        with contextlib.suppress(OSError):
            for inside in self._folder.iterdir():
                shutil.rmtree(inside, ignore_errors=True)


def shows(name: str) -> bool:
    """Whether a desktop shows a file of that name, and does not run it."""
    return Path(safe_name(name)).suffix.lower() in DOCUMENTS


def safe_name(name: str) -> str:
    """A file name without a path and without what some desktop refuses."""
    plain = "".join("_" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in name).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(plain) > LONGEST_NAME:
        plain = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return plain[:LONGEST_NAME] or "file"
