"""Whole columns at once: one converter per column, each different cell converted once.

A file of 100,000 rows has far fewer different cells than cells; a dictionary lookup per cell is what it costs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from app.core.dates import zone
from app.core.i18n import N_, Nn_, Text
from app.core.money import CURRENCIES
from app.core.text import is_phone
from app.imports import cells, moments
from app.imports.cells import CellError, Money
from app.imports.context import Context
from app.imports.decimals import rounded
from app.imports.formats.base import Column, Format
from app.imports.grid import Grid
from app.imports.mojibake import is_garbled
from app.imports.readers.model import Value
from app.imports.report import Notice, Question, Reject

_GARBLE_SAMPLE = 20_000
_WITH_CENTS = "USD"
_WORDS = frozenset(("status", "payment_status", "aftersale_state", "currency", "country", "payment_method", "carrier"))
"""Fields of one of a few known words, in which more marks stand for nothing than in names and notes."""


class Bad:
    """A cell that could not be converted, in place of its value."""

    __slots__ = ("reason",)

    def __init__(self, reason: Text) -> None:
        self.reason = reason


class Memo(dict[Value, Any]):
    """Converted cells by their raw value; converts what it has not seen."""

    def __init__(self, convert: Callable[[Value], Any]) -> None:
        super().__init__()
        self._convert = convert
        self.bad = False

    def __missing__(self, raw: Value) -> Any:
        try:
            value = self._convert(raw)
        except CellError as error:
            value = Bad(error.reason)
            self.bad = True
        self[raw] = value
        return value


@dataclass(slots=True)
class Columns:
    """The converted columns of a grid by field, with what went wrong. `bad` maps row indexes to their rejects."""

    grid: Grid
    values: dict[str, list[Any]]
    source: dict[str, list[int]]
    bad: dict[int, list[Reject]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    currency: str = "CNY"
    counted_in: str = "CNY"
    """The currency in whose minor unit amounts were read. Rows that name another are scaled from it."""

    def get(self, name: str) -> list[Any]:
        """The column of a field; Nones where the file has no such column."""
        found = self.values.get(name)
        return found if found is not None else [None] * len(self.grid.rows)


def convert(grid: Grid, fmt: Format, found: dict[str, list[int]], shapes: dict[str, str], context: Context) -> Columns:
    """Convert every column that carries a field. `shapes` says how each field's cells are read."""
    columns = Columns(grid, {}, found)
    columns.currency = fmt.currency or _marked_currency(grid, found, shapes) or context.currency
    whole = CURRENCIES[columns.currency].digits == 0 if columns.currency in CURRENCIES else False
    columns.counted_in = _WITH_CENTS if whole and "currency" in found else columns.currency
    declared: dict[str, Column] = {c.field: c for c in fmt.columns}
    for name, places in found.items():
        shape = shapes[name]
        if shape == "clock":
            continue
        shape = "word" if shape == "text" and name in _WORDS else shape
        clock = found.get(f"{name.removesuffix('_at')}_time") if shape == "instant" else None
        parts = [_one(columns, fmt, shape, at, clock, context) for at in places]
        columns.values[name] = parts[0] if len(parts) == 1 else _combined(parts, declared[name].combine)
    return columns


def _one(columns: Columns, fmt: Format, shape: str, at: int, clock: list[int] | None, context: Context) -> list[Any]:
    grid = columns.grid
    raw: list[Value] = [row[at] for row in grid.rows]
    if clock:
        raw = [moments.joined(day, row[clock[0]]) for day, row in zip(raw, grid.rows, strict=True)]
    memo = Memo(_converter(columns, fmt, shape, at, raw, context))
    out = [memo[value] for value in raw]
    if shape in ("id", "code"):
        _refuse_rounded(memo, out)
    if memo.bad:
        for i, value in enumerate(out):
            if type(value) is Bad:
                columns.bad.setdefault(i, []).append(grid.reject(i, at, value.reason))
                out[i] = None
    if shape in ("text", "word", "person"):
        _warn_garbled(columns, memo, raw, at)
    if shape == "phone":
        _say_odd_phones(columns, out, at)
    if shape == "money":
        columns.notices.extend(rounded(raw, columns.counted_in, grid.names[at], grid.sheet))
    return out


def _converter(
    columns: Columns, fmt: Format, shape: str, at: int, raw: list[Value], context: Context
) -> Callable[[Value], Any]:
    if shape == "money":
        currency = columns.counted_in
        comma = fmt.decimal_comma or _has_decimal_comma(raw)
        return lambda value: cells.money(value, currency, comma)
    if shape == "instant":
        return _moments(columns, fmt, at, raw, context)
    if shape == "waybill":
        return waybills
    return {
        "id": cells.identifier,
        "code": cells.code,
        "phone": cells.phone,
        "count": cells.count,
        "stock": cells.count,
        "quantity": cells.quantity,
        "flag": cells.flag,
        "word": cells.word,
    }.get(shape, cells.text)


def _moments(columns: Columns, fmt: Format, at: int, raw: list[Value], context: Context) -> Callable[[Value], Any]:
    """A date converter for this column, with a question when the column does not tell day from month."""
    name = columns.grid.names[at]
    tz = zone(fmt.zone) if fmt.zone else context.tz
    found = moments.find_order(dict.fromkeys(raw), context.today)
    order = found.order or context.date_orders.get(name) or context.date_orders.get("*")
    if order is None:
        order = fmt.date_order if fmt.date_order in found.choices else None
    if order is None:
        order = found.choices[0]
        columns.questions.append(
            Question(
                "date_order",
                name,
                N_("Which part of the dates in column {column} is the day?", column=name),
                found.choices,
                found.examples,
                order,
            )
        )
    chosen = order
    return lambda value: moments.moment(value, tz, chosen)


def waybills(value: Value) -> tuple[str, ...] | None:
    """The parcels' numbers of one cell."""
    said = cells.identifier(value)
    if said is None:
        return None
    flat = said
    for mark in ";；,，、/\n|":
        flat = flat.replace(mark, " ")
    numbers = [word for word in flat.split() if any(c.isdigit() for c in word)]
    return tuple(dict.fromkeys(n.rsplit(":", 1)[-1].rsplit("：", 1)[-1] for n in numbers)) or None


def _has_decimal_comma(raw: list[Value]) -> bool:
    """Whether some amount of the column ends in a comma and two digits, so that 1.099 is a thousand."""
    for value in dict.fromkeys(raw):
        if isinstance(value, str) and "," in value:
            tail = cells.as_text(value).rstrip("€ \u00a0")
            if len(tail) > 3 and tail[-3] == "," and tail[-2:].isdigit():
                return True
    return False


def _marked_currency(grid: Grid, found: dict[str, list[int]], shapes: dict[str, str]) -> str | None:
    """The currency that the amounts' own signs name, when they agree."""
    marks: Counter[str] = Counter()
    for name, places in found.items():
        if shapes[name] == "money":
            for at in places:
                for row in grid.rows[:200]:
                    cell = row[at]
                    if isinstance(cell, str) and cell and not (cell[0].isdigit() and cell[-1].isdigit()):
                        marks.update(filter(None, (cells.currency_mark(cell),)))
    marked = [m for m in marks if m in CURRENCIES]
    return marked[0] if len(marked) == 1 else None


def _combined(parts: list[list[Any]], how: str) -> list[Any]:
    if how == "sum":
        return [_sum(cells_) for cells_ in zip(*parts, strict=True)]
    if all(isinstance(v, tuple | None) and not isinstance(v, Money) for part in parts for v in part[:50]):
        return [tuple(dict.fromkeys(w for v in row if v for w in v)) or None for row in zip(*parts, strict=True)]
    return [next((v for v in row if v is not None), None) for row in zip(*parts, strict=True)]


def _sum(values: Iterable[Money | None]) -> Money | None:
    said = [v for v in values if v is not None]
    return Money(sum(abs(v.amount) for v in said)) if said else None


def _refuse_rounded(memo: Memo, out: list[Any]) -> None:
    """Numbers of 17 or more digits that all end in zeros after the fifteenth were rounded and written out again."""
    long = [v for v in memo.values() if isinstance(v, str) and len(v) >= 17 and v.isdigit()]
    if len(long) < 2 or any(v[15:].strip("0") for v in long):
        return
    ruined = set(long)
    memo.bad = True
    for i, value in enumerate(out):
        if value in ruined:
            out[i] = Bad(cells.ROUNDED)


def _say_odd_phones(columns: Columns, out: list[Any], at: int) -> None:
    """An order is worth more than its phone: what is none is kept as it stands, and said."""
    grid = columns.grid
    odd = {said for said in set(out) if said is not None and not is_phone(said)}
    rows = [i for i, said in enumerate(out) if said in odd] if odd else []
    if rows:
        first = grid.numbers[rows[0]]
        text = Nn_(
            "Column {column}: row {row} holds no telephone number; what stands there was kept.",
            "Column {column}: {n} rows, first row {row}, hold no telephone number; what stands there was kept.",
            len(rows),
            column=grid.names[at],
            row=first,
        )
        columns.notices.append(Notice("odd_phone", text, first, grid.names[at], grid.sheet))


def _warn_garbled(columns: Columns, memo: Memo, raw: list[Value], at: int) -> None:
    odd = set()
    for seen, (key, value) in enumerate(memo.items()):
        if seen >= _GARBLE_SAMPLE:
            break
        if isinstance(value, str) and not value.isascii() and is_garbled(value):
            odd.add(key)
    if not odd:
        return
    rows = [i for i, value in enumerate(raw) if value in odd]
    grid = columns.grid
    columns.notices.append(
        Notice(
            "garbled",
            Nn_(
                "Column {column}: the text of row {row} looks as if it was saved in a wrong encoding.",
                "Column {column}: the text of {n} rows, first row {row}, looks as if it was saved in a wrong encoding.",
                len(rows),
                column=grid.names[at],
                row=grid.numbers[rows[0]],
            ),
            grid.numbers[rows[0]],
            grid.names[at],
            grid.sheet,
            blocking=True,
        )
    )
