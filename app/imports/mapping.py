"""Which column is which field, decided by a person (or suggested to one) for a table that no format knows.

A mapping is a plain value: the caller keeps it under `signature(headers)` and hands it in again for the next file
with the same columns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.errors import UserError
from app.core.i18n import N_
from app.imports.fields import field
from app.imports.header import REASON_NAMES, header_key


@dataclass(frozen=True, slots=True)
class Mapping:
    """`kind` is orders or products; `columns` are (field, header) pairs; the rest as in `Context`, if chosen."""

    kind: str
    columns: tuple[tuple[str, str], ...]
    currency: str | None = None
    date_order: str | None = None

    def header(self, name: str) -> str | None:
        """The header that carries the field `name`, or None."""
        return next((h for f, h in self.columns if f == name), None)


def signature(headers: Iterable[str]) -> str:
    """A name for a set of columns, the same whatever their order, case, width and padding.

    The reason column of a file of rejects does not count, so the mended file finds its mapping again.
    """
    keys = sorted({header_key(h) for h in headers} - {""} - REASON_NAMES)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32]


def made(kind: str, pairs: Iterable[tuple[str, str]]) -> Mapping:
    """A mapping from (field, header) pairs as a person gave them. Raises `UserError` for an unknown field."""
    columns = tuple(pairs)
    for name, _ in columns:
        if field(kind, name) is None:
            raise UserError(
                N_("There is no field “{name}” in {kind}.", name=name, kind=kind),
                None,
                N_("The list of registers names their fields."),
            )
    return Mapping(kind, columns)
