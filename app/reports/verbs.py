"""The verbs that window and command line share: export a list, print records. Logged first, then written.

The order matters. The content is read and hashed inside one snapshot; that hash goes into the audit log
with what is being taken out; the log's sequence and head after that entry are printed on it; and when the
file is whole, its own hash is logged too, so that a file that turns up later can be told from one that was
changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.core.errors import UserError
from app.core.i18n import N_, listed
from app.core.locale import Locale
from app.core.progress import Progress
from app.reports.csvout import write_csv
from app.reports.excel import write_excel
from app.reports.forms import Form, draw, form_for, heading_of, paper_of
from app.reports.outfile import check_place, outfile
from app.reports.pdf.listpdf import check_length, write_list
from app.reports.pdf.sheet import Sheet
from app.reports.prepare import Context
from app.reports.seal import Fingerprint, Seal, fingerprint
from app.reports.table import Table, from_view
from app.services.privacy import hides, names_masked
from app.services.users import require
from app.store.audit import Head
from app.store.shop import Shop
from app.store.uow import UnitOfWork
from app.store.view import View

SUFFIXES = (".xlsx", ".csv", ".pdf")
"""What a list can be exported as."""
_STEP = 2000


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: where, how many rows (or forms), and the audit head that it carries."""

    path: Path
    rows: int
    head: Head


def export_view(
    shop: Shop, view: View, path: Path, locale: Locale, progress: Progress, *, reveal: bool = False
) -> Exported:
    """Export a list as shown, as the kind of file that the name's ending says.

    Personal fields are masked unless `reveal`, which is logged. Raises `UserError` for an unknown ending, a
    folder that is missing or refuses, a file held open, a full disk; `NotAllowed`; `Cancelled`. No half
    file is left.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            N_("A list cannot be exported as “{suffix}”.", suffix=path.suffix or path.name),
            N_("Nothing was written."),
            N_("End the file's name in {known}.", known=listed(SUFFIXES)),
        )
    may_leave(shop, reveal)
    check_place(path)
    with shop.read(locale.tr) as reader:
        # On paper each amount has its sign; a cell is a number, which needs the currency beside it.
        table = from_view(reader, shop.registry, view, locale, shop=shop.name, reveal=reveal, coded=suffix != ".pdf")
        if suffix == ".pdf":
            check_length(table)
        digest = _digest(table, progress)
        told = {
            "as": suffix[1:],
            "filter": table.filter,
            "period": table.period,
            "columns": [c.name for c in table.columns],
            "rows": digest.rows,
            "sha256": digest.hexdigest(),
        }
        names, declared = names_masked(reader), shop.registry[view.register]
        shown = [c.name for c in table.columns if reveal and hides(declared.field(c.name), names)]
        head, seal = log_leaving(shop, "export", view.register, [(0, "")], told, shown)
        if suffix == ".xlsx":
            write_excel(table, path, progress, seal=seal)
        elif suffix == ".csv":
            write_csv(table, path, progress)
        else:
            write_list(table, path, progress, seal=seal)
    log_written(shop, view.register, path, head)
    return Exported(path, digest.rows, head)


def print_records(
    shop: Shop,
    register: str,
    form: str,
    ids: Sequence[int],
    path: Path,
    locale: Locale,
    progress: Progress,
    *,
    reveal: bool = False,
) -> Exported:
    """Print records on one of their forms (`""`: the usual one) as a PDF, ready for the printer.

    The print is logged in each record's timeline. Where one of the records is confidential, nothing personal is shown,
    whoever asks. Raises as `export_view` does, and `NotFound`.
    """
    if path.suffix.lower() != ".pdf":
        raise UserError(N_("Printed forms are PDF files."), None, N_("End the file's name in .pdf."))
    if not ids:
        raise UserError(N_("There is nothing to print."), None, N_("Choose one or more records first."))
    chosen = form_for(register, form)
    may_leave(shop, reveal)
    check_place(path)
    with shop.read(locale.tr) as reader:
        reveal = reveal and not any(r.get("confidential") for r in reader.records(register, ids).values())
        ctx = Context(reader, locale, shop.name, reveal)
        contents = chosen.contents(ctx, register, ids)
        titles = reader.titles(register, ids)
        names = names_masked(reader)
    told = {"form": chosen.name, "pages": len(contents), "sha256": fingerprint([asdict(c) for c in contents])}
    shown = [f.name for f in shop.registry[register].fields if reveal and hides(f, names)]
    records = [(i, titles.get(i, "")) for i in ids]
    head, seal = log_leaving(shop, "print", register, records, told, shown)
    write_forms(chosen, contents, path, locale, progress, seal)
    log_written(shop, register, path, head)
    return Exported(path, len(contents), head)


def write_forms(
    form: Form, contents: Sequence[Any], path: Path, locale: Locale, progress: Progress, seal: Seal | None
) -> int:
    """Draw prepared forms into one PDF, each from a page of its own on its own paper; returns the number of pages."""
    with outfile(path) as partial, partial.open("wb") as file:
        sheet = Sheet(file, paper_of(contents[0]), heading_of(contents[0], locale), locale, seal)
        for i, content in enumerate(contents):
            progress.step(i, len(contents))
            if i:
                sheet.next_part(heading_of(content, locale), paper_of(content))
            draw(sheet, content, form.name)
        return sheet.save()


def may_leave(shop: Shop, reveal: bool) -> None:
    """Raise `NotAllowed` unless this person may export, and show what is personal where that is asked."""
    require(shop.actor, "export")
    if reveal:
        require(shop.actor, "reveal")


def _digest(table: Table, progress: Progress) -> Fingerprint:
    """Hash the whole content before a byte of it leaves."""
    digest = Fingerprint(table.register, table.title, table.filter, table.period, [c.name for c in table.columns])
    for n, _ in enumerate(digest.watch(table.rows)):
        if n % _STEP == 0:
            progress.step(0, table.count or 0, N_("Reading"))
    return digest


def log_leaving(
    shop: Shop,
    action: str,
    register: str,
    records: Sequence[tuple[int, str]],
    told: Mapping[str, Any],
    revealed: Sequence[str],
) -> tuple[Head, Seal]:
    """Log what is about to leave, and what is revealed by it; returns the log's head after that."""

    def work(uow: UnitOfWork) -> tuple[Head, Seal]:
        for record_id, number in records:
            if revealed:
                uow.log("reveal", register, record_id, number=number, after={"revealed": list(revealed), "by": action})
            uow.log(action, register, record_id, number=number, after=told)
        uow.flush()
        head = uow.reader.audit_head()
        return head, Seal(head.seq, head.hash, uow.now, uow.actor.name)

    return shop.record(work)


def log_written(shop: Shop, register: str, path: Path, head: Head) -> None:
    """Log the finished file's own hash, tied to the entry that it carries."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    told = {"entry": head.seq, "sha256": sha256, "bytes": path.stat().st_size, "as": path.suffix.lower()[1:]}
    shop.record(lambda uow: uow.log("written", register, after=told))
