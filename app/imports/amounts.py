"""An order's amounts from its rows: repeated on each, shared between them, or either; and whether they add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.core.money import CURRENCIES, round_minor
from app.imports.cells import Money
from app.imports.columns import Columns
from app.imports.drafts import LineDraft
from app.imports.formats.base import Format

NAMES = ("goods_total", "shipping_fee", "discount", "tax", "total", "paid", "refunded")


class Amounts:
    """The amounts of one grid's orders; what holds for the whole file is looked up once."""

    def __init__(self, columns: Columns, fmt: Format) -> None:
        rules = {c.field: c.per_line for c in fmt.columns}
        self._told = [(n, columns.values[n], rules.get(n, "repeat")) for n in NAMES if n in columns.values]

    def of(self, rows: Sequence[int], lines: Sequence[LineDraft], provisional: bool) -> dict[str, Any]:
        """One order's amounts by draft field, and `flags` with `totals_differ` where the sums disagree."""
        goods = None
        if lines and not provisional:
            goods = 0
            for line in lines:
                if line.amount is None:
                    goods = None
                    break
                goods += line.amount
        out: dict[str, Any] = {}
        refunded_beside = None
        for name, column, rule in self._told:
            told: list[Money] = [column[i] for i in rows if column[i] is not None]
            if not told:
                continue
            amounts = []
            for amount, refunded in told:
                amounts.append(amount)
                if refunded is not None:
                    refunded_beside = (refunded_beside or 0) + refunded
            said = amounts[0] if len(amounts) == 1 else _one(rule, amounts, len(lines), goods)
            out[name] = abs(said) if name in ("discount", "refunded") else said
        if refunded_beside is not None:
            out.setdefault("refunded", refunded_beside)
        return out if goods is None else _completed(out, goods, len(lines))


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


def _completed(out: dict[str, Any], goods: int, items: int) -> dict[str, Any]:
    """Fill in the totals that follow from the lines, and flag totals that contradict them."""
    shipping, discount, tax = out.get("shipping_fee", 0), out.get("discount", 0), out.get("tax", 0)
    slack = max(items, 1)
    differ = False
    said_goods = out.setdefault("goods_total", goods)
    if abs(said_goods - goods) > slack and abs(said_goods - goods + discount) > slack:
        differ = True
    due = goods + shipping - discount
    total = out.setdefault("total", due + tax)
    if abs(total - due) > slack:
        possible = (due + tax, goods + shipping, goods - discount)
        differ = differ or all(abs(total - p) > slack for p in possible)
    if differ:
        out["flags"] = {"totals_differ"}
    return out


def scaled(
    amounts: dict[str, Any], lines: tuple[LineDraft, ...], counted_in: str, currency: str
) -> tuple[dict[str, Any], tuple[LineDraft, ...]]:
    """Amounts in the minor unit of the currency that the row names: 2300.00 of yen are 2300 and not 230000."""
    if counted_in == currency or counted_in not in CURRENCIES or currency not in CURRENCIES:
        return amounts, lines
    shift = CURRENCIES[currency].digits - CURRENCIES[counted_in].digits
    if not shift:
        return amounts, lines

    def turn(amount: int | None) -> int | None:
        return None if amount is None else round_minor(Decimal(amount).scaleb(shift))

    turned = tuple(replace(x, unit_price=turn(x.unit_price), amount=turn(x.amount)) for x in lines)
    return {n: turn(a) for n, a in amounts.items()}, turned
