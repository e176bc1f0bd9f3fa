"""Guess which column is which field: by the words of its header and by the shape of its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC
from itertools import islice

from rapidfuzz import fuzz

from app.core.i18n import N_
from app.imports import cells, moments
from app.imports.cells import CellError, is_blank
from app.imports.fields import Field, fields_of
from app.imports.header import bare_key, header_key
from app.imports.mapping import Mapping
from app.imports.readers.model import Value

_ENOUGH = 0.6
_SAMPLE = 200
_SHAPED = ("money", "instant", "quantity", "count", "stock", "flag")
_ESSENTIAL = ("money", "instant", "quantity")
_SAME = 0.93
_NEEDS = {"orders": ("order_id",), "products": ("name", "sku")}


def suggest(headers: Sequence[str], rows: Sequence[Sequence[Value]], kind: str | None = None) -> Mapping | None:
    """The likeliest mapping of a table, of the given `kind` or of whichever fits better; None if nothing fits."""
    samples = [_sample(rows, column) for column in range(len(headers))]
    kinds = (kind,) if kind else ("orders", "products")
    best: tuple[float, Mapping] | None = None
    for wanted in kinds:
        scored = _assigned(headers, samples, wanted)
        names = {name for name, _, _ in scored}
        if not names & set(_NEEDS[wanted]) or (wanted == "orders" and not _says_order(names)):
            continue
        total = sum(score for _, _, score in scored)
        mapping = Mapping(wanted, tuple((name, headers[at]) for name, at, _ in scored))
        if best is None or total > best[0] + (0 if wanted == "orders" else 1.5):
            best = (total, mapping)
    return best[1] if best else None


def _says_order(names: set[str]) -> bool:
    return bool(names & {"title", "sku", "product_id", "total", "paid", "amount", "placed_at"})


def _sample(rows: Sequence[Sequence[Value]], column: int) -> list[Value]:
    filled = (row[column] for row in islice(rows, 2000) if column < len(row) and not is_blank(row[column]))
    return list(islice(filled, _SAMPLE))


def _assigned(headers: Sequence[str], samples: list[list[Value]], kind: str) -> list[tuple[str, int, float]]:
    """Each field to at most one column and each column to at most one field, the best pairs first."""
    pairs: list[tuple[float, int, int, Field]] = []
    for order, f in enumerate(fields_of(kind)):
        for at, header in enumerate(headers):
            likeness = _likeness(header, f)
            score = likeness * _fit(f, samples[at], likeness) if likeness >= _ENOUGH else 0.0
            if score >= _ENOUGH:
                pairs.append((-score, order, at, f))
    pairs.sort(key=lambda p: p[:3])
    taken: dict[str, tuple[int, float]] = {}
    used: set[int] = set()
    for minus, _, at, f in pairs:
        if f.name not in taken and at not in used:
            taken[f.name] = (at, -minus)
            used.add(at)
    if "sku" not in taken and "product_id" in taken:  # a table of one's own: its product number is the SKU
        taken["sku"] = taken.pop("product_id")
    return [(name, at, score) for name, (at, score) in taken.items()]


def _likeness(header: str, f: Field) -> float:
    key = header_key(header)
    if not key:
        return 0.0
    bare = bare_key(key)
    best = 0.0
    for rank, word in enumerate(f.words):
        known = header_key(word)
        if key == known:
            return 1.0 - 0.002 * rank
        if bare == known:
            best = max(best, 0.95 - 0.002 * rank)
        elif not key.isascii() and len(known) >= 2 and (known in key or key in known):
            best = max(best, 0.66 + 0.2 * min(len(key), len(known)) / max(len(key), len(known)))
        elif key.isascii() and known.isascii() and len(key) > 3:
            best = max(best, 0.9 * fuzz.ratio(key, known, score_cutoff=80) / 100)
    return best


def _fit(f: Field, sample: list[Value], likeness: float) -> float:
    """How many of a column's cells can be read as the field; a column without cells may be anything.

    A column that is called a quantity, an amount or a date is one, however its cells look: what cannot be read is
    rejected with its reason, and never passed over in silence.
    """
    if not sample:
        return 0.8
    if f.shape in _SHAPED:
        read = _reader(f.shape)
        good = sum(1 for value in sample if _reads(read, value)) / len(sample)
        if f.name == "discount" and _is_rate(sample):
            return 0.0
        if likeness >= _SAME and f.shape in _ESSENTIAL:
            return max(good, 0.7)
        return good if good >= 0.7 else 0.0
    if f.shape == "clock":
        return 1.0 if all(":" in cells.as_text(v) and len(cells.as_text(v)) <= 12 for v in sample) else 0.0
    if f.name in ("order_id", "phone", "waybill", "line_id"):
        digits = sum(1 for v in sample if any(c.isdigit() for c in cells.as_text(v)))
        return 1.0 if digits * 2 >= len(sample) else 0.3
    return 1.0


def _is_rate(sample: list[Value]) -> bool:
    """Whether a column called discount holds rates (0.2) and not amounts."""
    amounts = [a.amount for v in sample if (a := _money(v)) is not None]
    return bool(amounts) and all(0 <= a <= 100 for a in amounts) and any(a % 100 for a in amounts)


def _money(value: Value) -> cells.Money | None:
    try:
        return cells.money(value, "CNY")
    except CellError:
        return None


def _reader(shape: str) -> Callable[[Value], object]:
    if shape == "money":
        return lambda v: cells.money(v, "CNY")
    if shape == "instant":
        return _any_moment
    return {"flag": cells.flag, "stock": cells.count, "count": cells.count, "quantity": cells.quantity}[shape]


def _any_moment(value: Value) -> object:
    for order in moments.ORDERS:
        try:
            return moments.moment(value, UTC, order)
        except CellError:
            continue
    raise CellError(N_("“{value}” is not a date and time.", value=cells.shown(value)))


def _reads(read: Callable[[Value], object], value: Value) -> bool:
    try:
        read(value)
    except CellError:
        return False
    return True
