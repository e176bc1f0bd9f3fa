"""Checklists in spreadsheets: a title, lines like `检查日期：…` above or below it, and the table of items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from app.core.i18n import Translator
from app.imports.cells import as_text
from app.imports.choosing import Sheet
from app.imports.header import REASON_NAMES, bare_key, header_key
from app.imports.lists_fields import ABOUT, MARKS, PAST, TEMPLATES, Kind, fields
from app.imports.readers.model import Value
from app.models.declaration import Field

_COUNTER = frozenset(header_key(w) for w in ("序号", "No.", "No", "编号", "#"))
_PAIR = re.compile(r"([^\s:：]{2,8})\s*[:：]\s*([^:：]*?)(?=\s+[^\s:：]{2,8}\s*[:：]|$)")
_NO_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A table of checklist items: its columns by field, `marks` (column → result), and what its lines around say."""

    sheet: Sheet
    columns: Mapping[str, int]
    marks: Mapping[int, str]
    title: str
    about: Mapping[str, Value]
    score: float


def read(sheet: Sheet, words: Sequence[Translator], said: Mapping[str, str], exact: bool) -> ListSheet | None:
    """What a table is as a checklist; None where it has no items. `said`: field → heading, as a person chose."""
    known = fields(words)
    columns = {} if exact else _columns(sheet, known)
    places = {header_key(n): at for at, n in enumerate(sheet.header.names)}
    for name, heading in said.items():
        columns = {n: at for n, at in columns.items() if n != name and at != places.get(header_key(heading))}
        if name in known and header_key(heading) in places:
            columns[name] = places[header_key(heading)]
    if "text" not in columns:
        return None
    marks = {at: MARKS[key] for at, key in enumerate(sheet.header.keys) if key in MARKS and at not in columns.values()}
    real = [k for k in sheet.header.keys if k and k not in REASON_NAMES and k not in _COUNTER]
    title, about = _around(sheet, known)
    return ListSheet(sheet, columns, marks, title, about, (len(columns) + len(marks)) / max(len(real), 1))


def _columns(sheet: Sheet, known: Mapping[str, tuple[Field, frozenset[str]]]) -> dict[str, int]:
    keys = sheet.header.keys
    found: dict[str, int] = {}
    for strict in (True, False):
        for name, (_, names) in known.items():
            if name in found:
                continue
            for at, key in enumerate(keys):
                if at not in found.values() and key and (key if strict else bare_key(key)) in names:
                    found[name] = at
                    break
    return _parted(found, keys)


def _parted(found: dict[str, int], keys: Sequence[str]) -> dict[str, int]:
    """Of `检查项目` and `检查内容` side by side the first names the part, the second the item."""
    project, content = header_key("检查项目"), header_key("检查内容")
    if project in keys and content in keys and "section" not in found:
        return {**found, "section": keys.index(project), "text": keys.index(content)}
    return found


def _around(sheet: Sheet, known: Mapping[str, tuple[Field, frozenset[str]]]) -> tuple[str, dict[str, Value]]:
    """The title, and what the lines above and below the table say of the whole list."""
    header, rows = sheet.header, sheet.table.rows
    title = ""
    about: dict[str, Value] = {}
    outside = [*rows[: header.at], *(row for row in rows[header.first :] if pairs(row))]
    for row in outside:
        told = _told(row, known)
        about = told | about
        cells = _distinct(row)
        if (
            not title
            and not told
            and len(cells) == 1
            and len(as_text(cells[0])) <= LONGEST_TITLE
            and row in rows[: header.at]
        ):
            title = " ".join(as_text(cells[0]).split())
    return title, about


def pairs(row: Sequence[Value]) -> bool:
    """Whether a row below the header is a line such as `检查人：… 日期：…`, and no item."""
    cells = _distinct(row)
    return bool(cells) and len(cells) <= 4 and isinstance(cells[0], str) and _PAIR.match(as_text(cells[0])) is not None


def _told(row: Sequence[Value], known: Mapping[str, tuple[Field, frozenset[str]]]) -> dict[str, Value]:
    about = {f.name: known[f.name][1] for f in ABOUT}
    cells = _distinct(row)
    told: dict[str, Value] = {}
    for at, cell in enumerate(cells):
        said = as_text(cell)
        for label, value in _PAIR.findall(said):
            name = next((n for n, names in about.items() if header_key(label) in names), None)
            if name is not None and value.strip():
                told.setdefault(name, value.strip())
        alone = header_key(said.rstrip(":："))
        name = next((n for n, names in about.items() if alone in names), None)
        after = cells[at + 1] if at + 1 < len(cells) else ""
        if name is not None and as_text(after) and not _is_label(after, about):
            told.setdefault(name, after)
    return told


def _is_label(cell: Value, about: Mapping[str, frozenset[str]]) -> bool:
    alone = header_key(as_text(cell).rstrip(":："))
    return any(alone in names for names in about.values()) or _PAIR.match(as_text(cell)) is not None


def _distinct(row: Sequence[Value]) -> list[Value]:
    """The cells of a row that say something; a merged one, which stands in each of its columns, once."""
    found: list[Value] = []
    for cell in row:
        if as_text(cell) and (not found or cell != found[-1]):
            found.append(cell)
    return found


def name_of(one: ListSheet, alike: int) -> str:
    """What a list is called: by its own line, title, sheet or file; of several sheets `alike`, with the sheet."""
    sheet = as_text(one.sheet.table.name)
    own = as_text(one.about.get("name", "")) or one.title
    if own:
        return f"{own}（{sheet}）"[:120] if alike > 1 and sheet else own[:120]
    if sheet and not _NO_NAME.fullmatch(sheet):
        return sheet[:120]
    return PurePath(one.sheet.source.path.name).stem[:120]


def kind_of(one: ListSheet) -> Kind:
    """Whether a table is a form to fill in, or a check that was made: most answers are there, and the day."""
    if "checked_on" not in one.columns and "checked_on" not in one.about:
        return TEMPLATES
    header = one.sheet.header
    rows = [r for r in one.sheet.table.rows[header.first : header.last] if not pairs(r)]
    places = [one.columns[n] for n in ("result", "reading") if n in one.columns] + list(one.marks)
    answered = sum(any(at < len(r) and as_text(r[at]) for at in places) for r in rows)
    return PAST if rows and answered * 2 > len(rows) else TEMPLATES
