"""What one messy cell means: text, identifiers, amounts, counts. Dates are in `moments`.

Every reader takes a cell as a file gave it and returns a value, None for a cell that says nothing, or raises
`CellError` with the reason that the user reads beside the row.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from app.core.i18n import N_, Text
from app.core.money import to_minor
from app.imports.readers.model import Value

BLANKS = frozenset(
    (
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "/",
        "\\",
        "null",
        "none",
        "nil",
        "n/a",
        "na",
        "#n/a",
        "nan",
        "无",
        "暂无",
        "空",
        "(空)",
        "（空）",
        ".",
    )
)
NO_WORDS = frozenset(("", "-", "--", "---", "—", "——", "/", "NULL", "null", "无", "#N/A"))
"""Marks for nothing in names and notes: few, since a buyer may be called Na and a note may be a full stop. `#N/A` is
what a formula leaves in a spreadsheet."""
MAX_TEXT = 100_000
_EDGES = " \t\r\n\f\v\u00a0\u3000\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u202c\u202d"
_AS_FORMULA = re.compile(r'="?([^"]*)"?')
_ROUNDED = re.compile(r"[+-]?(?:\d\.\d+[eE][+-]?\d+|\d+(?:\.\d+)?[eE]\+\d+)")
_WHOLE = re.compile(r"(\d+)\.0+")
_EXACT_FLOAT = 10**15
_MAX_MINOR = 10**14


class CellError(Exception):
    """A cell that cannot be what its column says. `reason` is for the user."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Money(NamedTuple):
    """An amount in minor units; `refunded` where the same cell says so: `131.77(已退款89.84)`."""

    amount: int
    refunded: int | None = None


def as_text(value: Value) -> str:
    """The text of any cell, without the padding and wrapping that exports and spreadsheet programs add."""
    if isinstance(value, str):
        text = value.strip(_EDGES)
        if text.startswith("'") and len(text) > 1 and (text[1].isdigit() or text[1] in "=+-@"):
            text = text[1:].strip(_EDGES)
        if text.startswith("=") and len(text) > 1 and (text.startswith('="') or text[1:].isdigit()):
            match = _AS_FORMULA.fullmatch(text)
            text = match[1].strip(_EDGES) if match else text
        return text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_FLOAT else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def shown(value: Value) -> str:
    """A cell for a list of rejects: as the file has it, cut to a readable length."""
    text = value if isinstance(value, str) else as_text(value)
    return text if len(text) <= 200 else text[:199] + "…"


def is_blank(value: Value) -> bool:
    """Whether a cell says nothing (`-`, `NULL`, `无` …)."""
    return isinstance(value, str) and as_text(value).lower() in BLANKS


def says_nothing(value: Value) -> bool:
    """Whether a cell of names or notes says nothing (`NO_WORDS`)."""
    return isinstance(value, str) and as_text(value) in NO_WORDS


def text(value: Value) -> str | None:
    """Free text; line ends become `\\n`."""
    said = as_text(value)
    if said in NO_WORDS:
        return None
    if "\ufffd" in said:
        raise CellError(N_("Some characters could not be read: the file was saved in a wrong encoding."))
    if len(said) > MAX_TEXT:
        raise CellError(N_("The text is longer than {n} characters.", n=MAX_TEXT))
    return said.replace("\r\n", "\n").replace("\r", "\n") if "\r" in said else said


def word(value: Value) -> str | None:
    """One of a few known words, such as a carrier or a currency; any mark for nothing is nothing here."""
    return None if is_blank(value) else text(value)


def identifier(value: Value) -> str | None:
    """An order number, product id or phone number. One that a spreadsheet program rounded is refused."""
    said = code(value)
    if said is not None and said.endswith("0") and (whole := _WHOLE.fullmatch(said)):
        return whole[1]
    return said


def code(value: Value) -> str | None:
    """A SKU or barcode: as `identifier`, but `1.0` stays what it is."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _EXACT_FLOAT:
        raise _rounded()
    said = None if is_blank(value) else text(value)
    if said is not None and ("e" in said or "E" in said) and _ROUNDED.fullmatch(said):
        raise _rounded()
    return said


ROUNDED = N_(
    "A spreadsheet program has rounded this number, so its digits are lost. "
    "Export the file again and do not save it from there, or format the column as text first."
)


def _rounded() -> CellError:
    return CellError(ROUNDED)


_PLAIN_AMOUNT = re.compile(r"(-?)(\d{1,11})(?:\.(\d{1,2}))?", re.ASCII)
_REFUND = re.compile(r"(.+?)\s*\((?:已?退款|refunded|refund)[:：]?\s*([^()]+)\)", re.IGNORECASE)
_CURRENCY = re.compile(
    r"CNY|RMB|USD|EUR|GBP|HKD|TWD|SGD|CAD|AUD|JPY|KRW|MOP|MYR|THB|"
    r"US\$|CA\$|C\$|HK\$|NT\$|AU\$|A\$|S\$|MOP\$|JP¥|RM|[¥$€£₩฿]|元|圆|人民币",
    re.IGNORECASE,
)
_MARKS = {
    "CNY": "CNY", "RMB": "CNY", "元": "CNY", "圆": "CNY", "人民币": "CNY", "US$": "USD", "USD": "USD",
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "HK$": "HKD", "HKD": "HKD", "NT$": "TWD", "TWD": "TWD",
    "S$": "SGD", "SGD": "SGD",
    "CA$": "CAD", "C$": "CAD", "CAD": "CAD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD",
    "JP¥": "JPY", "JPY": "JPY", "₩": "KRW", "KRW": "KRW",
    "MOP$": "MOP", "MOP": "MOP", "RM": "MYR", "MYR": "MYR", "฿": "THB", "THB": "THB",
}  # fmt: skip
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DIGITS = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)


def money(value: Value, currency: str, decimal_comma: bool = False) -> Money | None:
    """An amount in minor units of `currency`; `decimal_comma` decides `1,099` and `1.099`, else unclear."""
    if isinstance(value, str):
        plain = _PLAIN_AMOUNT.fullmatch(value)
        if plain is not None and not decimal_comma:
            return Money(to_minor(Decimal(value), currency))
        return _money_text(value, currency, decimal_comma)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Money(_minor(Decimal(repr(value)), currency, value))
    raise _no_amount(value)


def _money_text(value: str, currency: str, decimal_comma: bool) -> Money | None:
    said = as_text(value)
    if said.lower() in BLANKS:
        return None
    flat = unicodedata.normalize("NFKC", said).strip()
    refund = _REFUND.fullmatch(flat)
    if refund:
        back = _signed(refund[2], value, decimal_comma)
        return Money(_minor(_signed(refund[1], value, decimal_comma), currency, value), _minor(back, currency, value))
    return Money(_minor(_signed(flat, value, decimal_comma), currency, value))


def _signed(flat: str, value: Value, decimal_comma: bool) -> Decimal:
    bare = re.sub(r"[\s'’]", "", _CURRENCY.sub("", flat)).translate({0x2212: "-", 0x2013: "-", 0x2014: "-"})
    negative = False
    if bare.startswith("(") and bare.endswith(")"):
        negative, bare = True, bare[1:-1]
    if bare[:1] in ("-", "+"):
        negative, bare = negative != (bare[0] == "-"), bare[1:]
    elif bare.endswith("-"):
        negative, bare = not negative, bare[:-1]
    digits = _separated(bare, decimal_comma)
    if len(digits) > 40 or not _DIGITS.fullmatch(digits) or not digits.isascii():
        raise _no_amount(value)
    number = Decimal(digits)
    return -number if negative else number


def _separated(bare: str, decimal_comma: bool) -> str:
    """The digits with a point as the only separator."""
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        return bare.replace(",", "") if point > comma else bare.replace(".", "").replace(",", ".")
    if comma >= 0:
        thousands = _GROUPED.fullmatch(bare) and (not decimal_comma or bare.count(",") > 1)
        if thousands:
            return bare.replace(",", "")
        return bare.replace(",", ".") if bare.count(",") == 1 else ""
    if point >= 0 and _DOTTED.fullmatch(bare) and (decimal_comma or bare.count(".") > 1):
        return bare.replace(".", "")
    return bare


def _minor(number: Decimal, currency: str, value: Value) -> int:
    if not number.is_finite() or abs(number) >= _MAX_MINOR:
        raise _no_amount(value)
    return to_minor(number, currency)


def _no_amount(value: Value) -> CellError:
    return CellError(N_("“{value}” is not an amount.", value=shown(value)[:40]))


def currency_mark(said: str) -> str | None:
    """The ISO code that an amount's own sign names; a bare `$` or `¥` names none for certain."""
    found = _CURRENCY.search(unicodedata.normalize("NFKC", said))
    return _MARKS.get(found[0].upper()) if found else None


_COUNT = re.compile(
    r"[xX×*]?\s*([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.0*)?\s*(?:件|个|只|盒|瓶|袋|包|套|箱|斤|双|条|pcs?|pieces?)?",
    re.IGNORECASE,
)


def count(value: Value) -> int | None:
    """A whole number of things: `2`, `2.00`, `1,000`, `2件`, `x2`."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        if value != value or abs(value) > 1_000_000_000 or int(value) != value:
            raise _no_count(value)
        return int(value)
    said = as_text(value)
    if said.lower() in BLANKS:
        return None
    match = _COUNT.fullmatch(unicodedata.normalize("NFKC", said))
    if match is None or not match[2].isascii() or len(match[2]) > 13:
        raise _no_count(value)
    number = int(match[2].replace(",", ""))
    if number > 1_000_000_000:
        raise _no_count(value)
    return -number if match[1] == "-" else number


def quantity(value: Value) -> int | None:
    """How many were bought: a whole number, not below zero."""
    number = count(value)
    if number is not None and number < 0:
        raise CellError(N_("A quantity cannot be below zero."))
    return number


def _no_count(value: Value) -> CellError:
    return CellError(N_("“{value}” is not a whole number.", value=shown(value)[:40]))


_YES = frozenset(
    ("1", "true", "yes", "y", "是", "on", "active", "publish", "published", "上架", "在售", "on sale", "出售中", "√")
)
_NO = frozenset(
    (
        "0",
        "-1",
        "false",
        "no",
        "n",
        "否",
        "off",
        "draft",
        "archived",
        "private",
        "unlisted",
        "下架",
        "已下架",
        "未上架",
        "off sale",
        "not yet listed",
        "仓库中",
        "停售",
        "×",
    )
)


def flag(value: Value) -> bool | None:
    """Yes or no in the words of exports."""
    said = as_text(value).lower()
    if said in BLANKS:
        return None
    if said in _YES or said in _NO:
        return said in _YES
    raise CellError(N_("“{value}” is neither yes nor no.", value=shown(value)[:40]))


_PHONE_COUNTRY = re.compile(r"(?:\+|00)?86[-\s]?(1\d{10})")


def phone(value: Value) -> str | None:
    """A phone number as written, without the Chinese country code before a mobile number."""
    said = identifier(value)
    if said is None:
        return None
    match = _PHONE_COUNTRY.fullmatch(said)
    return match[1] if match else said


def is_masked(said: str) -> bool:
    """Whether the platform hid this: `##密文`, `张*`, `138****0000`, `~AgAA…~`."""
    return "*" in said or said.startswith(("##", "~")) or "＊" in said


def duration_text(value: timedelta) -> str:
    """A time of day that a workbook holds as a duration, as `H:MM:SS`."""
    seconds = int(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
