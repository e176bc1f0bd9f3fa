"""The part of workbook reading that runs in a process of its own, under limits, and may die there in peace."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from app.imports.readers.model import Limits
from app.imports.readers.zipguard import Extent, Unsafe, inspect

Send = Callable[[tuple[Any, ...]], None]
_BATCH = 5_000
_MERGE_CELLS = 2_000_000
"""Cells that merged ranges may fill, all in all."""


def main(connection: Connection, path: str, kind: str, limits: Limits) -> None:
    """Read the workbook and send what `read` says, ending with ("done",) or ("failed", code)."""
    _lower_limits(limits)
    with contextlib.suppress(OSError, ValueError):
        # A parser that gives up writes its trace to stderr; a windowed program has none.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        read(Path(path), kind, limits, connection.send)
        connection.send(("done",))
    except Unsafe as unsafe:
        connection.send(("failed", unsafe.args[0]))
    except MemoryError:
        connection.send(("failed", "memory"))
    except BaseException:  # the parser's own panics are no Exceptions
        connection.send(("failed", "damaged"))
    finally:
        connection.close()


def _lower_limits(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    wanted = (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, int(limits.seconds) + 5),
        (resource.RLIMIT_AS, limits.memory),
    )
    for what, most in wanted:
        hard = resource.getrlimit(what)[1]
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def read(path: Path, kind: str, limits: Limits, send: Send) -> None:
    """Send ("sheet", name, hidden, hidden rows, unsaved formulas) and ("rows", numbers, rows) for each sheet."""
    extents = inspect(path, limits) if kind == "xlsx" else {}
    book = CalamineWorkbook.from_path(str(path))
    for at, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        extent = extents.get(meta.name, Extent())
        hidden = meta.visible != SheetVisibleEnum.Visible
        send(("sheet", meta.name, hidden, frozenset(extent.hidden), extent.unsaved))
        _send_rows(book.get_sheet_by_index(at), limits, send)


def _send_rows(sheet: CalamineSheet, limits: Limits, send: Send) -> None:
    if sheet.start is None:
        return
    if sheet.total_height * sheet.total_width > limits.max_cells:
        raise Unsafe("cells")
    merged = _merge_sources(sheet)
    numbers: list[int] = []
    rows: list[list[Any]] = []
    offset = sheet.start[1]
    lead: list[Any] = [""] * offset
    tops: dict[tuple[int, int], Any] = {}
    # The rows above the first cell come too, the columns left of it do not.
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = lead + cells if offset else cells
        if number in merged:
            _fill(row, number, merged[number], tops)
        if any(value != "" for value in row):
            numbers.append(number)
            rows.append(row[: limits.max_columns])
            if len(rows) >= _BATCH:
                send(("rows", numbers, rows))
                numbers, rows = [], []
    send(("rows", numbers, rows))


def _merge_sources(sheet: CalamineSheet) -> dict[int, list[tuple[int, int, int]]]:
    """For each row number: the ranges in it as (first column, last column, first row number)."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    if sheet.end is None:
        return found
    filled = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        right = min(right, sheet.end[1])
        bottom = min(bottom, max(sheet.end[0], top))
        filled += (bottom - top + 1) * max(right - left + 1, 0)
        if filled > _MERGE_CELLS:
            break
        for row in range(top, bottom + 1):
            found.setdefault(row + 1, []).append((left, right, top + 1))
    return found


def _fill(row: list[Any], number: int, ranges: list[tuple[int, int, int]], tops: dict[tuple[int, int], Any]) -> None:
    """Give every cell of a merged range the value of its first cell, as a person reads it."""
    for left, right, top in ranges:
        if left >= len(row):
            continue
        if number == top:
            tops[(top, left)] = row[left]
        value = tops.get((top, left), "")
        for column in range(left, min(right, len(row) - 1) + 1):
            if row[column] == "":
                row[column] = value
