"""Fields of a record as labelled cells, in the reader's words, masked like everywhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.core.dates import business_date
from app.core.i18n import N_, Text
from app.models.declaration import Register
from app.models.kinds import Choice, Day, LongText, Moment
from app.reports.content import LineTable
from app.reports.papers.blocks import Box, Ticks
from app.reports.prepare import Context, line_table, said, titles_for


class Paper:
    """One record that a form is made of. Labels may be given where the form's own word differs from the field's."""

    def __init__(self, ctx: Context, register: str, record_id: int, *, open_fields: Sequence[str] = ()) -> None:
        """Read the record. `open_fields` stay unmasked: what the form exists to say. Raises `NotFound`."""
        self.ctx = ctx
        self.register: Register = ctx.registry[register]
        self.id = record_id
        self.values: dict[str, Any] = ctx.reader.record(register, record_id)
        self.hidden = ctx.hidden(self.register.fields) - set(open_fields)
        self._masked: dict[str, None] = {}
        self._titles = titles_for(ctx.reader, self.register.fields, [self.values])

    def say(self, text: Text) -> str:
        """Words in the reader's language."""
        return self.ctx.say(text)

    def said(self, name: str, label: Text | None = None) -> str:
        """A field's value in words; empty where it is not filled in. What is masked is noted under that label."""
        if name in self.hidden and self.values.get(name):
            self._masked[self.say(label) if label is not None else self.label(name)] = None
        return said(self.ctx, self.register.field(name), self.values.get(name), self._titles, name in self.hidden)

    def label(self, name: str) -> str:
        """A field's own label."""
        return self.ctx.say(self.register.field(name).label)

    def box(self, name: str, label: Text | None = None, *, span: int = 1, lines: int = 0) -> Box:
        """A field as a cell. `lines` 0: as high as its kind is usually written."""
        kind = self.register.field(name).kind
        option = kind.option(self.values.get(name)) if isinstance(kind, Choice) and kind.pill else None
        least = lines or (3 if isinstance(kind, LongText) else 1)
        words = self.say(label) if label is not None else self.label(name)
        return Box(words, self.said(name, label), span, least, option.tone if option else None)

    def row(self, *names: str) -> tuple[Box, ...]:
        """Fields side by side, of equal width."""
        return tuple(self.box(name) for name in names)

    def wide(self, name: str, label: Text | None = None, lines: int = 3) -> tuple[Box, ...]:
        """A field over the whole row."""
        return (self.box(name, label, lines=lines),)

    def ticks(self, name: str, label: Text | None = None) -> Ticks:
        """A choice as boxes, the chosen one ticked."""
        f = self.register.field(name)
        assert isinstance(f.kind, Choice)
        marks = tuple((self.say(o.label), o.key == self.values.get(name)) for o in f.kind.options)
        return Ticks(self.say(label or f.label), marks)

    def day(self, name: str) -> str:
        """The date of a date or an instant."""
        value = self.values.get(name)
        if isinstance(value, datetime):
            value = business_date(value, self.ctx.locale.tz)
        return Day().say(value, self.ctx.locale) if isinstance(value, date) else ""

    def recorded(self, happened: object, entered: object) -> tuple[tuple[Box, ...], ...]:
        """A row that says when something was entered, if that was on another day than it happened; else no row."""
        if not isinstance(happened, date) or not isinstance(entered, datetime):
            return ()
        tz = self.ctx.locale.tz
        day = business_date(happened, tz) if isinstance(happened, datetime) else happened
        known = business_date(entered, tz)
        return () if known == day else ((Box(self.say(N_("Recorded on")), Day().say(known, self.ctx.locale)),),)

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The record's lines of that name; a line that names a member of the staff bears that name."""
        rows = self.ctx.reader.lines(self.register.name, self.id, name)
        unnamed = {r["staff_id"] for r in rows if "name" in r and not r["name"] and r.get("staff_id")}
        titles = self.ctx.reader.titles("staff", unnamed) if unnamed else {}
        return [{**r, "name": titles[r["staff_id"]]} if r.get("staff_id") in titles else r for r in rows]

    def table(self, name: str, *columns: str, rows: Sequence[Mapping[str, Any]] | None = None) -> LineTable:
        """Lines as a table: a ruled form names its columns and shows them even while they are empty.

        `rows`: in place of the lines as they are kept, for a form that leaves what is not known yet blank.
        """
        declared = next(x for x in self.register.lines if x.name == name)
        rows = self.lines(name) if rows is None else rows
        hidden = self.ctx.hidden(declared.fields)
        for f in declared.fields:
            if f.name in hidden and f.name in columns and any(row.get(f.name) for row in rows):
                self._masked[self.say(f.label)] = None
        return line_table(self.ctx, declared, rows, columns)

    def title_of(self, register: str, record_id: object) -> str:
        """What another record is called; empty for none."""
        if not isinstance(record_id, int):
            return ""
        return self.ctx.reader.titles(register, [record_id]).get(record_id, "")

    def moment(self, value: object) -> str:
        """An instant on the shop's clock."""
        return Moment().say(value, self.ctx.locale) if isinstance(value, datetime) else ""

    def masked_labels(self) -> tuple[str, ...]:
        """Labels of what was said masked so far: ask when all blocks are made."""
        return tuple(self._masked)

    def masks(self, label: Text) -> None:
        """Note that the form masks something under this label."""
        self._masked[self.say(label)] = None

    def other(self, register: str, record_id: int) -> Mapping[str, Any]:
        """All columns of another record."""
        return self.ctx.reader.record(register, record_id)
