"""Money: integers in a currency's minor unit, one rounding rule (half away from zero, 四舍五入).

Amounts never pass through binary floats. Minor units follow ISO 4217.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from app.core.errors import UserError
from app.core.grouping import BadGrouping, ungrouped
from app.core.i18n import N_, listed


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: ISO 4217 `code`, number of `digits` in its minor unit, `symbol` as printed before amounts.

    `abroad` is the sign where another currency is the shop's own: there `$` and `¥` alone would mislead.
    """

    code: str
    digits: int
    symbol: str
    abroad: str = ""

    @property
    def mark(self) -> str:
        """The sign by which nobody takes it for another currency."""
        return self.abroad or self.symbol


CURRENCIES: dict[str, Currency] = {
    c.code: c
    for c in (
        Currency("CNY", 2, "¥", "CN¥"),
        Currency("USD", 2, "$", "US$"),
        Currency("EUR", 2, "€"),
        Currency("GBP", 2, "£"),
        Currency("HKD", 2, "HK$"),
        Currency("TWD", 2, "NT$"),
        Currency("SGD", 2, "S$"),
        Currency("CAD", 2, "CA$"),
        Currency("AUD", 2, "A$"),
        Currency("JPY", 0, "JP¥"),
        Currency("KRW", 0, "₩"),
        Currency("MOP", 2, "MOP$"),
        Currency("MYR", 2, "RM"),
        Currency("THB", 2, "฿"),
    )
}


LARGEST = 10**15
"""Amounts and counts stay below it: exact in a workbook's cell, and their sums within the file's 64 bits."""


class BadAmount(UserError):
    """Text that is no amount of money."""


def currency(code: str) -> Currency:
    """The currency of an ISO 4217 code. Raises `UserError` for one that the program does not know."""
    try:
        return CURRENCIES[code.upper()]
    except KeyError:
        known = listed(sorted(CURRENCIES))
        raise UserError(
            N_("The program does not know the currency {code}.", code=code),
            None,
            N_("Use one of {known}.", known=known),
        ) from None


def round_minor(value: Decimal) -> int:
    """Round a decimal number of minor units to a whole one, half away from zero. The only rounding rule."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_minor(value: Decimal, code: str) -> int:
    """A decimal amount in major units as an integer of minor units."""
    return round_minor(value.scaleb(currency(code).digits))


def to_decimal(amount: int, code: str) -> Decimal:
    """An integer of minor units as an exact decimal in major units, for workbooks."""
    return Decimal(amount).scaleb(-currency(code).digits)


def format_amount(amount: int, code: str = "CNY", *, symbol: bool = False, grouping: bool = True) -> str:
    """An amount as people read it: `1,234.50`, with `symbol` `¥1,234.50`; negative with a leading minus."""
    money = CURRENCIES.get(code) or currency(code)  # lists and workbooks say thousands: no more calls than needed
    whole, part = divmod(abs(amount), 10**money.digits)
    text = f"{whole:,}" if grouping else str(whole)
    if money.digits:
        text = f"{text}.{str(part).zfill(money.digits)}"
    if symbol:
        text = f"{money.symbol}{text}"
    return f"-{text}" if amount < 0 else text


_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_SUM = re.compile(r"[-+*/().\d]+")
_SIGNS = {
    "¥",
    "￥",
    "元",
    "RMB",
    *CURRENCIES,
    *(c.symbol for c in CURRENCIES.values()),
    *(c.mark for c in CURRENCIES.values()),
}
_SIGN = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))), re.IGNORECASE)


def parse_amount(text: str, code: str = "CNY") -> int:
    """Read an amount typed by a person, or a short sum such as `12.5*3`, into minor units.

    Thousands separators and the currency's own signs are passed over. Raises `BadAmount`, also for what is too large,
    for a comma that parts no thousands, and for what is said to be in another currency.
    """
    wide = text.translate(_FULL_WIDTH)
    if any(not _may_mean(sign, code) for sign in _SIGN.findall(wide)):
        raise BadAmount(
            N_("“{text}” is in another currency; amounts here are in {code}.", text=text.strip()[:40], code=code)
        )
    try:
        plain = "".join(ungrouped(_SIGN.sub("", wide)).split())
    except BadGrouping as bad:
        raise BadAmount(*bad.args) from None
    if not plain or not _SUM.fullmatch(plain) or len(plain) > 60:
        raise BadAmount(N_("“{text}” is not an amount.", text=text.strip()[:40]))
    try:
        amount = to_minor(_evaluate(plain), code)
    except (InvalidOperation, ZeroDivisionError, ValueError, IndexError, OverflowError, RecursionError):
        raise BadAmount(N_("“{text}” is not an amount.", text=text.strip()[:40])) from None
    if abs(amount) >= LARGEST:
        raise BadAmount(N_("“{text}” is too large an amount.", text=text.strip()[:40]))
    return amount


def _may_mean(sign: str, code: str) -> bool:
    """Whether a sign can stand for a currency: `$` for each dollar, `¥` for yuan and yen, 元 for any."""
    known = CURRENCIES.get(code) or currency(code)
    said = sign.upper()
    if said in (known.code, known.symbol.upper(), known.mark.upper(), "元"):
        return True
    return (
        (said == "$" and known.symbol.endswith("$"))
        or (said in ("¥", "￥") and known.symbol.endswith("¥"))
        or (said == "RMB" and code == "CNY")
    )


_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0x2212: 0x2D, 0xD7: 0x2A, 0xF7: 0x2F}


def _evaluate(text: str) -> Decimal:
    """A sum of decimals with + - * / and brackets, by recursive descent (no `eval`)."""
    tokens = re.findall(r"\d+(?:\.\d*)?|\.\d+|[-+*/()]", text)
    if "".join(tokens) != text:
        raise ValueError(text)
    value, rest = _terms(tokens)
    if rest:
        raise ValueError(text)
    return value


def _terms(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, tokens = _factors(tokens)
    while tokens and tokens[0] in "+-":
        sign = tokens[0]
        right, tokens = _factors(tokens[1:])
        value = value + right if sign == "+" else value - right
    return value, tokens


def _factors(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, tokens = _atom(tokens)
    while tokens and tokens[0] in "*/":
        sign = tokens[0]
        right, tokens = _atom(tokens[1:])
        value = value * right if sign == "*" else value / right
    return value, tokens


def _atom(tokens: list[str]) -> tuple[Decimal, list[str]]:
    head, tokens = tokens[0], tokens[1:]
    if head == "-":
        value, tokens = _atom(tokens)
        return -value, tokens
    if head == "+":
        return _atom(tokens)
    if head == "(":
        value, tokens = _terms(tokens)
        if not tokens or tokens[0] != ")":
            raise ValueError("bracket")
        return value, tokens[1:]
    if not _NUMBER.fullmatch(head):
        raise ValueError(head)
    return Decimal(head), tokens
