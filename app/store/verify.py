"""Checks of the shop's file: is every page whole, does every reference lead somewhere, is the log unbroken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.engine import Connection

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.models import migrations
from app.models.registry import Registry, table_of
from app.models.system.tables import NumberSeries
from app.store import audit
from app.store.cipher import translate_db_error
from app.store.datakey import DataKey
from app.store.integrity import check_file
from app.store.schema import differences


@dataclass(frozen=True, slots=True)
class Check:
    """One check's result. `name` is stable, for scripts; `detail` says what was found."""

    name: str
    ok: bool
    detail: Text


def file_checks(db: Path, key: DataKey, engine: Engine, registry: Registry, progress: Progress) -> list[Check]:
    """All checks of the file itself, in order. A check that cannot even run has failed."""
    progress.step(0, 4, N_("Checking every page"))
    found = _integrity(db, key)
    steps: list[tuple[str, Callable[[Connection], Check]]] = [
        ("schema", _schema),
        ("audit_chain", lambda c: _chain(c, progress)),
        ("numbers", lambda c: _numbers(c, registry)),
    ]
    for i, (name, run) in enumerate(steps, 1):
        progress.step(i, 4, N_("Checking the shop's records"))
        found.append(_guarded(engine, name, run))
    return found


def _guarded(engine: Engine, name: str, run: Callable[[Connection], Check]) -> Check:
    try:
        with engine.connect() as connection:
            return run(connection)
    except Exception as problem:
        named = translate_db_error(problem)
        if not isinstance(named, UserError):
            raise
        return Check(name, False, named.what)


def _integrity(db: Path, key: DataKey) -> list[Check]:
    """Each page's seal, the structure, and the references."""
    names = ("cipher_integrity", "integrity", "foreign_keys")
    good = (
        N_("Every page bears its seal."),
        N_("The file's structure is sound."),
        N_("Every reference leads to a record."),
    )
    try:
        found = check_file(db, key)
    except UserError as problem:
        return [Check(name, False, problem.what) for name in names]
    bad = (
        Nn_("{n} page is damaged or was changed.", "{n} pages are damaged or were changed.", len(found.cipher)),
        Nn_(
            "The file's structure is damaged in {n} place or more.",
            "The file's structure is damaged in {n} places or more.",
            len(found.structure),
        ),
        Nn_("{n} reference leads nowhere.", "{n} references lead nowhere.", len(found.foreign_keys)),
    )
    findings = (found.cipher, found.structure, found.foreign_keys)
    return [Check(n, not f, b if f else g) for n, f, g, b in zip(names, findings, good, bad, strict=True)]


def _schema(connection: Connection) -> Check:
    off = differences(connection)
    if off:
        return Check("schema", False, N_("The file's tables or guards differ from the program's: {names}.", names=off))
    return Check("schema", True, N_("Tables and guards are those of version {head}.", head=migrations.HEAD))


def _chain(connection: Connection, progress: Progress) -> Check:
    for seq, wrong in audit.check_chain(connection):
        if wrong:
            return Check("audit_chain", False, N_("Audit entry {seq} is not as it was written.", seq=seq))
        progress.step(0, 0)
    head = audit.head(connection)
    return Check(
        "audit_chain",
        True,
        Nn_(
            "{n} entry stands without a break; head {head}.",
            "{n} entries follow one another without a break; head {head}.",
            head.seq,
            head=head.short,
        ),
    )


def _numbers(connection: Connection, registry: Registry) -> Check:
    """Numbers run without gaps: as many records bear a year's numbers as were given, none twice, and no others."""
    given: dict[str, dict[int, int]] = {}
    for name, year, last in connection.execute(select(NumberSeries.register, NumberSeries.year, NumberSeries.last)):
        given.setdefault(name, {})[year] = last
    for register in registry:
        numbering = register.numbering
        if numbering is None:
            continue
        own = table_of(register).c[numbering.field]
        column = table_of(register).c[numbering.family] if numbering.family else own
        series = given.get(register.name, {})
        for year, last in series.items():
            n = _bearing(connection, column, f"{numbering.prefix}-{year}-")
            if n != last:
                said = N_(
                    "{register}: {n} of {last} numbers of {year} are there.",
                    register=register.label,
                    n=n,
                    last=last,
                    year=year,
                )
                return Check("numbers", False, said)
        strange = _bearing(connection, column, f"{numbering.prefix}-") - sum(series.values())
        if numbering.family:
            strange += _apart(connection, own, column)
        if strange:
            said = Nn_(
                "{register}: {n} number was never given out.",
                "{register}: {n} numbers were never given out.",
                strange,
                register=register.label,
            )
            return Check("numbers", False, said)
    return Check("numbers", True, N_("Numbers run without gaps."))


def _bearing(connection: Connection, column: ColumnElement[str], start: str) -> int:
    """How many different numbers begin so."""
    wanted = select(func.count(column.distinct())).where(column >= start, column < start + "~")
    return int(connection.execute(wanted).scalar_one())


def _apart(connection: Connection, own: ColumnElement[str], family: ColumnElement[str]) -> int:
    """How many versions bear a number that is not their family's, or one that continues it."""
    start = family + "-"
    wanted = select(func.count()).where(own != family, func.substr(own, 1, func.length(start)) != start)
    return int(connection.execute(wanted).scalar_one())
