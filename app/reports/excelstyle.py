"""How a workbook looks, and what Excel allows: formats by kind, names of sheets, sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from app.core.amounts import Amount
from app.core.money import currency
from app.models.kinds import Align, Day, Hours, Integer, Kind, Moment, Money, Percent

SHEET_ROWS = 1_048_576
"""Rows of one sheet in Excel 2007 and later."""
CELL_CHARS = 32_767
"""UTF-16 units that one cell holds."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_CHARS = 31


class Styles:
    """The formats of one workbook, each made once. Colours are those of the printed pages."""

    def __init__(self, book: Any, code: str) -> None:
        """`code` is the currency of the workbook's amounts (ISO 4217)."""
        self._book = book
        self.digits: int = currency(code).digits
        decimals = f".{'0' * self.digits}" if self.digits else ""
        self._money = f"#,##0{decimals};[Red]-#,##0{decimals}"
        self._abroad: dict[tuple[str, bool], Any] = {}
        self._headers: dict[Align, Any] = {}
        self._totals: dict[str, Any] = {}
        self.text = book.add_format({"num_format": "@", "valign": "top"})
        self.wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.centered = book.add_format({"align": "center", "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": "#0E6B5B"})
        self.label = book.add_format({"font_color": "#5D6771", "valign": "top"})
        self.code = book.add_format({"font_name": "Consolas", "num_format": "@", "valign": "top"})
        self._numbers = {
            name: book.add_format({"num_format": shape, "valign": "top"}) for name, shape in self._shapes().items()
        }

    def _shapes(self) -> dict[str, str]:
        return {
            "money": self._money,
            "percent": "0%",
            "hours": "0.##",
            "integer": "#,##0",
            "day": "yyyy-mm-dd",
            "moment": "yyyy-mm-dd hh:mm",
        }

    def of(self, kind: Kind) -> Any:
        """The format of a number or date of this kind."""
        return self._numbers[shape(kind)]

    def header(self, align: Align) -> Any:
        """The header's format: bold on grey, aligned like its column."""
        if align not in self._headers:
            look = {"bold": True, "bg_color": "#F2F2EE", "bottom": 1, "bottom_color": "#C9CAC4", "valign": "vcenter"}
            self._headers[align] = self._book.add_format({**look, "align": align})
        return self._headers[align]

    def total(self, kind: Kind) -> Any:
        """The format of the sums' row."""
        name = shape(kind) if isinstance(kind, Integer) else ""
        if name not in self._totals:
            look = {"bold": True, "top": 1, "top_color": "#8C959D"}
            if name:
                look["num_format"] = self._shapes()[name]
            self._totals[name] = self._book.add_format(look)
        return self._totals[name]

    def abroad(self, code: str, *, total: bool = False) -> Any:
        """The format of an amount in another currency than the workbook's: with its sign before the number."""
        if (code, total) not in self._abroad:
            known = currency(code)
            number = f'"{known.mark}"#,##0{"." + "0" * known.digits if known.digits else ""}'
            look = {"bold": True, "top": 1, "top_color": "#8C959D"} if total else {"valign": "top"}
            self._abroad[code, total] = self._book.add_format({**look, "num_format": f"{number};[Red]-{number}"})
        return self._abroad[code, total]

    def number(self, kind: Kind, value: int) -> int | float:
        """A whole number in its kind's unit as the cell's number: minor units become major ones."""
        if isinstance(value, Amount):
            return value / float(10 ** currency(value.currency).digits)
        if isinstance(kind, Money) and self.digits:
            return value / float(10**self.digits)
        if isinstance(kind, Percent):
            return value / 100
        if isinstance(kind, Hours):
            return value / 60
        return value


def shape(kind: Kind) -> str:
    """The name of a kind's number format."""
    if isinstance(kind, Money):
        return "money"
    if isinstance(kind, Percent):
        return "percent"
    if isinstance(kind, Hours):
        return "hours"
    if isinstance(kind, Integer):
        return "integer"
    if isinstance(kind, Day):
        return "day"
    return "moment" if isinstance(kind, Moment) else ""


def header_text(label: str) -> str:
    """A heading that Excel can show: never empty, on one line."""
    return " ".join(label.split()) or "-"


def safe_sheet_names(title: str) -> Iterator[str]:
    """Names for a list's sheets: `Orders`, `Orders 2`, … within Excel's rules (31 characters, none of
    `[]:*?/\\`, no apostrophe at either end, not `History`).
    """
    base = _FORBIDDEN.sub(" ", title).strip().strip("'").strip() or "Sheet"
    if base.casefold() == "history":
        base = f"{base} -"
    yield base[:_NAME_CHARS].rstrip().rstrip("'")
    n = 2
    while True:
        tail = f" {n}"
        yield base[: _NAME_CHARS - len(tail)].rstrip() + tail
        n += 1
