"""The buyers of a recalled batch as a workbook: to share the calls out, or to hand to the authority."""

from __future__ import annotations

from pathlib import Path

from app.core.i18n import N_
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.kinds import Choice, CodeText, Integer, Kind, LineText, Moment, PersonName, Phone, Value
from app.models.registers.incidents import CALL_RESULTS
from app.reports.excel import write_excel
from app.reports.outfile import check_place
from app.reports.seal import Seal, fingerprint
from app.reports.table import Column, Table
from app.services.emergency import recall
from app.services.privacy import names_masked
from app.services.users import require
from app.store.shop import Shop
from app.store.uow import UnitOfWork

_COLUMNS: tuple[tuple[str, object, Kind], ...] = (
    ("position", N_("No."), Integer(width=5)),
    ("buyer_name", N_("Buyer"), PersonName()),
    ("phone", N_("Phone"), Phone()),
    ("order_numbers", N_("Orders"), LineText(width=26)),
    ("pieces", N_("Not returned"), Integer(width=6)),
    ("result", N_("Result"), Choice(width=14, options=CALL_RESULTS)),
    ("tries", N_("Calls made"), Integer(width=6)),
    ("called_at", N_("Last call"), Moment()),
    ("called_by", N_("Called by"), CodeText(width=10)),
    ("note", N_("Note"), LineText(width=24)),
)


def export_calls(
    shop: Shop, incident_id: int, path: Path, locale: Locale, progress: Progress, *, reveal: str = ""
) -> int:
    """Write the list of buyers to tell; returns how many. It is logged first and carries the log's head.

    Telephones are masked. `reveal` gives the reason for whole ones of those who still have to be called; each is
    recorded at its order. Raises `NotAllowed`, and `UserError` for a place that cannot be written.
    """
    require(shop.actor, "export")
    check_place(path)

    def work(uow: UnitOfWork) -> tuple[list[tuple[Value, ...]], str, Seal]:
        whole = recall.phones(uow, incident_id, reveal) if reveal else {}
        masked = names_masked(uow.reader)
        rows = [_row(c, whole, masked) for c in sorted(recall.calls(uow.reader, incident_id), key=lambda c: c.position)]
        title = uow.reader.titles("incidents", [incident_id])[incident_id]
        said = {"rows": len(rows), "as": "xlsx", "sha256": fingerprint([[str(v) for v in r] for r in rows])}
        uow.log("export", "incidents", incident_id, number=title, after=said)
        uow.flush()
        head = uow.reader.audit_head()
        return rows, title, Seal(head.seq, head.hash, uow.now, uow.actor.name)

    rows, title, seal = shop.record(work)
    columns = tuple(Column(n, locale.tr(words), kind, kind.width, n == "pieces") for n, words, kind in _COLUMNS)  # type: ignore[arg-type]
    table = Table(
        title=locale.tr(N_("Buyers to tell")),
        shop=shop.name,
        columns=columns,
        rows=rows,
        locale=locale,
        count=len(rows),
        filter=title,
        register="incidents",
        totals={"pieces": sum(int(str(r[4])) for r in rows)},
        masked=() if reveal else ("phone",),
    )
    return write_excel(table, path, progress, seal=seal)


def _row(call: recall.Call, whole: dict[int, str], masked: bool) -> tuple[Value, ...]:
    name = PersonName().mask(call.buyer_name) if masked else call.buyer_name
    phone = whole.get(call.id) or call.phone
    return (
        call.position, name, phone, call.order_numbers, call.pieces, call.result, call.tries, call.called_at,
        call.called_by, call.note,
    )  # fmt: skip
