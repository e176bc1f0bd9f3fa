"""Rows as order lines: amounts filled in where they follow, gifts known, nothing bought left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.core.i18n import N_
from app.core.money import round_minor
from app.imports.cells import Money
from app.imports.columns import Columns
from app.imports.drafts import LineDraft

_GIFT = re.compile(r"赠品|^\s*[\[【(（]?\s*赠|free gift|gift item", re.IGNORECASE)
_TITLE_COUNT = re.compile(r"\s*(?:[×xX*]\s*(\d{1,4})|[(（]\s*[×xX*]?\s*(\d{1,4})\s*件?\s*[)）])\s*$")
LINE_NAMES = ("line_id", "sku", "product_id", "title", "options", "quantity", "unit_price", "amount")


def build_lines(
    columns: Columns, extras: Sequence[Mapping[str, str]] | None, counted_titles: bool
) -> tuple[list[LineDraft | None], int]:
    """A `LineDraft` for each row, None where the row speaks of no item; and how many rows bought nothing.

    `counted_titles`: the title may end in its quantity (`桂花酱×2`). A row with quantity 0 but an amount is bad.
    """
    grid = columns.grid
    named = [columns.get(name) for name in LINE_NAMES]
    if not any(name in columns.values for name in LINE_NAMES):
        return [None] * len(grid.rows), 0
    lines: list[LineDraft | None] = []
    nothing = 0
    empty = LineDraft(0).extras
    for i, (row, line_id, sku, product_id, title, options, quantity, price, amount) in enumerate(
        zip(grid.numbers, *named, strict=True)
    ):
        if line_id is sku is product_id is title is quantity is price is amount is None:
            lines.append(None)
            continue
        if quantity is None:
            if counted_titles and title:
                title, quantity = _counted(title)
            else:
                quantity = 1
        elif quantity == 0:
            nothing += not _bought_nothing(columns, i, price, amount)
            lines.append(None)
            continue
        lines.append(
            _line(
                row, line_id, sku, product_id, title, options, quantity, price, amount, extras[i] if extras else empty
            )
        )
    return lines, nothing


def _line(
    row: int,
    line_id: str | None,
    sku: str | None,
    product_id: str | None,
    title: str | None,
    options: str | None,
    quantity: int,
    price: Money | None,
    amount: Money | None,
    extras: Mapping[str, str],
) -> LineDraft:
    unit = price[0] if price is not None else None
    whole = amount[0] if amount is not None else None
    if whole is None:
        if unit is not None:
            whole = unit * quantity
    elif unit is None:
        unit = whole if quantity == 1 else round_minor(Decimal(whole) / quantity)
    gift = (whole == 0 and unit == 0) or (whole is None and title is not None and _GIFT.search(title) is not None)
    return LineDraft(row, line_id, sku, product_id, title, options, quantity, unit, whole, gift, extras)


def _counted(title: str) -> tuple[str, int]:
    found = _TITLE_COUNT.search(title)
    if found is None or found.start() == 0:
        return title, 1
    return title[: found.start()].strip(), max(int(found[1] or found[2]), 1)


def _bought_nothing(columns: Columns, i: int, price: Money | None, amount: Money | None) -> bool:
    """Reject a row that charges for nothing; True if it did."""
    if amount is None or amount.amount == 0:
        return False
    grid = columns.grid
    at = columns.source["quantity"][0]
    columns.bad.setdefault(i, []).append(grid.reject(i, at, N_("The quantity is 0 but an amount is charged.")))
    return True
