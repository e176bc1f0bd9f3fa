"""Amounts with more decimals than their currency has: counted, and what rounding them makes of their sum."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from app.core.i18n import N_, Nn_
from app.core.money import CURRENCIES, format_amount, round_minor
from app.imports.readers.model import Value
from app.imports.report import Notice

_FINE = re.compile(r"-?\d{1,11}\.\d{1,8}", re.ASCII)
_EXACT = 6
"""Decimals of a workbook's number that are meant; what follows is how computers keep fractions."""


def rounded(raw: Iterable[Value], currency: str, column: str, sheet: str) -> list[Notice]:
    """A notice for a column of amounts of which some were rounded, with the difference that it makes in sum."""
    digits = CURRENCIES[currency].digits if currency in CURRENCIES else 2
    count, difference = 0, Decimal(0)
    for value, times in Counter(raw).items():
        minor = _minor(value, digits)
        if minor is not None and minor != minor.to_integral_value():
            count += times
            difference += (round_minor(minor) - minor) * times
    if not count:
        return []
    text = Nn_(
        "Column {column}: one amount has more decimals than {currency} has and was rounded.",
        "Column {column}: {n} amounts have more decimals than {currency} has and were rounded one by one.",
        count,
        column=column,
        currency=currency,
    )
    notices = [Notice("rounded", text, column=column, sheet=sheet)]
    if round_minor(difference) and currency in CURRENCIES:
        said = format_amount(round_minor(difference), currency)
        notices.append(
            Notice("rounded", N_("Their sum changes by {amount} through it.", amount=said), column=column, sheet=sheet)
        )
    return notices


def _minor(value: Value, digits: int) -> Decimal | None:
    """The amount in minor units with its fraction, where the cell is a plain number."""
    if isinstance(value, str):
        return Decimal(value).scaleb(digits) if _FINE.fullmatch(value) else None
    if isinstance(value, float) and abs(value) < 1e11:
        return Decimal(repr(round(value, _EXACT))).scaleb(digits)
    return None
