"""The keyed engine: how SQLAlchemy opens a shop's SQLCipher file, and what its errors mean to a person.

The plain `sqlite` dialect is used with SQLCipher's driver put in its place. SQLAlchemy's own `pysqlcipher`
dialect sends a passphrase of its own after the connection is made, which SQLCipher 4.19 refuses when empty.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, FromClause, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from app.store.datakey import DataKey
from app.store.errors import (
    DatabaseDamaged,
    DiskFull,
    NotAShop,
    OldLibrary,
    OtherSchema,
    PlainDatabase,
    ShopBusy,
    ShopReadOnly,
)

OLDEST_SQLITE = (3, 51, 3)  # the first without the WAL-reset corruption
PAGE = 4096
APPLICATION_ID = 0x545A4442  # "TZDB"
_PLAIN_HEADER = b"SQLite format 3\x00"
_BUSY_SECONDS = 5.0

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
)


def connect(db: Path, key: DataKey, *, read_only: bool = False, create: bool = False, alone: bool = False) -> Any:
    """A keyed driver connection in autocommit mode, with every safety setting on; the key is proved to fit.

    For work that SQLAlchemy cannot do (backup, rekey, checks); everything else goes through `open_engine`.
    `alone` promises that nobody else has the file open; with `read_only` nothing beside it is written then.
    Raises the errors of `translate_db_error`, `NotAShop`, `PlainDatabase`, `DatabaseDamaged`, `OldLibrary`.
    """
    _check_library()
    if not create:
        _check_file(db)
    connection: Any = None
    try:
        connection = driver.connect(
            _uri(db, read_only=read_only, create=create, alone=alone),
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        _prepare(connection, key, read_only=read_only)
    except BaseException as problem:
        if connection is not None:
            connection.close()
        translated = translate_db_error(problem)
        if translated is problem:
            raise
        raise translated from None  # the driver's text can name the file's path
    return connection


def open_engine(
    db: Path, key: DataKey, *, read_only: bool = False, writer: bool = False, alone: bool = False
) -> Engine:
    """An engine over an existing shop file, for readers by default.

    `writer` gives the one-connection engine of the writer thread, whose transactions take the write lock when
    they begin (so they never fail half-way for want of it). Readers see one snapshot per transaction.
    `read_only` also opens a shop on a disk that cannot be written, `alone` one that nobody else has open. Real
    transactions and savepoints: the
    driver starts none by itself. Engines without `writer` refuse to write. The first connection is made, and
    so checked, here. Raises as `connect` does.
    """
    if read_only and writer:
        raise ValueError("a writer cannot be read-only")

    def creator() -> Any:
        connection = connect(db, key, read_only=read_only, alone=alone)
        connection.execute(f"PRAGMA cache_size = {-32_768 if writer else -8_192}")
        if not writer:
            connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine(
        "sqlite://",
        module=driver,  # with `creator` alone, the driver's errors would arrive unwrapped
        creator=creator,
        poolclass=QueuePool,
        pool_size=1 if writer else 4,
        max_overflow=0 if writer else 4,
        pool_timeout=30,
        hide_parameters=True,  # no customer's data in an exception's text
        echo=False,
    )
    engine.dialect.statement_compiler = HintingCompiler
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driven = connection.connection.driver_connection  # by the driver itself: every page of a list begins so
        assert driven is not None
        driven.execute(begin)

    engine.raw_connection().close()
    return engine


class HintingCompiler(SQLiteCompiler):
    """Says which index a table is to be read by (`INDEXED BY`), where a statement has such a hint."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        """The hint as it was given; SQLAlchemy drops it for SQLite."""
        return text


def create_database(db: Path, key: DataKey) -> None:
    """Write a new, empty keyed database at `db`, in WAL mode; one that is there with this key and no table will do.

    Raises `FileExistsError` if anything else is there, and as `connect` does.
    """
    fresh = not db.exists()
    if fresh:
        db.touch(mode=0o600, exist_ok=False)
    connection = connect(db, key, create=fresh)
    try:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
            raise FileExistsError(db.name)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def key_fits(db: Path, key: DataKey) -> bool:
    """Whether `key` opens `db`. Raises what `connect` raises for other reasons than the key."""
    try:
        connect(db, key).close()
    except DatabaseDamaged:
        return False
    return True


def translate_db_error(problem: BaseException) -> BaseException:
    """The named `UserError` for a driver's, SQLAlchemy's or the system's error about the shop's file.

    Anything that is not about the disk, the lock or the file's soundness is returned unchanged: it is a bug.
    """
    cause: BaseException = problem
    if isinstance(problem, DBAPIError) and problem.orig is not None:
        cause = problem.orig
    if isinstance(cause, OSError):
        return _OS_ERRORS.get(cause.errno or 0, lambda: problem)()
    if not isinstance(cause, driver.Error):
        return problem
    code = getattr(cause, "sqlite_errorcode", None)
    if code == driver.SQLITE_ERROR and str(cause).startswith(_LACKS):
        return OtherSchema()
    make = _DB_ERRORS.get(code & 0xFF) if isinstance(code, int) else None
    return make() if make else problem


_LACKS = ("no such column", "no such table", "no such index", "table ")
"""How SQLite begins to say that a file lacks what a statement names, as one made with another schema does."""

_DB_ERRORS: dict[int, Callable[[], BaseException]] = {
    driver.SQLITE_FULL: DiskFull,
    driver.SQLITE_IOERR: lambda: DiskFull(full=False),
    driver.SQLITE_READONLY: ShopReadOnly,
    driver.SQLITE_CANTOPEN: ShopReadOnly,
    driver.SQLITE_PERM: ShopReadOnly,
    driver.SQLITE_NOTADB: DatabaseDamaged,
    driver.SQLITE_CORRUPT: DatabaseDamaged,
    driver.SQLITE_BUSY: ShopBusy,
    driver.SQLITE_LOCKED: ShopBusy,
}
_OS_ERRORS: dict[int, Callable[[], BaseException]] = {
    errno.ENOSPC: DiskFull,
    getattr(errno, "EDQUOT", errno.ENOSPC): DiskFull,
    errno.EFBIG: DiskFull,
    errno.EIO: lambda: DiskFull(full=False),
    errno.EROFS: ShopReadOnly,
    errno.EACCES: ShopReadOnly,
    errno.EPERM: ShopReadOnly,
}


def _check_library() -> None:
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise OldLibrary(driver.sqlite_version, ".".join(map(str, OLDEST_SQLITE)))


def _check_file(db: Path) -> None:
    """Refuse what SQLCipher would misread: no file, a plain one, one cut short (taken for a new database)."""
    try:
        with db.open("rb") as file:
            header = file.read(len(_PLAIN_HEADER))
            size = file.seek(0, 2)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise NotAShop(db.parent.name) from None
    except OSError as problem:
        raise translate_db_error(problem) from None
    if header == _PLAIN_HEADER:
        raise PlainDatabase
    if size < PAGE:
        raise DatabaseDamaged


def _uri(db: Path, *, read_only: bool, create: bool, alone: bool) -> str:
    mode = "ro" if read_only else "rwc" if create else "rw"
    path = quote(db.absolute().as_posix())
    if not path.startswith("/"):  # a Windows drive
        path = "/" + path
    uri = f"file://{path}?mode={mode}"  # no authority: a path on a server keeps its own two slashes
    if read_only and not _has_wal(db) and (alone or not _writable_folder(db.parent)):
        uri += "&immutable=1"  # without it a WAL database needs a -shm file beside it
    return uri


def _has_wal(db: Path) -> bool:
    with contextlib.suppress(OSError):
        return db.with_name(db.name + "-wal").stat().st_size > 0
    return False


def _writable_folder(folder: Path) -> bool:
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _prepare(connection: Any, key: DataKey, *, read_only: bool) -> None:
    """The key first, since any other pragma that reads the file before it fails; then the settings."""
    connection.execute(f'PRAGMA key = "{key.pragma()}"')
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA cipher_page_size = {PAGE}")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise OldLibrary("SQLite", "SQLCipher 4")
    for statement in _SETTINGS:
        connection.execute(statement)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the first page that is read
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 67108864")
