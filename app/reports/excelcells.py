"""Values into cells: dates as dates, amounts as numbers, codes as text, and what Excel cannot hold said so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.core.amounts import Amount
from app.core.locale import Locale
from app.core.text import display_width
from app.models.kinds import Choice, Day, Integer, Moment, Money, Value, YesNo
from app.reports.excelheights import WRAPPING
from app.reports.excelstyle import CELL_CHARS, Styles
from app.reports.table import Column

CellWriter = Callable[[Any, int, Value, bool], int]
"""Writes a value that is there into (sheet, row); returns the width it takes, 0 when not asked to measure."""

# What XML 1.0 cannot carry, with the lone halves of surrogate pairs.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_EPOCH = date(1899, 12, 30)
_EPOCH_TIME = datetime(1899, 12, 30)
# Excel believes that 1900 was a leap year: serial numbers are right from March of that year on.
_FIRST = date(1900, 3, 1)
_EXACT = 10**15
_DAY_WIDTH, _MOMENT_WIDTH = 12, 18


@dataclass(slots=True)
class Tally:
    """What could not be carried over whole, to be told on the last sheet."""

    removed: int = 0
    """Cells from which characters that no workbook can hold were taken out."""
    cut: int = 0
    """Cells whose text was longer than a cell holds."""


def cell_writer(index: int, column: Column, styles: Styles, at: Locale, tally: Tally) -> CellWriter:
    """The writer of a column, chosen once, so that no row asks again what its kind is."""
    kind = column.kind
    if isinstance(kind, Integer):
        return _number_writer(index, kind, styles, at)
    if isinstance(kind, Day):
        return _day_writer(index, kind, styles, at)
    if isinstance(kind, Moment):
        return _moment_writer(index, kind, styles, at)
    if isinstance(kind, Choice | YesNo):
        return _word_writer(index, kind, styles, at)
    return _text_writer(index, column, styles, at, tally)


def _number_writer(index: int, kind: Integer, styles: Styles, at: Locale) -> CellWriter:
    style = styles.of(kind)
    divisor = 10**styles.digits if isinstance(kind, Money) else 1

    def write(sheet: Any, row: int, value: Value, measured: bool) -> int:
        if not isinstance(value, int):
            sheet.write_string(row, index, str(value), styles.text)
            return len(str(value)) if measured else 0
        if abs(value) >= _EXACT:  # a double would round it
            sheet.write_string(row, index, kind.say(value, at), styles.text)
        elif type(value) is Amount:
            sheet.write_number(row, index, styles.number(kind, value), styles.abroad(value.currency))
        elif divisor != 1:
            sheet.write_number(row, index, value / divisor, style)
        else:
            sheet.write_number(row, index, styles.number(kind, value), style)
        return len(kind.say(value, at)) + 2 if measured else 0

    return write


def _day_writer(index: int, kind: Day, styles: Styles, at: Locale) -> CellWriter:
    style = styles.of(kind)

    def write(sheet: Any, row: int, value: Value, measured: bool) -> int:
        if isinstance(value, date) and value >= _FIRST:
            sheet.write_number(row, index, (value - _EPOCH).days, style)
        else:
            sheet.write_string(row, index, kind.say(value, at), styles.text)
        return _DAY_WIDTH

    return write


def _moment_writer(index: int, kind: Moment, styles: Styles, at: Locale) -> CellWriter:
    style = styles.of(kind)

    def write(sheet: Any, row: int, value: Value, measured: bool) -> int:
        local = value.astimezone(at.tz).replace(tzinfo=None) if isinstance(value, datetime) else None
        if local is not None and local.date() >= _FIRST:
            since = local - _EPOCH_TIME
            sheet.write_number(row, index, since.days + (since.seconds + since.microseconds / 1e6) / 86400, style)
        else:
            sheet.write_string(row, index, kind.say(value, at), styles.text)
        return _MOMENT_WIDTH

    return write


def _word_writer(index: int, kind: Choice | YesNo, styles: Styles, at: Locale) -> CellWriter:
    style = styles.centered if kind.align == "center" else styles.text
    said: dict[Value, str] = {}

    def write(sheet: Any, row: int, value: Value, measured: bool) -> int:
        words = said.get(value)
        if words is None:
            words = said[value] = _ILLEGAL.sub("", kind.say(value, at))
        sheet.write_string(row, index, words, style)
        return display_width(words) + 2 if measured else 0

    return write


def _text_writer(index: int, column: Column, styles: Styles, at: Locale, tally: Tally) -> CellWriter:
    kind = column.kind
    style = styles.wrapped if isinstance(kind, WRAPPING) else styles.text

    def write(sheet: Any, row: int, value: Value, measured: bool) -> int:
        text = value if isinstance(value, str) else kind.say(value, at)
        if not text.isprintable():
            text = _legal(text, tally)
        if len(text) > CELL_CHARS // 2:
            text = _short(text, tally)
        sheet.write_string(row, index, text, style)
        return max(map(display_width, text[:400].splitlines()), default=0) + 2 if measured else 0

    return write


def _legal(text: str, tally: Tally) -> str:
    clean = _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if _ILLEGAL.search(text):
        tally.removed += 1
    return clean


def _short(text: str, tally: Tally) -> str:
    if len(text.encode("utf-16-le")) // 2 <= CELL_CHARS:
        return text
    tally.cut += 1
    half = text.encode("utf-16-le")[: (CELL_CHARS - 1) * 2]
    return half.decode("utf-16-le", "ignore") + "…"
