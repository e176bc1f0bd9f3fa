"""What Today shows: what is late, due today, this week and later, for everyone or one person, and what was put off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from app.models.registers.staff import StaffMember
from app.services.due import (
    PARTS,
    PER_RULE,
    Counted,
    Item,
    Person,
    Rule,
    When,
    count,
    grouped,
    ordered,
    rules,
    singles,
    staff_names,
    with_names,
)
from app.services.figures import DaySales, Figure, TopProduct, last_days, today_figures, top_products
from app.services.privacy import names_masked, said_name
from app.services.snoozes import hidden, ids_put_off, put_off
from app.services.tables import table
from app.store.reader import Reader

__all__ = [
    "PER_RULE",
    "Board",
    "Item",
    "Person",
    "Someone",
    "Today",
    "When",
    "board",
    "due_counts",
    "today",
]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person to whom something is due, how much of it is late, and how much in all within the week."""

    person: Person
    name: str
    late: int
    total: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that is due. `counts` are exact and count what was put off too; of the rest `items` shows the first.

    An item that counts several records counts as one.
    """

    items: tuple[Item, ...]
    put_off: tuple[Item, ...]
    counts: Mapping[When, int]

    def of(self, when: When) -> tuple[Item, ...]:
        """The items of one part of time."""
        return tuple(i for i in self.items if i.when == when)

    def shown(self, when: When) -> int:
        """How many of a part are not put off."""
        return self.counts[when] - sum(1 for i in self.put_off if i.when == when)


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that the Today page shows."""

    board: Board
    people: tuple[Someone, ...]
    figures: tuple[Figure, ...]
    sales: tuple[DaySales, ...]
    top: tuple[TopProduct, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """What is due and was not put off."""
        return self.board.items


Look = list[tuple[Rule, Counted]]
"""Each rule with what it counts for everyone; those that make one item of many count nothing here."""


def today(reader: Reader, person: Person | None = None) -> Today:
    """What is due, who has something due, figures, the sales of fourteen days and what sold best in them."""
    day = reader.locale.today
    looked = look(reader)
    return Today(
        board(reader, person, looked),
        people(reader, looked),
        today_figures(reader),
        tuple(last_days(reader)),
        tuple(top_products(reader, day - timedelta(days=13), day)),
    )


def look(reader: Reader) -> Look:
    """Count what every rule finds, once for all that is asked about it."""
    return [(rule, Counted() if rule.due.grouped else count(reader, rule)) for rule in rules(reader)]


def board(reader: Reader, person: Person | None = None, looked: Look | None = None) -> Board:
    """Everything that is due, for everyone or one person, late ones first, then by date."""
    off = put_off(reader)
    counts: dict[When, int] = dict.fromkeys(PARTS, 0)
    items: list[Item] = []
    away: list[Item] = []
    for everyones, counted in looked if looked is not None else look(reader):
        if person is not None and not everyones.due.who:
            continue
        rule = replace(everyones, person=person)
        mine = off.get((rule.register.name, rule.due.name), {})
        found = _of_rule(reader, rule, counted.of(person), bool(mine), counts)
        if mine:
            gone = hidden(reader, rule, mine)
            away += gone
            found = [] if rule.due.grouped and gone else found
        items += found
    at = reader.locale
    return Board(
        tuple(with_names(reader, ordered(items, at))), tuple(with_names(reader, ordered(away, at))), dict(counts)
    )


def _of_rule(
    reader: Reader, rule: Rule, counted: Mapping[When, int], some_off: bool, counts: dict[When, int]
) -> list[Item]:
    if rule.due.grouped:
        item = grouped(reader, rule)
        if item is None:
            return []
        counts[item.when] += 1
        return [item]
    for when, n in counted.items():
        counts[when] += n
    spans = [span for when, span in rule.spans().items() if counted[when]]
    return singles(reader, rule, spans, ids_put_off(reader, rule) if some_off else None) if spans else []


def due_counts(reader: Reader, person: Person | None = None) -> dict[When, int]:
    """How many items are due in each part of time, exactly, also those that were put off."""
    counts: dict[When, int] = dict.fromkeys(PARTS, 0)
    for everyones, counted in look(reader):
        if person is not None and not everyones.due.who:
            continue
        if everyones.due.grouped:
            item = grouped(reader, replace(everyones, person=person))
            if item is not None:
                counts[item.when] += 1
        else:
            for when, n in counted.of(person).items():
                counts[when] += n
    return counts


def person_of(reader: Reader, login: str) -> Person:
    """The person who signs in under a name: their staff record, where there is one, and the name itself."""
    t = table(StaffMember)
    wanted = select(t.c.id, t.c.name).where(t.c.login == login, t.c.voided_at.is_(None)).order_by(t.c.id).limit(1)
    rows = reader.rows(wanted)
    return Person(rows[0]["id"], frozenset({login, rows[0]["name"]})) if rows else Person(None, frozenset({login}))


def people(reader: Reader, looked: Look | None = None) -> tuple[Someone, ...]:
    """Everyone to whom something is due, those with the most that is late first."""
    by_staff: dict[int, list[int]] = {}
    by_name: dict[str, list[int]] = {}
    for _, counted in looked if looked is not None else look(reader):
        _add_up(counted, by_staff, by_name)
    titles = reader.titles("staff", by_staff)
    for staff_id, numbers in by_staff.items():
        named = by_name.pop(titles.get(staff_id, ""), [0, 0])
        by_staff[staff_id] = [numbers[0] + named[0], numbers[1] + named[1]]
    shown = staff_names(reader, by_staff)
    masked = names_masked(reader)
    found = [Someone(Person(i, frozenset({titles[i]})), shown[i], *n) for i, n in by_staff.items() if i in titles]
    found += [Someone(Person(None, frozenset({name})), said_name(name, masked), *n) for name, n in by_name.items()]
    return tuple(sorted(found, key=lambda s: (-s.late, -s.total, s.name)))


def _add_up(counted: Counted, by_staff: dict[int, list[int]], by_name: dict[str, list[int]]) -> None:
    for who, numbers in counted.whose.items():
        add = (numbers["late"], numbers["late"] + numbers["today"] + numbers["week"])
        if isinstance(who, int):
            was = by_staff.get(who, [0, 0])
            by_staff[who] = [was[0] + add[0], was[1] + add[1]]
        elif who:
            was = by_name.get(who, [0, 0])
            by_name[who] = [was[0] + add[0], was[1] + add[1]]
