"""One door for files: what a file is, is decided by its first bytes; its name is only a hint."""

from __future__ import annotations

from pathlib import Path

from app.core.collecting import no_collecting
from app.core.errors import UserError
from app.core.i18n import N_, Nn_
from app.core.oserrors import why
from app.core.progress import Progress
from app.imports.mojibake import repair
from app.imports.readers.delimited import read_delimited
from app.imports.readers.encoding import decode
from app.imports.readers.model import Limits, Source
from app.imports.readers.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = ("%PDF", "\x89PNG", "GIF8", "\xff\xd8\xff", "Rar!", "7z\xbc\xaf", "\x7fELF", "MZ", "SQLite format 3")


def read_tables(path: Path, *, limits: Limits | None = None, progress: Progress | None = None) -> Source:
    """Read a csv, tsv, txt, xlsx, xlsm or xls file into tables of cells.

    Raises `UserError` when the file is missing, too large, of another kind, damaged or made to exhaust the
    computer, and `Cancelled` when the person asked to stop.
    """
    limits = limits or Limits()
    progress = progress or Progress()
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as failure:
        raise UserError(
            N_("The file {name} cannot be opened: {why}.", name=path.name, why=why(failure)),
            None,
            N_("Close it in other programs, check that it still exists, and try again."),
        ) from failure
    if size > limits.max_bytes:
        raise UserError(
            N_("The file {name} is larger than this program reads.", name=path.name),
            N_("Nothing was imported."),
            N_("Export a shorter period, or split the file."),
        )
    if head.startswith(_ZIP):
        return _noted(Source(path, "xlsx", read_workbook(path, "xlsx", limits, progress)))
    if head.startswith(_OLE):
        return _noted(Source(path, "xls", read_workbook(path, "xls", limits, progress)))
    _refuse_others(path, head)
    return _read_text(path, limits)


def _refuse_others(path: Path, head: bytes) -> None:
    start = head[:64].decode("latin-1")
    page = head[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_OTHER) or page.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"{", b"[{")):
        raise UserError(
            N_("{name} is not a table that this program reads.", name=path.name),
            N_("Nothing was imported."),
            N_("Open it in your spreadsheet program and save it as .xlsx or .csv, then import that."),
        )


def _read_text(path: Path, limits: Limits) -> Source:
    decoded = decode(path.read_bytes())
    text = decoded.text
    notes = []
    mended = repair(text)
    if mended is not None:
        text = mended
        notes.append(
            N_("The text of this file was saved in a wrong encoding and has been put right. Check names and titles.")
        )
    if decoded.lost:
        notes.append(
            Nn_(
                "One character of the file could not be read.",
                "{n} characters of the file could not be read.",
                decoded.lost,
            )
        )
    with no_collecting():
        table, delimiter = read_delimited(text, limits.max_columns)
    return Source(path, "csv", [table], decoded.encoding, delimiter, notes)


def _noted(source: Source) -> Source:
    for table in source.tables:
        if table.hidden_rows and table.rows:
            source.notes.append(
                Nn_(
                    "Sheet {sheet} has one hidden row; it is read too.",
                    "Sheet {sheet} has {n} hidden rows; they are read too.",
                    len(table.hidden_rows),
                    sheet=table.name,
                )
            )
        if table.empty_formulas:
            source.notes.append(
                Nn_(
                    "Sheet {sheet}: one formula has no saved result and is read as empty. "
                    "Open and save the file in your spreadsheet program first.",
                    "Sheet {sheet}: {n} formulas have no saved result and are read as empty. "
                    "Open and save the file in your spreadsheet program first.",
                    table.empty_formulas,
                    sheet=table.name,
                )
            )
    return source
