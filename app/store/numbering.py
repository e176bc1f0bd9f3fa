"""Numbers without gaps: given in the transaction that uses them, so that a rolled-back change gives none."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.models.declaration import Numbering
from app.models.system.tables import NumberSeries


def next_numbers(connection: Connection, register: str, series: Numbering, year: int, count: int) -> Iterator[str]:
    """Take the next `count` numbers of a register and year, as they are printed: `SO-2026-000123`."""
    t = NumberSeries.__table__
    here = (t.c.register == register) & (t.c.year == year)
    last = connection.execute(select(t.c.last).where(here)).scalar()
    if last is None:
        connection.execute(t.insert().values(register=register, year=year, last=count))  # type: ignore[attr-defined]
    else:
        connection.execute(t.update().where(here).values(last=last + count))  # type: ignore[attr-defined]
    first = (last or 0) + 1
    return (f"{series.prefix}-{year}-{n:0{series.digits}d}" for n in range(first, first + count))
