"""The words a register is declared with. A declaration is plain data: no Qt, no SQL text.

Everything else derives from it: list, form, filters, bulk edit, import, Excel, PDF, audit wording, search.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from app.core.i18n import Text
from app.models.base import Base
from app.models.kinds import Choice, Kind, Tone, Value

Role = Literal["owner", "clerk", "inspector"]
WRITERS: tuple[Role, ...] = ("owner", "clerk")

Op = Literal["eq", "ne", "in", "not_in", "lt", "le", "gt", "ge", "empty", "filled", "contains", "le_field", "lt_field"]


@dataclass(frozen=True, slots=True)
class TodayPlus:
    """A business date that moves with the calendar: today plus `days`."""

    days: int = 0


@dataclass(frozen=True, slots=True)
class NowPlus:
    """An instant that moves with the clock: now plus `hours`."""

    hours: int = 0


Operand = Value | TodayPlus | NowPlus | tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """One condition on a stored field. For `le_field` and `lt_field` the value names another field."""

    field: str
    op: Op = "eq"
    value: Operand = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register: its column's name, its words, its kind, and how it behaves."""

    name: str
    label: Text
    kind: Kind
    required: bool = False
    default: Operand = None
    readonly: bool = False
    """Shown but never typed: set by transitions, services or sums."""
    brought: bool = False
    """Read-only, but a new record from a file may bring it: the state, score or day of something long since done."""
    derived: bool = False
    """Follows from other values of the record: a timeline that tells those does not tell it besides."""
    sensitive: bool = False
    """Personal: masked in lists and forms; revealing it is recorded."""
    bulk: bool = False
    """May be changed for many selected records at once."""
    help: Text | None = None
    import_names: tuple[str, ...] = ()
    """Column headings, in any language, under which files bring this field. Its labels always count."""
    stand_ins: tuple[str, ...] = ()
    """Headings that serve a needed field where no column of its own is there, instead of the field they belong to."""
    summed: bool = False
    """Its sum is shown for what is listed or selected."""
    moved: tuple[str, ...] = ()
    """Options of a choice that only a move sets, since it asks for what belongs to them; a new record from a file may
    bring them."""
    fresh: bool = False
    """A copy of the record begins without it: what came of a record is no part of its copy."""


@dataclass(frozen=True, slots=True)
class Group:
    """A titled part of the form, in the order of work."""

    label: Text
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A ready-made filter above the list. A red chip counts what is overdue or failed."""

    name: str
    label: Text
    where: tuple[Where, ...] = ()
    tone: Tone = "neutral"
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Transition:
    """An allowed move of a state field. What it does beyond the state is a service of the same name."""

    name: str
    label: Text
    field: str
    sources: tuple[str, ...]
    target: str
    icon: str = "check"
    roles: tuple[Role, ...] = WRITERS
    only: tuple[Where, ...] = ()
    """What else must hold of the record for the move to be offered (`eq`, `ne`, `in`, `not_in`, `empty`, `filled`)."""
    requires: tuple[str, ...] = ()
    """Fields of the record that must be filled before the move."""
    asks: tuple[Field, ...] = ()
    """What the person is asked for when making the move."""
    stamps: str | None = None
    """The instant field that is set to the time of the move."""
    primary: bool = False
    bulk: bool = True
    confirm: Text | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows that belong to a record, such as an order's lines: table, column of the parent, and fields."""

    name: str
    label: Text
    model: type[Base]
    parent: str
    fields: tuple[Field, ...]
    readonly: bool = False
    """Filled by services only; the form shows them but takes no typing."""

    def field(self, name: str) -> Field:
        """The line's field of that name. Raises `KeyError`."""
        return _named(self.fields, name)


@dataclass(frozen=True, slots=True)
class Related:
    """Records of another register that point at this one, shown in its panel."""

    register: str
    by: str
    label: Text


@dataclass(frozen=True, slots=True)
class SaidAs:
    """Other words for a state at the head of a record of which `where` holds and whose field `until` is filled."""

    field: str
    where: tuple[Where, ...]
    label: Text
    """`{until}` stands for the value of the field `until`."""
    until: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers without gaps per year: `SO-2026-000123`. `digits` pads; the field is a `CodeText`.

    Versions of one thing take one number together: `family` names the field that holds it, and each version's own
    number is that one or begins with it (`EP-2026-0001`, `EP-2026-0001-2`).
    """

    prefix: str
    field: str = "number"
    digits: int = 6
    family: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a record must be kept, counted from the day on which it was over, and why.

    Counted from the latest of `field` and `after` (dates or instants) that is filled, and not before `once` holds:
    while a thing is alive no clock runs. With 0 years the field itself is the last day.
    """

    field: str
    years: int
    source: Text
    after: tuple[str, ...] = ()
    once: Where | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that may begin the clock."""
        return (self.field, *self.after)


@dataclass(frozen=True, slots=True)
class Due:
    """A rule that puts records on Today: those that match `where`, due at a date or instant field."""

    name: str
    label: Text
    """Words of the item; `{title}` and any field's name may stand in it."""
    where: tuple[Where, ...]
    at: str | None = None
    soon_days: int = 7
    grouped: bool = False
    """One item that counts the records, instead of one item each. The label then has `{n}`."""
    who: str = ""
    """The field that names the person it falls to: a `Ref` to staff, or a `PersonName`."""
    does: str = ""
    """The move that settles an item, offered on Today beside it: of several names, with spaces, the first that fits."""
    legal: bool = False
    """Its date is set by law or by an authority: it is put off to the day before at most, once it is late by a day."""
    leads: tuple[str, str] | None = None
    """The columns that name another record (register, id) at which the work is done: an item opens that one."""


@dataclass(frozen=True, slots=True)
class Opens:
    """A record of another register that one step opens from this one; the two stay linked.

    `fills` gives the new record's fields: words with `{title}` or any field's name of this record in them, or `=field`
    for that field's value as it is (`=id` points back at this record, which then is their only bond). `asks` names the
    new record's fields that the person is asked for first.
    """

    name: str
    register: str
    label: Text
    icon: str
    fills: Mapping[str, str]
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """One register, declared whole."""

    name: str
    """Stable plural name in lower case, for scripts and the audit log: `orders`."""
    code: int
    """Stable small number, never reused: it is part of search ids."""
    model: type[Base]
    label: Text
    singular: Text
    purpose: Text
    """What an empty list says the page is for."""
    icon: str
    section: str
    """The navigation group's key."""
    fields: tuple[Field, ...]
    title: tuple[str, ...]
    """Fields whose words name a record in a heading."""
    columns: tuple[str, ...]
    """Fields listed at first, in order. Others can be added by the reader."""
    sort: str
    """The field a list is sorted by at first; a leading minus means newest first."""
    groups: tuple[Group, ...] = ()
    chips: tuple[Chip, ...] = ()
    first_chip: str = ""
    """The chip that is on when the list is first opened; empty for the whole list."""
    search: tuple[str, ...] = ()
    transitions: tuple[Transition, ...] = ()
    lines: tuple[Lines, ...] = ()
    related: tuple[Related, ...] = ()
    numbering: Numbering | None = None
    retention: Retention | None = None
    due: tuple[Due, ...] = ()
    business_date: str | None = None
    """The date field by which periods select this register's records."""
    key: tuple[str, ...] = ()
    """Fields that tell whether an imported row is a record the shop already has. No two records share them."""
    same: tuple[str, ...] = ()
    """Where no key is unique: fields that, all alike, make an imported row the record that the shop has already."""
    quick: tuple[str, ...] = ()
    """What is asked where a record is made on the way, from a box that refers to it; what was typed there is the first.

    Empty: it is made on its own page only.
    """
    said_as: tuple[SaidAs, ...] = ()
    """Where the name of a state alone would say too much or too little of some records."""
    past: Where | None = None
    """Records that this holds of are not offered for a new choice any more; what names one already keeps it."""
    editable: bool = True
    """False: written by services only (a ledger)."""
    creatable: bool = True
    importable: bool = True
    order: int = 100
    """Place within its section, or within its family."""
    family: str = ""
    """The key of the family whose tab it shares; without one it has a tab of its own."""
    opens: tuple[Opens, ...] = ()
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def field(self, name: str) -> Field:
        """The field of that name. Raises `KeyError`."""
        return _named(self.fields, name)

    def has_field(self, name: str) -> bool:
        """Whether there is a field of that name."""
        return any(f.name == name for f in self.fields)

    def transition(self, name: str) -> Transition:
        """The transition of that name. Raises `KeyError`."""
        for t in self.transitions:
            if t.name == name:
                return t
        raise KeyError(f"{self.name} has no transition {name}")

    def state_fields(self) -> tuple[Field, ...]:
        """The fields that only transitions change, in form order."""
        moved = {t.field for t in self.transitions}
        return tuple(f for f in self.fields if f.name in moved)

    def states(self, field_name: str) -> tuple[str, ...]:
        """The keys of a state field's states."""
        kind = self.field(field_name).kind
        return tuple(o.key for o in kind.options) if isinstance(kind, Choice) else ()

    def form_groups(self) -> tuple[Group, ...]:
        """The form's groups; without a declaration, one group of all fields."""
        return self.groups or (Group(self.singular, tuple(f.name for f in self.fields)),)


def _named(fields: tuple[Field, ...], name: str) -> Field:
    for f in fields:
        if f.name == name:
            return f
    raise KeyError(f"no field {name}")
