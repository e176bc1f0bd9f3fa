"""Where a table really begins and ends: the header below a preamble, the rows of data, what is left out and why."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core.i18n import N_, Nn_, Text
from app.imports.cells import as_text, is_blank
from app.imports.readers.model import Table, Value

REASON_NAMES = frozenset(("原因", "reason", "原因reason", "原因/reason"))
"""Keys of the column that a file of rejects ends with; it is passed over when the mended file comes back."""

_NOISE = re.compile(r"[\s_\-:*\"'`#.\u200b\ufeff]+")
_BRACKET = re.compile(r"\([^()]*\)$|\[[^\[\]]*\]$")
_TYPED = re.compile(r"[-+]?[¥$€£]?\s*\d[\d.,/:\- ]*(?:[eE]\+?\d+|[TZ\d:.+ ]*|\s*[€元%])?")
_FOOT = re.compile(
    r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|共\s*\d+|总笔数|"
    r"说明|备注[:：]|注[:：]|注意|"
    r"特别提示|导出时间|制表|打印|"
    r"total\b|subtotal\b|grand total|sum\b|count\b|note[s:]|exported|end of|#+\s|[-=*_—#]{3,})",
    re.IGNORECASE,
)
_SUM_WORD = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|total|sum|subtotal|grand total)\s*[:：]?", re.IGNORECASE)
_LOOK = 80
_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table. `at` is its index in `Table.rows`; data rows are `first` to `last` (not included).

    `names` are the cells as shown, made unique and never empty; `keys` their comparison forms. `notes` say what
    was left out; `unsure` is said when another row could be the header as well.
    """

    at: int
    first: int
    last: int
    names: tuple[str, ...]
    keys: tuple[str, ...]
    notes: tuple[Text, ...] = ()
    unsure: Text | None = None


def header_key(name: str) -> str:
    """A header cell for comparison: half-width, lower case, without spaces, marks and line ends."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def bare_key(key: str) -> str:
    """A header's key without a unit or remark in brackets at its end: `金额(元)` is `金额`."""
    return _BRACKET.sub("", key) or key


def find_header(table: Table, vocabulary: frozenset[str]) -> Header | None:
    """Find the header among the first rows. `vocabulary` holds the keys of all column names that are known.

    None when no row of the table can be a header.
    """
    rows = table.rows
    widths = Counter(_filled(row) for row in rows[:500])
    usual = max(widths, key=lambda w: (widths[w] * w, w), default=0)
    scored = [(score, -at) for at, row in enumerate(rows[:_LOOK]) if (score := _score(row, vocabulary, usual)) > 0]
    if not scored:
        return None
    scored.sort(reverse=True)
    best, at = scored[0][0], -scored[0][1]
    names = _names(rows[at])
    notes: list[Text] = []
    first = at + 1
    if first < len(rows) and _is_description(rows, first, vocabulary):
        notes.append(N_("Row {row} describes the columns and was left out.", row=table.numbers[first]))
        first += 1
    last = _end(rows, first)
    if last < len(rows):
        count = len(rows) - last
        notes.append(Nn_("One row below the table was left out.", "{n} rows below the table were left out.", count))
    keys = tuple(header_key(n) for n in names)
    return Header(at, first, last, names, keys, tuple(notes), _unsure(table, vocabulary, scored, best, at))


def _filled(row: Sequence[Value]) -> int:
    return sum(1 for cell in row if cell != "" and not (isinstance(cell, str) and cell.isspace()))


def _score(row: Sequence[Value], vocabulary: frozenset[str], usual: int) -> float:
    """How much a row looks like a header: known names count most, then different texts; typed cells count against."""
    keys: set[str] = set()
    typed = long = known = 0
    for cell in row:
        if isinstance(cell, str):
            said = as_text(cell)
            if not said:
                continue
            if _TYPED.fullmatch(said):
                typed += 1
            elif len(said) > 60:
                long += 1
            else:
                keys.add(header_key(said))
        else:
            typed += 1
    keys.discard("")
    if len(keys) < 2:
        return 0
    known = sum(1 for key in keys if key in vocabulary or bare_key(key) in vocabulary)
    fullness = min(len(keys) / max(usual, 1), 1.0)
    return (known * 4 + len(keys)) * (0.2 + fullness) - typed * 3 - long * 3


def _unsure(
    table: Table, vocabulary: frozenset[str], scored: list[tuple[float, int]], best: float, at: int
) -> Text | None:
    for score, other in scored[1:]:
        row = table.rows[-other]
        rival_known = sum(1 for c in row if isinstance(c, str) and header_key(c) in vocabulary)
        if score >= 0.85 * best and rival_known >= 3 and -other != at + 1 and row != table.rows[at]:
            return N_(
                "Row {row} was taken for the header, but row {other} could be it as well.",
                row=table.numbers[at],
                other=table.numbers[-other],
            )
    return None


def _names(row: Sequence[Value]) -> tuple[str, ...]:
    """Header cells as shown, a number added to repeats, a letter of the column where the cell is empty."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for column, cell in enumerate(row):
        name = " ".join(as_text(cell).split()) or column_letter(column)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def column_letter(column: int) -> str:
    """A column's letters as a spreadsheet program shows them; 0 is A."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _is_typed(cell: Value) -> bool:
    return not isinstance(cell, str) or _TYPED.fullmatch(as_text(cell)) is not None


def _is_description(rows: Sequence[Sequence[Value]], at: int, vocabulary: frozenset[str]) -> bool:
    """A second header row: words in every column whose cells below are all numbers or dates."""
    below = rows[at + 1 : at + 1 + _SAMPLE]
    row = rows[at]
    if not below or _filled(row) < 2 or any(not isinstance(c, str) for c in row):
        return False
    checked = 0
    for column, cell in enumerate(row):
        cells = [r[column] for r in below if column < len(r) and not is_blank(r[column])]
        if not cells or not all(_is_typed(c) for c in cells):
            continue
        if _is_typed(cell) or is_blank(cell):
            return False
        checked += 1
    return checked >= 2


def _end(rows: Sequence[Sequence[Value]], first: int) -> int:
    """The end of the data: totals, notices and rules below the table are not data."""
    last = len(rows)
    while last > first and _is_foot(rows[last - 1]):
        last -= 1
    return last


def _is_foot(row: Sequence[Value]) -> bool:
    said = [as_text(cell) for cell in row if cell != "" and not isinstance(cell, datetime | date | time | timedelta)]
    said = [s for s in said if s]
    if not said:
        return True
    opening = as_text(row[0]) if row else ""
    if len(row) > 2 and len(said) == 1 and (len(opening) > 24 or _FOOT.match(said[0])):
        return True
    if _SUM_WORD.fullmatch(said[0]):
        return True
    return _FOOT.match(opening) is not None and len(said) * 2 <= max(len(row), 2) + 2
