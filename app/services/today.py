"""What is due: the declared rules of every register, run over the records, late first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import func, select

from app.core.dates import business_date
from app.core.i18n import Text
from app.core.locale import Locale
from app.models.base import Instant
from app.models.declaration import Due, Register, Where
from app.models.registry import table_of
from app.services.figures import DaySales, Figure, TopProduct, last_days, today_figures, top_products
from app.services.tables import Values
from app.store.query import condition, title_of
from app.store.reader import Reader
from app.store.view import View

When = Literal["late", "today", "soon"]
_ORDER: dict[When, int] = {"late": 0, "today": 1, "soon": 2}
PER_RULE = 50
"""Items of one rule that are shown singly; the rest is reached through the list behind the rule."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something due. `record_id` is None for an item that counts several; `view` lists what stands behind it.

    `at` is a date or an instant; None means now. `count` is 1 for a single record.
    """

    register: str
    rule: str
    label: Text
    when: When
    at: date | datetime | None
    view: View
    record_id: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that the Today page shows."""

    items: tuple[Item, ...]
    figures: tuple[Figure, ...]
    sales: tuple[DaySales, ...]
    top: tuple[TopProduct, ...]

    def of(self, when: When) -> tuple[Item, ...]:
        """The items of one part: late, today or soon."""
        return tuple(i for i in self.items if i.when == when)


def today(reader: Reader) -> Today:
    """Due items, figures, the sales of the last fourteen days and what sold best in them."""
    day = reader.locale.today
    return Today(
        tuple(due_items(reader)),
        today_figures(reader),
        tuple(last_days(reader)),
        tuple(top_products(reader, day - timedelta(days=13), day)),
    )


def due_items(reader: Reader) -> list[Item]:
    """The due items of all registers: late ones first, then by date."""
    found: list[Item] = []
    for register in reader.registry:
        for rule in register.due:
            found += _grouped(reader, register, rule) if rule.grouped else _single(reader, register, rule)
    return sorted(found, key=lambda i: (_ORDER[i.when], _sortable(i.at, reader.locale), i.register, i.record_id or 0))


def due_count(reader: Reader) -> int:
    """How many items are late or due today, for the mark beside the page's name."""
    return sum(1 for i in due_items(reader) if i.when != "soon")


def _sortable(at: date | datetime | None, locale: Locale) -> tuple[date, float]:
    if isinstance(at, datetime):
        return business_date(at, locale.tz), at.timestamp()
    return at or locale.today, 0.0


def _limits(reader: Reader, register: Register, rule: Due) -> tuple[Where, ...]:
    """The rule's condition, and no further ahead than it looks."""
    if rule.at is None:
        return rule.where
    start: date = reader.locale.today
    if isinstance(table_of(register).c[rule.at].type, Instant):
        start = reader.locale.now
    return (*rule.where, Where(rule.at, "le", start + timedelta(days=rule.soon_days)))


def _single(reader: Reader, register: Register, rule: Due) -> list[Item]:
    table = table_of(register)
    where = _limits(reader, register, rule)
    met = [table.c.voided_at.is_(None), *(condition(table, w, reader.locale) for w in where)]
    wanted = select(table).where(*met).limit(PER_RULE)
    if rule.at is not None:
        wanted = wanted.order_by(table.c[rule.at], table.c.id)
    items: list[Item] = []
    for row in reader.rows(wanted):
        at = row[rule.at] if rule.at else None
        label = Text(rule.label.msgid, _said(register, row, reader.locale))
        view = View(register.name, where=where)
        items.append(Item(register.name, rule.name, label, _when(at, reader.locale), at, view, row["id"]))
    return items


def _grouped(reader: Reader, register: Register, rule: Due) -> list[Item]:
    table = table_of(register)
    met = [table.c.voided_at.is_(None), *(condition(table, w, reader.locale) for w in rule.where)]
    first = func.min(table.c[rule.at], type_=table.c[rule.at].type) if rule.at else func.count()
    n, at = reader.connection.execute(select(func.count(), first).where(*met)).one()
    if not n:
        return []
    due_at = at if rule.at else None
    label = Text(rule.label.msgid, {"n": n}, rule.label.plural, n)
    view = View(register.name, where=rule.where)
    return [Item(register.name, rule.name, label, _when(due_at, reader.locale), due_at, view, None, n)]


def _said(register: Register, row: Values, locale: Locale) -> dict[str, str]:
    """What may stand in a rule's label: the title and every field in words, personal ones masked."""
    said = {"title": title_of(register, row)}
    for f in register.fields:
        value = row.get(f.name)
        said[f.name] = f.kind.say(f.kind.mask(value) if f.sensitive else value, locale)
    return said


def _when(at: date | datetime | None, locale: Locale) -> When:
    if at is None:
        return "today"
    if isinstance(at, datetime):
        if at < locale.now:
            return "late"
        return "today" if business_date(at, locale.tz) <= locale.today else "soon"
    if at < locale.today:
        return "late"
    return "today" if at == locale.today else "soon"


def parts(items: Sequence[Item]) -> dict[When, list[Item]]:
    """Items by part, in the order late, today, soon."""
    found: dict[When, list[Item]] = {"late": [], "today": [], "soon": []}
    for item in items:
        found[item.when].append(item)
    return found
