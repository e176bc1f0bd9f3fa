"""A list as it leaves the shop: what its head says, its columns, and rows that can be read again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from types import MappingProxyType
from typing import TypeVar

from app.core.amounts import Amount, Total, parts_of
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.counted import currency_of
from app.models.declaration import Field
from app.models.kinds import Kind, Ref, Value
from app.models.registry import Registry
from app.reports.prepare import hidden
from app.reports.viewwords import filter_words, period_words, sort_words
from app.store.reader import Reader
from app.store.view import View

_T = TypeVar("_T")
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field's name, its heading in the reader's language, its kind, usual width in Latin
    letters.
    """

    name: str
    label: str
    kind: Kind
    width: int = 16
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A list ready to be written. `rows` gives tuples of stored values, one per column, afresh each time it
    is iterated; references are already titles, and what is personal is already masked. `count` may be
    unknown.
    """

    title: str
    shop: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]
    locale: Locale
    count: int | None = None
    filter: str = ""
    period: str = ""
    register: str = ""
    totals: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Sums of the summed columns over all rows, in the field's own unit (minor units for money)."""
    coded: str = ""
    """The column that names the currency of each row's amounts, where several are listed."""
    masked: tuple[str, ...] = ()
    """Names of the columns whose personal part is hidden."""

    def subtitle(self) -> str:
        """Filter and period on one line; “all records” where nothing is filtered."""
        parts = [p for p in (self.filter, self.period) if p]
        return " · ".join(parts) if parts else self.locale.tr(N_("All records"))

    def count_words(self) -> str:
        """How many rows, in words; empty where it is not known."""
        if self.count is None:
            return ""
        return self.locale.tr(_rows(self.count))


def _rows(n: int) -> Text:
    return N_("{n} rows", n=f"{n:,}") if n != 1 else N_("1 row")


def from_view(
    reader: Reader,
    registry: Registry,
    view: View,
    locale: Locale,
    *,
    shop: str,
    reveal: bool = False,
    coded: bool = False,
) -> Table:
    """The table of a list as shown: its filter, order and columns. Personal fields are masked unless
    `reveal`, which the caller must have recorded. The table reads through `reader`, which must stay open
    while it is used. `coded`: where amounts in another currency are listed, a column names each row's currency.
    """
    register = registry[view.register]
    names = tuple(view.columns or register.columns)
    code = currency_of(register.field(name) for name in names) if coded and reader.has_foreign(view) else ""
    if code and code not in names:
        names = (*names, code)
    fields = tuple(register.field(name) for name in names)
    asked = replace(view, columns=tuple(names))
    masking = hidden(reader, fields, reveal)
    masked = tuple(f.name for f in fields if f.name in masking)
    totals = {k: v for k, v in reader.sums(asked).items() if k in names}
    unlike = sort_words(register, view, locale)
    if unlike and not reader.has_foreign(view):
        unlike = ""
    return Table(
        title=locale.tr(register.label),
        shop=shop,
        columns=tuple(column(f, locale) for f in fields),
        rows=ViewRows(reader, asked, fields, masked=frozenset(masked)),
        locale=locale,
        count=reader.count(asked),
        filter=" · ".join(words for words in (filter_words(register, view, locale, reveal=reveal), unlike) if words),
        period=period_words(view, locale),
        register=register.name,
        totals=MappingProxyType(totals),
        coded=code,
        masked=masked,
    )


def codes(table: Table) -> tuple[str, ...]:
    """The currencies other than the shop's own in which a list's amounts are summed."""
    found = {part.currency for total in table.totals.values() for part in parts_of(total) if isinstance(part, Amount)}
    return tuple(sorted(found))


def own_listed(table: Table) -> bool:
    """Whether any of a list's amounts that are summed by currency are in the shop's own."""
    mixed = [total for total in table.totals.values() if isinstance(total, Total)]
    return not mixed or any(total.own for total in mixed)


def column(f: Field, locale: Locale) -> Column:
    """The column of a declared field."""
    return Column(f.name, locale.tr(f.label), f.kind, f.kind.width, f.summed)


class ViewRows:
    """Rows of a view, read in chunks: references become titles (one query a chunk), personal parts are
    masked.
    """

    def __init__(
        self, reader: Reader, view: View, fields: tuple[Field, ...], *, masked: frozenset[str] = frozenset()
    ) -> None:
        self._reader = reader
        self._view = view
        self._masks = tuple((i, f.kind) for i, f in enumerate(fields) if f.name in masked)
        self._refs = tuple((i, f.kind.register) for i, f in enumerate(fields) if isinstance(f.kind, Ref))

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        for chunk in batched(self._reader.iterate(self._view, chunk=_CHUNK), _CHUNK):
            if not self._masks and not self._refs:
                yield from (row[1:] for row in chunk)
                continue
            rows: list[list[Value]] = [list(row[1:]) for row in chunk]
            for at, register in self._refs:
                _name(self._reader, rows, at, register)
            for at, kind in self._masks:
                for row in rows:
                    row[at] = kind.mask(row[at])
            yield from map(tuple, rows)


def _name(reader: Reader, rows: list[list[Value]], at: int, register: str) -> None:
    ids = sorted({v for row in rows if isinstance(v := row[at], int)})
    titles = reader.titles(register, ids) if ids else {}
    for row in rows:
        value = row[at]
        row[at] = titles.get(value) if isinstance(value, int) else None


def batched(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Lists of at most `size` items each (itertools.batched comes with Python 3.12)."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def peek(items: Iterable[_T], size: int) -> tuple[list[_T], Iterator[_T]]:
    """The first `size` items, and an iterator over all of them."""
    iterator = iter(items)
    head = list(islice(iterator, size))
    return head, chain(head, iterator)
