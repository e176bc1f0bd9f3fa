"""Whether a shop's database file is sound: every page authentic, every structure whole, every key met."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from app.store.atomic import named_errors
from app.store.cipher import connect
from app.store.datakey import DataKey
from app.store.errors import DatabaseDamaged

_ENOUGH = 20  # findings of each kind; a damaged file has thousands


@dataclass(frozen=True, slots=True)
class Integrity:
    """What the three checks found; each is empty when all is well. The lines name pages and tables only."""

    cipher: tuple[str, ...]
    structure: tuple[str, ...]
    foreign_keys: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not (self.cipher or self.structure or self.foreign_keys)


def check_file(db: Path, key: DataKey) -> Integrity:
    """Check `db` on a fresh connection, after moving its WAL into it.

    Both checks are needed: `cipher_integrity_check` misses a file cut short by whole pages, and reports false
    alarms while a WAL is waiting; `integrity_check` does not look at free pages. Raises as `connect` does.
    """
    connection = connect(db, key)
    try:
        with named_errors():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return check_connection(connection)
    finally:
        connection.close()


def check_copy(db: Path, key: DataKey) -> Integrity:
    """The same for a finished copy that nobody has open; it may be on a disk that cannot be written."""
    connection = connect(db, key, read_only=True, alone=True)
    try:
        return check_connection(connection)
    finally:
        connection.close()


def check_connection(connection: Any) -> Integrity:
    """The same checks over an open driver connection."""
    return Integrity(
        _ask(connection, "PRAGMA cipher_integrity_check"),
        tuple(line for line in _ask(connection, f"PRAGMA integrity_check({_ENOUGH})") if line != "ok"),
        _ask(connection, "PRAGMA foreign_key_check"),
    )


def require_sound(db: Path, key: DataKey) -> None:
    """Raise `DatabaseDamaged` unless every page of `db` is authentic and its structure whole."""
    found = check_file(db, key)
    if found.cipher or found.structure:
        raise DatabaseDamaged


def _ask(connection: Any, pragma: str) -> tuple[str, ...]:
    try:
        rows = connection.execute(pragma).fetchmany(_ENOUGH)
    except driver.DatabaseError as problem:
        return (str(problem),)
    return tuple(" ".join(str(value) for value in row) for row in rows)
