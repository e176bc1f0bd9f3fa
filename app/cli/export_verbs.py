"""The verbs that take data out: `export`, `print`."""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from app.cli.access import gathered, opened
from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Translator, listed
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.declaration import Register, Where
from app.models.kinds import Kind, Moment, Ref
from app.models.registry import Registry
from app.reports.duecalendar import REGISTER, everyone, export_due
from app.reports.forms import forms_for
from app.reports.verbs import export_view, print_records
from app.services.due import Person
from app.services.session import Session
from app.services.today import people, person_of
from app.store.reader import Reader
from app.store.view import View


def export(chosen: argparse.Namespace, tr: Translator) -> int:
    """Write a list to a file, or what is due to a calendar file."""
    if chosen.register == REGISTER:
        return _export_due(chosen, tr)
    _in_order(chosen)
    with opened(chosen.folder, chosen.user, tr) as session:
        register = _register(session.shop.registry, chosen.register)
        locale = session.shop.locale(tr)
        where = _where(session, register, gathered(chosen.where), locale)
        view = View(register.name, where=where, start=chosen.start, end=chosen.end)
        made = export_view(session.shop, view, chosen.to, locale, Progress())
    print(tr(Nn_("{n} row written to {path}.", "{n} rows written to {path}.", n=made.rows, path=made.path)))
    return 0


def _in_order(chosen: argparse.Namespace) -> None:
    if chosen.start and chosen.end and chosen.end < chosen.start:
        raise UserError(
            N_("The period ends on {end}, before it begins on {start}.", start=chosen.start, end=chosen.end),
            N_("Nothing was written."),
            N_("Exchange --from and --to-date."),
        )


def _export_due(chosen: argparse.Namespace, tr: Translator) -> int:
    _in_order(chosen)
    with opened(chosen.folder, chosen.user, tr) as session:
        whose = partial(_person, login=chosen.who) if chosen.who else everyone
        locale = session.shop.locale(tr)
        made = export_due(
            session.shop, chosen.to, locale, whose, start=chosen.start, end=chosen.end, name=chosen.who or ""
        )
    print(tr(Nn_("{n} entry written to {path}.", "{n} entries written to {path}.", n=made.rows, path=made.path)))
    return 0


def _person(reader: Reader, login: str) -> Person:
    """The person of a sign-in name or a name. Raises `UserError` where nobody is called so."""
    for someone in people(reader):
        if login in someone.person.names:
            return someone.person
    found = person_of(reader, login)
    if found.staff_id is None:
        known = listed(s.name for s in people(reader))
        raise UserError(
            N_("Nothing is due to anybody called “{name}”.", name=login), None, N_("Use one of {names}.", names=known)
        )
    return found


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


def _where(session: Session, register: Register, given: dict[str, list[str]], locale: Locale) -> tuple[Where, ...]:
    """Conditions of `--where`: of several values of one field any will do, and a date stands for that whole day."""
    found: list[Where] = []
    for name, texts in given.items():
        if not register.has_field(name):
            known = listed(f.name for f in register.fields)
            raise UserError(N_("There is no field “{name}”.", name=name), None, N_("Use one of {names}.", names=known))
        kind = register.field(name).kind
        values = [_value(session, kind, text, locale) for text in texts]
        if len(values) == 1:
            found += _days_worth(name, values[0]) if _whole_day(kind, texts[0]) else [Where(name, "eq", values[0])]
        elif None in values or isinstance(kind, Moment):
            raise UserError(N_("“{name}” is given more than once.", name=name), None, N_("Give it once."))
        else:
            found.append(Where(name, "in", tuple(values)))
    return tuple(found)


def _value(session: Session, kind: Kind, text: str, locale: Locale) -> Any:
    if isinstance(kind, Ref) and not text.isdigit() and text:
        with session.shop.read() as reader:
            return reader.by_number(kind.register, text)
    return kind.parse(text, locale)


def _whole_day(kind: Kind, text: str) -> bool:
    return isinstance(kind, Moment) and bool(text.strip()) and ":" not in text


def _days_worth(name: str, start: datetime) -> list[Where]:
    return [Where(name, "ge", start), Where(name, "lt", start + timedelta(days=1))]
