"""The verbs that take data out: `export`, `print`."""

from __future__ import annotations

import argparse

from app.cli.access import opened, pairs
from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Translator, listed
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.declaration import Register, Where
from app.models.kinds import Ref
from app.models.registry import Registry
from app.reports.forms import forms_for
from app.reports.verbs import export_view, print_records
from app.services.session import Session
from app.store.view import View


def export(chosen: argparse.Namespace, tr: Translator) -> int:
    """Write a list to a file."""
    with opened(chosen.folder, chosen.user, tr) as session:
        register = _register(session.shop.registry, chosen.register)
        locale = session.shop.locale(tr)
        where = _where(session, register, pairs(chosen.where), locale)
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
        names = [f.name for f in forms_for(register.name)]
        form = chosen.form or names[0]
        if form not in names:
            raise UserError(
                N_("There is no form “{form}” here.", form=form),
                None,
                N_("Use one of {names}.", names=listed(names)),
            )
        made = print_records(
            session.shop, register.name, form, [record_id], chosen.to, session.shop.locale(tr), Progress()
        )
    print(tr(N_("Printed to {path}.", path=made.path)))
    return 0


def _register(registry: Registry, name: str) -> Register:
    if name not in registry:
        known = listed(r.name for r in registry)
        raise UserError(N_("There is no register “{name}”.", name=name), None, N_("Use one of {names}.", names=known))
    return registry[name]


def _where(session: Session, register: Register, pairs: dict[str, str], locale: Locale) -> tuple[Where, ...]:
    found = []
    for name, text in pairs.items():
        if not register.has_field(name):
            known = listed(f.name for f in register.fields)
            raise UserError(N_("There is no field “{name}”.", name=name), None, N_("Use one of {names}.", names=known))
        kind = register.field(name).kind
        if isinstance(kind, Ref) and not text.isdigit() and text:
            with session.shop.read() as reader:
                found.append(Where(name, "eq", reader.by_number(kind.register, text)))
        else:
            found.append(Where(name, "eq", kind.parse(text, locale)))
    return tuple(found)
