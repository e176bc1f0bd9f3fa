"""Values hidden in part, as in the shop's own lists: they tell nothing that the shop does not know better."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.imports.cells import is_masked
from app.models.declaration import Field, Register
from app.models.kinds import Address, PersonName, Phone
from app.models.registry import table_of
from app.services.tables import Values
from app.store.query import in_chunks
from app.store.reader import Reader


def keeps(f: Field, old: Any, new: Any) -> bool:
    """Whether the record keeps what it has: the file's cell is hidden in part, and the shop's value is not."""
    if not isinstance(old, str) or not isinstance(new, str) or not old:
        return False
    personal = f.sensitive or isinstance(f.kind, PersonName | Phone | Address)
    return personal and is_masked(new) and not is_masked(old)


def records_behind(reader: Reader, register: Register, rows: Sequence[Values]) -> Mapping[int, Values]:
    """For rows that no key finds, by their place in `rows`: the one record whose values, hidden, are the row's."""
    fields = [f for f in register.fields if f.sensitive]
    title = register.title[0]
    left = {i: row for i, row in enumerate(rows) if row.get(title) and any(_hidden(row.get(f.name)) for f in fields)}
    names = sorted({str(row[title]) for row in left.values()})
    found: dict[str, list[Values]] = {}
    t = table_of(register)
    for chunk in in_chunks(names):
        for record in reader.rows(select(t).where(t.c[title].in_(chunk), t.c.voided_at.is_(None))):
            found.setdefault(str(record[title]), []).append(record)
    behind: dict[int, Values] = {}
    for i, row in left.items():
        fits = [record for record in found.get(str(row[title]), ()) if _fits(fields, record, row)]
        if len(fits) == 1:
            behind[i] = fits[0]
    return behind


def _hidden(value: Any) -> bool:
    return isinstance(value, str) and is_masked(value)


def _fits(fields: Iterable[Field], record: Values, row: Values) -> bool:
    told = [(f, row[f.name]) for f in fields if row.get(f.name)]
    return all(value in (record[f.name], f.kind.mask(record[f.name])) for f, value in told)
