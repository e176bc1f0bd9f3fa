"""An order's draft as the columns that the shop keeps, and why a draft cannot come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.core.i18n import N_, Text
from app.core.money import CURRENCIES, to_decimal
from app.core.text import fold
from app.imports.drafts import LineDraft, OrderDraft
from app.models import further
from app.models.carriers import CARRIERS
from app.models.kinds import Choice
from app.services import guessed_money, guesses
from app.services.guesses import Guesses
from app.services.intake import Incoming
from app.services.tables import Values

_SAME = (
    "shop_name", "paid_at", "shipped_at", "completed_at", "cancelled_at", "buyer_nick", "buyer_name", "phone",
    "address", "postcode", "country", "goods_total", "shipping_fee", "discount", "total", "paid", "refunded",
    "payment_method", "payment_no", "buyer_note", "seller_note", "cancel_reason",
)  # fmt: skip
_RENAMED = (("aftersale_state", "aftersale"), ("payment_state", "payment"), ("fulfilment_state", "fulfilment"))
_DERIVED = frozenset({"goods_total", "shipping_fee", "discount", "total"})
"""Amounts that are worked out where the file does not tell them."""
_LARGEST = 10**15
_CARRIER = Choice(options=CARRIERS)
OTHER = "other"
_OTHER_WORDS = frozenset({OTHER, *(a for o in CARRIERS if o.key == OTHER for a in o.aliases)})
NO_HEADINGS: Mapping[str, str] = MappingProxyType({})
OWN = "shop"
"""The platform of orders from a table that no platform made."""


def platform_of(draft: OrderDraft, chosen: str) -> str:
    """The key of the platform that a draft belongs to."""
    return (chosen or OWN) if draft.platform == "other" else draft.platform


def where_from(draft: OrderDraft) -> str:
    """The files and rows that an order came from: `orders.csv:2-4 + lines.xlsx[Sheet1]:7`."""
    places = [(draft.source, draft.sheet, draft.rows), *draft.also]
    return " + ".join(f"{s}{f'[{sheet}]' if sheet else ''}:{_ranges(rows)}" for s, sheet, rows in places if s)


def _ranges(rows: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    said = ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs[:20])
    return f"{said},…" if len(runs) > 20 else said


def problem(draft: OrderDraft) -> Text | None:
    """Why an order cannot come in, or None. Amounts are bounded by what the shop's file can add up."""
    if draft.currency not in CURRENCIES:
        return N_("The program does not know the currency {code}.", code=draft.currency)
    if any((a or 0) < 0 for a in (draft.total, draft.paid)):
        return N_("An order's amount cannot be below zero.")
    amounts = (draft.goods_total, draft.shipping_fee, draft.discount, draft.total, draft.paid, draft.refunded)
    lines = [a for x in draft.lines for a in (x.unit_price, x.amount)]
    if any(a is not None and abs(a) >= _LARGEST for a in (*amounts, *lines)):
        return N_("An amount is too large to be meant.")
    if draft.placed_at is None and draft.paid_at is None and "placed_at" in draft.known:
        return N_("The order has no date.")
    return None


def sku_of(line: LineDraft) -> str | None:
    """The code by which a line finds its product: its SKU, else the platform's product number and its options."""
    if line.sku:
        return line.sku
    if line.platform_product_id:
        return f"{line.platform_product_id} {line.options}" if line.options else line.platform_product_id
    return None


def expected_total(draft: OrderDraft) -> int | None:
    """What a new order comes to where its file has no column for it: goods, postage and discount, else what was paid.

    `None` if the file tells no amount at all.
    """
    if draft.total is not None:
        return draft.total
    goods, told = draft.goods_total, [x.amount for x in draft.lines]
    if goods is None and told and None not in told:
        goods = sum(a for a in told if a is not None)
    if goods is not None:
        return max(goods + (draft.shipping_fee or 0) - (draft.discount or 0), 0)
    return draft.paid


def incoming(
    draft: OrderDraft,
    platform: str,
    products: dict[str, int],
    now: datetime,
    fresh: bool,
    headings: Mapping[str, str] = NO_HEADINGS,
) -> Incoming:
    """The draft as the services take it. `fresh`: the shop does not have the order, so gaps are filled by guesses.

    Of an order that the shop has, only what the file's columns speak of is told. `headings` are the file's words for
    fields that the shop keeps no column for.
    """
    values: Values = {"platform": platform, "platform_order_id": draft.platform_order_id}
    known = draft.known
    for name in _SAME:
        value = getattr(draft, name)
        if value is not None and (fresh or name in known or name not in _DERIVED):
            values[name] = value
    for name, column in _RENAMED:
        value = getattr(draft, name)
        if value is not None:
            values[column] = value
    placed = draft.placed_at or draft.paid_at
    if placed is not None or fresh:
        values["placed_at"] = placed or now
    extras = dict(draft.extras)
    if draft.tax:
        extras[headings.get("tax") or "tax"] = str(to_decimal(draft.tax, draft.currency))
    provisional = "lines_provisional" in draft.flags
    if fresh and (total := expected_total(draft)) is not None:
        values.setdefault("total", total)
    if fresh:
        values["currency"] = draft.currency
        values["source"] = where_from(draft)
        values["extras"] = guesses.written(extras, Guesses(_guessed(draft), provisional))
    else:
        values["extras"] = guesses.written(extras)
    carrier = _carrier(draft.carrier)
    return Incoming(
        values,
        [_line(x, products, headings) for x in draft.lines],
        carrier,
        draft.waybills,
        provisional,
        draft.email,
        draft.carrier if carrier == OTHER and fold(draft.carrier or "") not in _OTHER_WORDS else None,
    )


def _guessed(draft: OrderDraft) -> frozenset[str]:
    """What stands in until another file tells it: everything of an order of which only the lines are known."""
    names = set() if "placed_at" in draft.known or draft.placed_at or draft.paid_at else {"placed_at"}
    if not draft.known & {"total", "paid", "goods_total"}:
        names |= _DERIVED - draft.known
        if draft.payment_state not in (None, "unpaid"):
            names.add(guessed_money.FIELD)
    return frozenset(names)


def _line(line: LineDraft, products: dict[str, int], headings: Mapping[str, str]) -> dict[str, Any]:
    sku = sku_of(line)
    extras = dict(line.extras)
    if line.platform_product_id and line.sku and line.sku != line.platform_product_id:
        extras[headings.get("product_id") or "product"] = line.platform_product_id
    return {
        "platform_line_id": line.platform_line_id,
        "product_id": products.get(sku) if sku else None,
        "sku": sku,
        "title": line.title or sku or "?",
        "options": line.options,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "amount": line.amount,
        "gift": line.gift,
        "extras": further.written(extras),
    }


def _carrier(said: str | None) -> str | None:
    """The key of a carrier that a file names; `other` for one that the program does not know."""
    if said is None:
        return None
    plain = fold(said)
    for o in _CARRIER.options:
        if plain == o.key or plain in o.aliases:
            return o.key
    return OTHER
