"""An order's amounts from its rows: repeated on each, shared between them, or either; and whether they add up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.imports.cells import Money
from app.imports.columns import Columns
from app.imports.drafts import LineDraft
from app.imports.formats.base import Format

NAMES = ("goods_total", "shipping_fee", "discount", "tax", "total", "paid", "refunded")


def order_amounts(
    columns: Columns, fmt: Format, rows: Sequence[int], lines: Sequence[LineDraft], provisional: bool
) -> dict[str, Any]:
    """The order's amounts by draft field, and `flags` with `totals_differ` where the sums disagree."""
    goods = None
    if lines and not provisional:
        goods = 0
        for line in lines:
            if line.amount is None:
                goods = None
                break
            goods += line.amount
    rules = {c.field: c.per_line for c in fmt.columns}
    out: dict[str, Any] = {}
    refunded_beside = None
    for name in NAMES:
        column = columns.values.get(name)
        if column is None:
            continue
        told: list[Money] = [column[i] for i in rows if column[i] is not None]
        if not told:
            continue
        for money in told:
            if money.refunded is not None:
                refunded_beside = (refunded_beside or 0) + money.refunded
        out[name] = _one(rules.get(name, "repeat"), [m.amount for m in told], len(lines), goods)
    for name in ("discount", "refunded"):
        if name in out:
            out[name] = abs(out[name])
    if refunded_beside is not None:
        out.setdefault("refunded", refunded_beside)
    return _completed(out, goods, len(lines))


def _one(rule: str, told: list[int], items: int, goods: int | None) -> int:
    """One amount from what the rows of an order say."""
    if len(told) == 1 or rule == "repeat":
        return told[0]
    if rule == "share" or len(set(told)) > 1:
        return sum(told)
    repeated, shared = told[0], told[0] * len(told)
    if goods is None or items < 2:
        return repeated
    return repeated if abs(repeated - goods) <= abs(shared - goods) else shared


def _completed(out: dict[str, Any], goods: int | None, items: int) -> dict[str, Any]:
    """Fill in the totals that follow from the lines, and flag totals that contradict them."""
    if goods is None:
        return out
    shipping, discount, tax = (out.get(n) or 0 for n in ("shipping_fee", "discount", "tax"))
    slack = max(items, 1)
    flags: set[str] = set()
    said_goods = out.get("goods_total")
    if said_goods is not None and abs(said_goods - goods) > slack and abs(said_goods - goods + discount) > slack:
        flags.add("totals_differ")
    total = out.get("total")
    if total is not None:
        possible = (goods + shipping - discount, goods + shipping - discount + tax, goods + shipping, goods - discount)
        if all(abs(total - p) > slack for p in possible):
            flags.add("totals_differ")
    out.setdefault("goods_total", goods)
    out.setdefault("total", goods + shipping - discount + tax)
    out["flags"] = flags
    return out
