"""The rules of what is due, run over the records: how many in which part of time, which, and whose.

Each rule has an index of its own (`app.models.due_indexes`), so that a question costs what is due and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from string import Formatter
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, Select, Table, and_, case, func, select, true

from app.core.dates import business_date
from app.core.i18n import Text
from app.core.locale import Locale
from app.models.base import Instant
from app.models.declaration import Due, Register, Where
from app.models.due_indexes import fixed_conditions, moves
from app.models.kinds import Ref
from app.models.registry import table_of
from app.services.privacy import hides, names_masked, said_name, said_title
from app.services.tables import Values
from app.services.transitions import fits
from app.store.query import condition, title_of
from app.store.reader import Reader
from app.store.view import View

When = Literal["late", "today", "week", "later"]
PARTS: tuple[When, ...] = ("late", "today", "week", "later")
WEEK_DAYS = 7
"""Today and the six days after it."""
PER_RULE = 25
"""Items of one rule and one part of time that are shown singly; the rest is reached through the list behind it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to whom things fall: by the id of their staff record, or by the names under which they stand."""

    staff_id: int | None
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PutOff:
    """That an item was put off: hidden until a day, why and by whom."""

    until: date
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something due. `record_id` is None for an item that counts several; `view` lists what stands behind it.

    `at` is a date or an instant; None means now. `count` is 1 for a single record. `who` is the name of the person it
    falls to, `who_id` their staff record. `move` names the move that settles it, where there is one that fits;
    `leads` another record at which the work is done.
    """

    register: str
    rule: str
    label: Text
    when: When
    at: date | datetime | None
    view: View
    record_id: int | None = None
    count: int = 1
    who: str = ""
    who_id: int | None = None
    put_off: PutOff | None = None
    move: str = ""
    leads: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One declared rule over its table, on a day and for a person (None: for everyone)."""

    register: Register
    due: Due
    at: Locale
    person: Person | None = None
    names_masked: bool = False

    @property
    def table(self) -> Table:
        """The table that it is run over."""
        return table_of(self.register)

    @property
    def column(self) -> Column[Any] | None:
        """When a record is due; None: as long as it matches."""
        return self.table.c[self.due.at] if self.due.at else None

    @property
    def who(self) -> Column[Any] | None:
        """Whose it is."""
        return self.table.c[self.due.who] if self.due.who else None

    @property
    def by_staff(self) -> bool:
        """Whether the person is a staff record, and not a name."""
        return bool(self.due.who) and isinstance(self.register.field(self.due.who).kind, Ref)

    def met(self) -> list[ColumnElement[bool]]:
        """What a record must meet, whenever it is due."""
        found = fixed_conditions(self.table, self.due)
        found += [condition(self.table, w, self.at) for w in self.due.where if moves(w)]
        if self.person is not None:
            found.append(self._is(self.person))
        return found

    def select(self, *wanted: Any) -> Select[Any]:
        """A statement over the rule's table."""
        return select(*wanted).select_from(self.table)

    def wheres(self, until: date | datetime | None = None) -> tuple[Where, ...]:
        """The same as the conditions of a list: no further ahead than the rule looks, and not further than `until`."""
        found = self.due.where
        if self.due.at is not None and not self.due.grouped:
            end = until if until is not None else self.horizon()
            found = (*found, Where(self.due.at, "le", end))
        if self.person is not None and self.due.who:
            names = tuple(sorted(self.person.names))
            mine = (
                Where(self.due.who, "eq", self.person.staff_id) if self.by_staff else Where(self.due.who, "in", names)
            )
            found = (*found, mine)
        return found

    def horizon(self) -> date | datetime:
        """The last day or instant that the rule speaks of."""
        ahead = timedelta(days=self.due.soon_days)
        return self.at.now + ahead if self.is_instant else self.at.today + ahead

    @property
    def is_instant(self) -> bool:
        """Whether it is due at an instant, and not on a day."""
        return self.column is not None and isinstance(self.column.type, Instant)

    def spans(self) -> Mapping[When, ColumnElement[bool]]:
        """Each part of time as a condition; together they reach to the horizon. Without a date all is for today."""
        column = self.column
        if column is None:
            return {"today": true()}
        now: Any = self.at.now if self.is_instant else self.at.today
        tomorrow: Any = self.day_start(self.at.today + timedelta(days=1))
        week: Any = self.day_start(self.at.today + timedelta(days=WEEK_DAYS))
        return {
            "late": column < now,
            "today": and_(column >= now, column < tomorrow),
            "week": and_(column >= tomorrow, column < week, column <= self.horizon()),
            "later": and_(column >= week, column <= self.horizon()),
        }

    def day_start(self, day: date) -> date | datetime:
        """The beginning of a business day, as the rule's column holds it."""
        if not self.is_instant:
            return day
        return datetime.combine(day, time(), self.at.tz).astimezone(UTC)

    def when(self, value: date | datetime | None) -> When:
        """The part of time of a value."""
        if value is None:
            return "today"
        if isinstance(value, datetime):
            if value < self.at.now:
                return "late"
            day = business_date(value, self.at.tz)
        else:
            day = value
            if day < self.at.today:
                return "late"
        if day <= self.at.today:
            return "today"
        return "week" if (day - self.at.today).days < WEEK_DAYS else "later"

    def _is(self, person: Person) -> ColumnElement[bool]:
        who = self.who
        assert who is not None
        return who == person.staff_id if self.by_staff else who.in_(sorted(person.names))


def rules(reader: Reader) -> list[Rule]:
    """The rules of all registers, for everyone."""
    masked = names_masked(reader)
    return [
        Rule(register, due, reader.locale, names_masked=masked) for register in reader.registry for due in register.due
    ]


@dataclass(slots=True)
class Counted:
    """What one rule counts: by part of time, and by person (a staff id or a name; None is nobody)."""

    parts: dict[When, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    whose: dict[int | str | None, dict[When, int]] = field(default_factory=dict)

    def of(self, person: Person | None) -> dict[When, int]:
        """By part of time, for a person; None: for everyone."""
        if person is None:
            return self.parts
        mine = [self.whose[k] for k in {person.staff_id, *person.names} - {None} if k in self.whose]
        return {w: sum(n[w] for n in mine) for w in PARTS}


def count(reader: Reader, rule: Rule) -> Counted:
    """How many records a rule finds in each part of time, exactly, in one look at its index."""
    spans = rule.spans()
    sums = [func.sum(case((span, 1), else_=0)) for span in spans.values()]
    wanted = rule.select(*sums).where(*rule.met())
    if rule.column is not None:
        wanted = wanted.where(rule.column <= rule.horizon())
    if rule.who is not None:
        wanted = wanted.add_columns(rule.who).group_by(rule.who)
    found = Counted()
    for row in reader.connection.execute(wanted):
        numbers = {w: int(n or 0) for w, n in zip(spans, row, strict=False)}
        for when, n in numbers.items():
            found.parts[when] += n
        if rule.who is not None:
            found.whose[row[len(spans)] or None] = {**dict.fromkeys(PARTS, 0), **numbers}
    return found


def singles(
    reader: Reader, rule: Rule, spans: Iterable[ColumnElement[bool]], without: Select[Any] | None = None
) -> list[Item]:
    """The first items of each part of time asked for. `without` gives ids that are left out."""
    items: list[Item] = []
    t = rule.table
    for span in spans:
        wanted = rule.select(t).where(*rule.met(), span).limit(PER_RULE)
        if without is not None:
            wanted = wanted.where(t.c.id.not_in(without))
        if rule.column is not None:
            wanted = wanted.order_by(rule.column, t.c.id)
        items += [item_of(rule, row) for row in reader.rows(wanted)]
    return items


def item_of(rule: Rule, row: Values) -> Item:
    """One record as an item."""
    register, due = rule.register, rule.due
    at = row[due.at] if due.at else None
    label = Text(due.label.msgid, _said(rule, row))
    who = row[due.who] if due.who else None
    if isinstance(who, str) and hides(register.field(due.who), rule.names_masked):
        who = register.field(due.who).kind.mask(who)
    return Item(
        register.name,
        due.name,
        label,
        rule.when(at),
        at,
        View(register.name, where=rule.wheres()),
        row["id"],
        who=who if isinstance(who, str) else "",
        who_id=who if isinstance(who, int) else None,
        move=_move(register, due.does, row),
        leads=_leads(due, row),
    )


def _leads(due: Due, row: Values) -> tuple[str, int] | None:
    if due.leads is None:
        return None
    register, record_id = (row[n] for n in due.leads)
    return (register, record_id) if register and record_id else None


def _move(register: Register, names: str, row: Values) -> str:
    """The first of these moves that settles a record, as its state allows."""
    for move in map(register.transition, names.split()):
        if row[move.field] in move.sources and fits(move, row):
            return move.name
    return ""


def grouped(reader: Reader, rule: Rule, *more: ColumnElement[bool]) -> Item | None:
    """The one item of a rule that counts its records; None where there are none."""
    first = func.min(rule.column, type_=rule.column.type) if rule.column is not None else func.count()
    wanted = rule.select(func.count(), first).where(*rule.met(), *more)
    n, at = reader.connection.execute(wanted).one()
    if not n:
        return None
    due_at = at if rule.column is not None else None
    label = Text(rule.due.label.msgid, {"n": n}, rule.due.label.plural, n)
    view = View(rule.register.name, where=rule.wheres())
    return Item(rule.register.name, rule.due.name, label, rule.when(due_at), due_at, view, None, n)


def ordered(items: Iterable[Item], at: Locale) -> list[Item]:
    """Late ones first, then by date."""
    place = {w: i for i, w in enumerate(PARTS)}
    return sorted(items, key=lambda i: (place[i.when], _sortable(i.at, at), i.register, i.record_id or 0))


def with_names(reader: Reader, items: Sequence[Item]) -> list[Item]:
    """The items with the names of the people they fall to."""
    ids = {i.who_id for i in items if i.who_id is not None}
    names = staff_names(reader, ids)
    return [replace(i, who=names.get(i.who_id, "")) if i.who_id is not None else i for i in items]


def staff_names(reader: Reader, ids: Iterable[int]) -> dict[int, str]:
    """The names of staff, masked where the shop chose that names are."""
    found, masked = reader.titles("staff", ids), names_masked(reader)
    return {i: said_name(name, masked) for i, name in found.items()}


def _sortable(at: date | datetime | None, locale: Locale) -> tuple[date, float]:
    if isinstance(at, datetime):
        return business_date(at, locale.tz), at.timestamp()
    return at or locale.today, 0.0


def _said(rule: Rule, row: Values) -> dict[str, str]:
    """What stands in a rule's label: the title, or fields in words, personal ones masked as in lists."""
    said: dict[str, str] = {}
    for name in _named(rule.due.label.msgid):
        if name == "title":
            said[name] = said_title(rule.register, title_of(rule.register, row), rule.names_masked)
        else:
            f, value = rule.register.field(name), row.get(name)
            said[name] = f.kind.say(f.kind.mask(value) if hides(f, rule.names_masked) else value, rule.at)
    series = rule.register.numbering
    if series is not None and series.field in said and "title" in said:  # a title may begin with the number
        said["title"] = said["title"].removeprefix(said[series.field]).strip()
    return said


@lru_cache(maxsize=512)
def _named(label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(label) if name))
