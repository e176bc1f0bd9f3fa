"""What a person should know before amounts in another currency than the shop's come in."""

from __future__ import annotations

from app.core.i18n import N_, Nn_, listed
from app.core.money import CURRENCIES
from app.imports.report import Notice, Parsed

OTHER_CURRENCY = "other_currency"
"""The notice's code."""


def notices(parsed: Parsed, own: str) -> tuple[Notice, ...]:
    """Orders keep their currency, which is told. Products are priced in the shop's own, so that others must be asked.

    `own` is the shop's currency. Nothing is ever converted.
    """
    orders = [d.currency for d in parsed.orders if d.currency != own and d.currency in CURRENCIES]
    found: list[Notice] = []
    if orders:
        text = Nn_(
            "{n} order is in {codes}, not in the shop's {own}. It keeps its currency, and sums tell it apart.",
            "{n} orders are in {codes}, not in the shop's {own}. They keep their currency, and sums tell them apart.",
            len(orders),
            codes=listed(sorted(set(orders))),
            own=own,
        )
        found.append(Notice(OTHER_CURRENCY, text))
    priced = {d.currency for d in parsed.products if d.currency != own and (d.price is not None or d.cost is not None)}
    if priced:
        text = N_(
            "The prices of this file are in {codes}; products are priced in {own}. Nothing is converted.",
            codes=listed(sorted(priced)),
            own=own,
        )
        found.append(Notice(OTHER_CURRENCY, text, blocking=True))
    return tuple(found)
