"""The folder that is a shop: which file is where, and who may look into it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from app.core.oserrors import why
from app.store.atomic import named_errors
from app.store.errors import NoFolder


@dataclass(frozen=True, slots=True)
class ShopFolder:
    """The paths of one shop. Making the object touches nothing on the disk."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "shop.db"

    @property
    def keys(self) -> Path:
        """The key file: slots that open the database, never the key itself."""
        return self.path / "keys.json"

    @property
    def lock(self) -> Path:
        """The file that one running program locks."""
        return self.path / "shop.lock"

    @property
    def backups(self) -> Path:
        """The folder of backups."""
        return self.path / "backups"

    @property
    def attachments(self) -> Path:
        """Reserved for large attachments kept outside the database."""
        return self.path / "attachments"

    @property
    def name(self) -> str:
        """The folder's own name, for messages."""
        return self.path.name

    def make(self) -> None:
        """Create the folder, closed to other people (mode 0700). Raises `DiskFull`, `ShopReadOnly`, `NoFolder`."""
        try:
            with named_errors():
                self.path.mkdir(parents=True, exist_ok=True)
                if sys.platform != "win32":
                    self.path.chmod(0o700)
        except OSError as problem:
            raise NoFolder(self.name, why(problem)) from problem


def is_shop(folder: Path) -> bool:
    """Whether `folder` looks like a shop: it has a database and a key file (or the key file's copy).

    One that this person may not look into is none.
    """
    shop = ShopFolder(folder)
    keys = shop.keys
    try:
        return shop.database.is_file() and (keys.is_file() or keys.with_name(keys.name + ".bak").is_file())
    except OSError:
        return False
