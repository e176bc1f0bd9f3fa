"""Workbooks: parsed in a child process with limits on memory and time, handed over in batches."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress
from app.imports.readers.model import Limits, Table
from app.imports.readers.workbook_child import main, read
from app.imports.readers.zipguard import Unsafe

_WHY = {
    "size": N_("The workbook unpacks to more than this program reads."),
    "ratio": N_("The workbook is packed so densely that it looks made to exhaust the computer."),
    "entity": N_("The workbook contains definitions that no spreadsheet program writes."),
    "cells": N_("A sheet of the workbook claims more cells than this program reads."),
    "memory": N_("The workbook needs more memory than this program grants it."),
    "time": N_("Reading the workbook took too long and was stopped."),
    "damaged": N_("The workbook is damaged or protected by a password."),
}


def read_workbook(path: Path, kind: str, limits: Limits, progress: Progress) -> list[Table]:
    """The sheets of an xlsx or xls file. Raises `UserError` for a file that cannot or must not be read."""
    tables: list[Table] = []
    for message in _messages(path, kind, limits, progress):
        _take(message, tables)
        progress.step(sum(len(t.rows) for t in tables))
    return tables


def _take(message: tuple[Any, ...], tables: list[Table]) -> None:
    if message[0] == "sheet":
        _, name, hidden, hidden_rows, unsaved = message
        tables.append(Table(name, [], [], hidden, hidden_rows, unsaved))
    elif message[0] == "rows":
        table = tables[-1]
        numbers = table.numbers
        if isinstance(numbers, list):
            numbers.extend(message[1])
        table.rows.extend(message[2])


def _messages(path: Path, kind: str, limits: Limits, progress: Progress) -> Iterator[tuple[Any, ...]]:
    if limits.isolate:
        yield from _from_child(path, kind, limits, progress)
        return
    said: list[tuple[Any, ...]] = []
    try:
        read(path, kind, limits, said.append)
    except Unsafe as unsafe:
        raise _refused(unsafe.args[0]) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the parser's own panics are no Exceptions
        raise _refused("damaged") from None
    yield from said


def _from_child(path: Path, kind: str, limits: Limits, progress: Progress) -> Iterator[tuple[Any, ...]]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=main, args=(there, str(path), kind, limits), daemon=True)
    child.start()
    there.close()
    try:
        yield from _received(here, time.monotonic() + limits.seconds, progress)
    finally:
        if child.is_alive():
            child.join(0.5)
        if child.is_alive():
            child.kill()
        child.join()
        child.close()
        here.close()


def _received(here: Connection, deadline: float, progress: Progress) -> Iterator[tuple[Any, ...]]:
    done = 0
    while True:
        progress.step(done)
        if time.monotonic() > deadline:
            raise _refused("time")
        if not here.poll(0.1):
            continue
        try:
            message: tuple[Any, ...] = here.recv()
        except EOFError:  # the child was ended by a limit
            raise _refused("memory") from None
        if message[0] == "done":
            return
        if message[0] == "failed":
            raise _refused(message[1])
        if message[0] == "rows":
            done += len(message[1])
        yield message


def _refused(code: str) -> UserError:
    return UserError(
        _WHY[code],
        N_("Nothing was imported."),
        N_("Open it in your spreadsheet program, copy the table into a new workbook and save that as .xlsx or .csv."),
    )
