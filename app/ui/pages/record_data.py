"""One record with all that surrounds it, read in one snapshot on a reader's thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.models.declaration import Field, Register, Related, Where
from app.models.kinds import LineText, PersonName, Ref
from app.services.fixed import fixed_fields
from app.services.links import Linked, linked
from app.services.privacy import names_masked, said_title
from app.services.timelines import told
from app.store.reader import Attached, Event, Reader
from app.store.view import View
from app.ui.pages.words import subtitle

FIRST_RELATED = 5
FIRST_EVENTS = 12
MOST_EVENTS = 500


@dataclass(frozen=True, slots=True)
class RelatedPart:
    """The first few records that point at this one, and how many there are. Rows are (id, title, more words)."""

    related: Related
    count: int
    rows: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordData:
    """What a panel or a form shows. `titles` names referred records by register and id."""

    register: Register
    id: int
    values: dict[str, Any]
    title: str
    titles: Mapping[str, Mapping[int, str]]
    lines: Mapping[str, list[dict[str, Any]]]
    related: tuple[RelatedPart, ...] = ()
    linked: tuple[Linked, ...] = ()
    notes: tuple[dict[str, Any], ...] = ()
    attached: tuple[Attached, ...] = ()
    events: tuple[Event, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    names_masked: bool = False

    @property
    def voided(self) -> bool:
        """Whether the record was taken out of the lists."""
        return self.values.get("voided_at") is not None

    @property
    def fixed(self) -> frozenset[str]:
        """The fields, and names of lines, that stay as they were issued."""
        return fixed_fields(self.register, self.values)

    def repeats(self, declared: Field) -> bool:
        """Whether a line of text only says again what a reference of the record is called."""
        if not isinstance(declared.kind, LineText | PersonName):
            return False
        refs = ((f.kind, self.values.get(f.name)) for f in self.register.fields if isinstance(f.kind, Ref))
        return self.values.get(declared.name) in {self.title_of(kind, value) for kind, value in refs if value}

    def title_of(self, kind: Ref, value: object) -> str:
        """What a referred record is called."""
        return self.titles.get(kind.register, {}).get(value, "") if isinstance(value, int) else ""


def load(reader: Reader, register_name: str, record_id: int, *, events: int = FIRST_EVENTS) -> RecordData:
    """Read a record and what surrounds it. Raises `NotFound`."""
    register = reader.registry[register_name]
    values = reader.record(register_name, record_id)
    lines = {x.name: reader.lines(register_name, record_id, x.name) for x in register.lines}
    wanted: dict[str, set[int]] = {}
    _collect(wanted, register.fields, [values])
    for declared in register.lines:
        _collect(wanted, declared.fields, lines[declared.name])
    names = names_masked(reader)
    return RecordData(
        register,
        record_id,
        values,
        said_title(register, reader.titles(register_name, [record_id]).get(record_id, ""), names) or f"#{record_id}",
        {name: masked_titles(reader, name, ids, names) for name, ids in wanted.items()},
        lines,
        tuple(related_part(reader, r, record_id) for r in register.related),
        tuple(_said_link(reader, x, names) for x in linked(reader, register_name, record_id)),
        tuple(reader.notes(register_name, record_id)),
        tuple(reader.attachments(register_name, record_id)),
        tuple(told(reader, register_name, record_id, events + 1)),
        names_masked=names,
    )


def related_part(reader: Reader, related: Related, record_id: int, most: int = FIRST_RELATED) -> RelatedPart:
    """The records of another register that point at this one, the latest first as its list has them."""
    register = reader.registry[related.register]
    view = View(related.register, (Where(related.by, "eq", record_id),), columns=("id",))
    count = reader.count(view)
    first = view.changed(chip=register.first_chip)
    ids = [int(row[0]) for row in reader.page(first, 0, most) or reader.page(view, 0, most)] if count else []
    names = names_masked(reader)
    titles, rows = masked_titles(reader, related.register, ids, names), reader.records(related.register, ids)
    at = reader.locale
    found = tuple((i, titles.get(i, ""), subtitle(register, rows[i], at, 4, names)) for i in ids if i in rows)
    return RelatedPart(related, count, found)


def _said_link(reader: Reader, found: Linked, names: bool) -> Linked:
    return replace(found, title=said_title(reader.registry[found.register], found.title, names))


def related_view(related: Related, record_id: int) -> View:
    """The whole list of related records."""
    return View(related.register, (Where(related.by, "eq", record_id),))


def masked_titles(reader: Reader, register: str, ids: Iterable[int], names: bool) -> dict[int, str]:
    """What records are called on the screen; `names`: whether people's names are masked."""
    declared = reader.registry[register]
    return {i: said_title(declared, title, names) for i, title in reader.titles(register, ids).items()}


def _collect(wanted: dict[str, set[int]], fields: tuple[Field, ...], rows: list[dict[str, Any]]) -> None:
    for f in fields:
        if isinstance(f.kind, Ref):
            ids = {v for row in rows if isinstance(v := row.get(f.name), int)}
            if ids:
                wanted.setdefault(f.kind.register, set()).update(ids)
