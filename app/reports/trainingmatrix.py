"""The training matrix as it leaves the shop: read and hashed in one snapshot, logged, written as workbook or PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.core.progress import Progress
from app.core.text import mask_name
from app.models.kinds import Tone
from app.reports.matrixbook import write_matrix_book
from app.reports.outfile import check_place
from app.reports.pdf.matrixpdf import write_matrix_pdf
from app.reports.seal import fingerprint
from app.reports.verbs import Exported, log_leaving, log_written, may_leave
from app.services.privacy import names_masked
from app.services.training import matrix
from app.services.training.matrix import STATES, State, short_words
from app.store.reader import Reader
from app.store.shop import Shop

NAME = "certificates"
"""The register in whose name the matrix is logged."""


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The matrix in words: heads, a row of (name, post, cells) each, every cell with its tone; what the tones mean."""

    shop: str
    title: str
    subtitle: str
    name_head: str
    post_head: str
    courses: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[tuple[str, Tone], ...]], ...]
    legend: tuple[tuple[str, Tone], ...]


def export_matrix(
    shop: Shop, path: Path, locale: Locale, progress: Progress, staff_ids: Sequence[int] = ()
) -> Exported:
    """Write the matrix of these people (of all, if none are named) as .xlsx or .pdf.

    Raises `UserError` for another ending or a place that cannot be written, `NotAllowed`, `Cancelled`.
    """
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".pdf"):
        raise UserError(
            N_("The matrix cannot be exported as “{suffix}”.", suffix=path.suffix or path.name),
            N_("Nothing was written."),
            N_("End the file's name in {known}.", known=".xlsx, .pdf"),
        )
    may_leave(shop, False)
    check_place(path)
    with shop.read(locale.tr) as reader:
        page = prepare(reader, locale, shop.name, staff_ids)
    told: Mapping[str, object] = {
        "as": suffix[1:],
        "form": "training_matrix",
        "rows": len(page.rows),
        "sha256": fingerprint(page.rows),
    }
    head, seal = log_leaving(shop, "export", NAME, [(0, "")], told, [])
    write = write_matrix_book if suffix == ".xlsx" else write_matrix_pdf
    write(page, path, locale, progress, seal)
    log_written(shop, NAME, path, head)
    return Exported(path, len(page.rows), head)


def prepare(reader: Reader, locale: Locale, shop: str, staff_ids: Sequence[int] = ()) -> MatrixPage:
    """The matrix in words, names masked where the shop chose so."""
    found, tr, hidden = matrix.read(reader), locale.tr, names_masked(reader)
    chosen = set(staff_ids)
    people = [p for p in found.people if not chosen or p.id in chosen]
    rows = []
    for person in people:
        cells = []
        for course in found.courses:
            cell = found.cell(person.id, course.id)
            tone: Tone = "red" if cell.overdue else STATES[cell.state][1]
            cells.append((tr(short_words(cell)), tone))
        rows.append((mask_name(person.name) if hidden else person.name, person.post, tuple(cells)))
    shown: tuple[State, ...] = ("held", "expiring", "expired", "missing")
    return MatrixPage(
        shop,
        tr(N_("Training matrix")),
        tr(N_("{day} · {n} people · {m} courses", day=locale.today.isoformat(), n=len(people), m=len(found.courses))),
        tr(N_("Person's name")),
        tr(N_("Post")),
        tuple(c.title for c in found.courses),
        tuple(rows),
        tuple((tr(STATES[s][0]), STATES[s][1]) for s in shown),
    )
