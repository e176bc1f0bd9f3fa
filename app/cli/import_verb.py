"""The verb that brings data in: `import`."""

from __future__ import annotations

import argparse
import json
from typing import Any

from app.cli.access import opened, pairs
from app.core.i18n import N_, Nn_, Translator
from app.core.progress import Progress
from app.imports.bring_in import Outcome, Wish, apply, plan


def bring_in(chosen: argparse.Namespace, tr: Translator) -> int:
    """Bring in a file, or say what would happen. Status 1 when nothing at all could be brought in."""
    wish = Wish(
        register=chosen.register,
        format=chosen.format,
        columns=pairs(chosen.map),
        date_order=chosen.date_order,
        create_products=not chosen.no_new_products,
        create_suppliers=not chosen.no_new_products,
        create_people=not chosen.no_new_products,
        anyway=chosen.anyway,
    )
    with opened(chosen.folder, chosen.user, tr) as session:
        proposal = plan(session.shop, (chosen.file,), wish, Progress())
        outcome = proposal.outcome if chosen.dry_run else apply(session.shop, proposal, Progress(), tr)
    if chosen.json:
        print(json.dumps(_as_json(outcome, tr), ensure_ascii=False))
    else:
        _say(outcome, tr)
    return 0 if outcome.new or outcome.updated or outcome.unchanged or not outcome.rejected else 1


def _as_json(outcome: Outcome, tr: Translator) -> dict[str, Any]:
    return {
        "format": outcome.format,
        "rows": outcome.rows,
        "new": outcome.new,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rejected": [
            {"row": r.row, "column": r.column, "value": r.value, "reason": tr(r.reason)} for r in outcome.rejected
        ],
        "rejects_file": str(outcome.rejects_file) if outcome.rejects_file else None,
    }


def _say(outcome: Outcome, tr: Translator) -> None:
    print(
        tr(
            N_(
                "{format}: {rows} rows; {new} new, {updated} updated, {unchanged} unchanged.",
                format=outcome.format,
                rows=outcome.rows,
                new=outcome.new,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
            )
        )
    )
    for warning in outcome.warnings:
        print(tr(warning))
    if outcome.rejected:
        n = len(outcome.rejected)
        print(tr(Nn_("{n} row was rejected:", "{n} rows were rejected:", n=n)))
        for r in outcome.rejected[:20]:
            where = tr(N_("row {row}, {column}", row=r.row, column=r.column or "-"))
            print(f"  {where}: {r.value[:40]} — {tr(r.reason)}")
    if outcome.rejects_file:
        print(tr(N_("Mend them in {path} and drop that file again.", path=outcome.rejects_file)))
