"""The base of every mapped class, and the column types that keep one meaning in every database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, MetaData, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from app.core.dates import from_millis, to_millis

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored as milliseconds since 1970 UTC: small, sortable, and free of zone traps."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware instant to milliseconds."""
        return None if value is None else to_millis(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Milliseconds to an aware instant in UTC."""
        return None if value is None else from_millis(value)


class Base(DeclarativeBase):
    """Base of every table of the shop's file."""

    metadata = MetaData(naming_convention=_NAMES)


class Record(Base):
    """What each record of a register has. `version` counts its changes, so that two editors do not overwrite."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    created_at: Mapped[datetime] = mapped_column(Instant)
    created_by: Mapped[str] = mapped_column(default="", server_default="")
    updated_at: Mapped[datetime] = mapped_column(Instant)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    void_reason: Mapped[str] = mapped_column(default="", server_default="")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Index the few voided records alone: lists leave them out by id, whichever index they are read from."""
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            voided = table.c.voided_at.is_not(None)
            Index(None, table.c.voided_at, sqlite_where=voided, postgresql_where=voided)


class Line(Base):
    """What each line of a record has: its parent is a column of its own, `position` its place from 1."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    position: Mapped[int] = mapped_column(Integer)


def sort_indexes(model: type[Base], *columns: str) -> None:
    """An index for each column that a list can be sorted by, so that page n costs the same for any column.

    The primary key breaks ties; SQLite keeps it at the end of each index entry.
    """
    table = model.__table__
    for name in columns:
        Index(None, table.c[name])
