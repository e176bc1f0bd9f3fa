"""The verbs that bring data in and take it out: `import`, `export`, `print`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from app.cli.access import opened
from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Translator
from app.core.locale import Locale
from app.core.progress import Progress
from app.imports.bring_in import Outcome, Wish, apply, plan
from app.models.declaration import Register, Where
from app.models.kinds import Ref
from app.models.registry import Registry
from app.reports.forms import forms_for
from app.reports.verbs import export_view, print_records
from app.services.session import Session
from app.store.view import View


def bring_in(chosen: argparse.Namespace, tr: Translator) -> int:
    """Bring in a file, or say what would happen. Status 1 when nothing at all could be brought in."""
    wish = Wish(register=chosen.register, format=chosen.format, columns=_pairs(chosen.map))
    with opened(chosen.folder, chosen.user, tr) as session:
        proposal = plan(session.shop, (chosen.file,), wish, Progress())
        outcome = proposal.outcome if chosen.dry_run else apply(session.shop, proposal, Progress())
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


def export(chosen: argparse.Namespace, tr: Translator) -> int:
    """Write a list to a file."""
    with opened(chosen.folder, chosen.user, tr) as session:
        register = _register(session.shop.registry, chosen.register)
        locale = session.shop.locale(tr)
        where = _where(session, register, _pairs(chosen.where), locale)
        view = View(register.name, where=where, start=chosen.start, end=chosen.end)
        made = export_view(session.shop, view, chosen.to, locale, Progress())
    print(tr(Nn_("{n} row written to {path}.", "{n} rows written to {path}.", n=made.rows, path=made.path)))
    return 0


def print_record(chosen: argparse.Namespace, tr: Translator) -> int:
    """Print one record to a PDF."""
    with opened(chosen.folder, chosen.user, tr) as session:
        register = _register(session.shop.registry, chosen.register)
        with session.shop.read(tr) as reader:
            record_id = reader.by_number(register.name, chosen.number)
        names = [f.name for f in forms_for(session.shop.registry, register.name)]
        form = chosen.form or names[0]
        if form not in names:
            raise UserError(
                N_("There is no form “{form}” here.", form=form),
                None,
                N_("Use one of {names}.", names=", ".join(names)),
            )
        made = print_records(
            session.shop, register.name, form, (record_id,), chosen.to, session.shop.locale(tr), Progress()
        )
    print(tr(N_("Printed to {path}.", path=made.path)))
    return 0


def _register(registry: Registry, name: str) -> Register:
    if name not in registry:
        known = ", ".join(r.name for r in registry)
        raise UserError(N_("There is no register “{name}”.", name=name), None, N_("Use one of {names}.", names=known))
    return registry[name]


def _pairs(given: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name:
            raise UserError(N_("“{item}” is not NAME=VALUE.", item=item), None, N_("Write it as name=value."))
        found[name.strip()] = value
    return found


def _where(session: Session, register: Register, pairs: dict[str, str], locale: Locale) -> tuple[Where, ...]:
    found = []
    for name, text in pairs.items():
        if not register.has_field(name):
            known = ", ".join(f.name for f in register.fields)
            raise UserError(N_("There is no field “{name}”.", name=name), None, N_("Use one of {names}.", names=known))
        kind = register.field(name).kind
        if isinstance(kind, Ref) and not text.isdigit() and text:
            with session.shop.read() as reader:
                found.append(Where(name, "eq", reader.by_number(kind.register, text)))
        else:
            found.append(Where(name, "eq", kind.parse(text, locale)))
    return tuple(found)
