"""Records into pages: reads what a printed form says, masked unless it may be shown, in the reader's
language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.amounts import add_up
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.actions import action_words
from app.models.declaration import Field, Lines, Register
from app.models.kinds import Choice, CodeText, Day, Integer, LongText, Moment, Phone, Ref, Value, YesNo
from app.models.registry import Registry
from app.reports.content import Head, LineTable, Pair, Pill, RecordPage, Section
from app.services.privacy import concealed, hides, lines_told, names_masked
from app.store.query import title_of
from app.store.reader import Reader

_FIXED = (CodeText, Integer, Day, Moment, Choice, YesNo, Phone)
_TIMELINE = 60


@dataclass(frozen=True, slots=True)
class Context:
    """What preparing a form needs: an open reader, the language, the shop's name, and whether to show all."""

    reader: Reader
    locale: Locale
    shop: str
    reveal: bool = False

    @property
    def registry(self) -> Registry:
        """The registers of the program."""
        return self.reader.registry

    def say(self, text: Text) -> str:
        """Words in the reader's language."""
        return self.locale.tr(text)

    def hidden(self, fields: Iterable[Field]) -> frozenset[str]:
        """Names of the fields to mask."""
        return hidden(self.reader, fields, self.reveal)


def hidden(reader: Reader, fields: Iterable[Field], reveal: bool) -> frozenset[str]:
    """Names of the fields to mask: the sensitive ones, and people's names where the shop chose so."""
    if reveal:
        return frozenset()
    names = names_masked(reader)
    return frozenset(f.name for f in fields if hides(f, names))


def said(ctx: Context, f: Field, value: Value, titles: Mapping[tuple[str, int], str], mask: bool = False) -> str:
    """A field's value in words: a reference as its title, personal parts masked if asked."""
    if isinstance(f.kind, Ref):
        return titles.get((f.kind.register, value), "") if isinstance(value, int) else ""
    return f.kind.say(f.kind.mask(value) if mask else value, ctx.locale)


def titles_for(
    reader: Reader, fields: Sequence[Field], rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[str, int], str]:
    """The titles of everything that rows refer to, one query for each register."""
    wanted: dict[str, set[int]] = {}
    for f in fields:
        if isinstance(f.kind, Ref):
            ids = {r[f.name] for r in rows if isinstance(r.get(f.name), int)}
            wanted.setdefault(f.kind.register, set()).update(ids)
    return {
        (register, i): title
        for register, ids in wanted.items()
        if ids
        for i, title in reader.titles(register, ids).items()
    }


def record_page(ctx: Context, register_name: str, record_id: int, *, timeline: bool = False) -> RecordPage:
    """Any record from its declaration: states as pills, groups, lines with sums, long texts, timeline if
    asked.

    Raises `NotFound`.
    """
    register = ctx.registry[register_name]
    values = ctx.reader.record(register_name, record_id)
    masked = ctx.hidden(register.fields)
    titles = titles_for(ctx.reader, register.fields, [values])
    states = {f.name for f in register.state_fields()}
    long = [f for f in register.fields if isinstance(f.kind, LongText) and values.get(f.name)]
    skip = {*states, *(f.name for f in long), *(register.title if len(register.title) == 1 else ())}
    tables = [
        line_table(
            ctx,
            declared,
            lines_told(declared.fields, values, ctx.reader.lines(register_name, record_id, declared.name)),
        )
        for declared in register.lines
    ]
    return RecordPage(
        shop=ctx.shop,
        kind=ctx.say(register.singular),
        name=title_of(register, values) or f"#{record_id}",
        subtitle=_recorded(ctx, values),
        pills=pills(ctx, register, values),
        sections=sections(ctx, register, values, titles, masked, skip),
        tables=tuple(tables),
        notes=(*_long_texts(ctx, long, values), *remarks(ctx, register_name, record_id)),
        timeline=timeline_table(ctx, register, record_id, masked) if timeline else None,
        masked=_masked_labels(ctx, register, values, masked),
    )


def pills(ctx: Context, register: Register, values: Mapping[str, Any]) -> tuple[Pill, ...]:
    """The record's states; a voided record says so first."""
    found: list[Pill] = []
    if values.get("voided_at") is not None:
        found.append(Pill(ctx.say(N_("Voided")), "red"))
    for f in register.state_fields():
        option = f.kind.option(values.get(f.name)) if isinstance(f.kind, Choice) else None
        if option is not None:
            found.append(Pill(ctx.say(option.label), option.tone))
    return tuple(found)


def sections(
    ctx: Context,
    register: Register,
    values: Mapping[str, Any],
    titles: Mapping[tuple[str, int], str],
    masked: frozenset[str],
    skip: set[str],
) -> tuple[Section, ...]:
    """The form's groups with the fields that are filled in."""
    made: list[Section] = []
    for group in register.form_groups():
        pairs: list[Pair] = []
        for name in group.fields:
            f = register.field(name)
            words = "" if name in skip else said(ctx, f, values.get(name), titles, name in masked)
            if words:
                pairs.append((ctx.say(f.label), words))
        if pairs:
            made.append(Section(ctx.say(group.label), tuple(pairs)))
    return tuple(made)


def line_table(
    ctx: Context, declared: Lines, rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = ()
) -> LineTable:
    """A record's lines: these columns, filled in or not; without any, those that hold something.

    Sums stand under the columns that are summed.
    """
    titles = titles_for(ctx.reader, declared.fields, rows)
    masked = ctx.hidden(declared.fields)
    named = {f.name: f for f in declared.fields}
    shown = [named[name] for name in columns] or [
        f
        for f in declared.fields
        if (f.required or any(r.get(f.name) not in (None, "", 0, False) for r in rows)) and not _doubled(f, declared)
    ]
    heads = tuple(head(ctx, f) for f in shown)
    body = tuple(tuple(said(ctx, f, r.get(f.name), titles, f.name in masked) for f in shown) for r in rows)
    totals = [
        f.kind.say(add_up(r[f.name] for r in rows if r.get(f.name)), ctx.locale) if f.summed else "" for f in shown
    ]
    if not any(totals) or len(rows) < 2:
        return LineTable(ctx.say(declared.label), heads, body)
    if not totals[0]:
        totals[0] = ctx.say(N_("Total"))
    return LineTable(ctx.say(declared.label), heads, body, tuple(totals))


def head(ctx: Context, f: Field) -> Head:
    """The heading of a field's column."""
    tones = (
        tuple((ctx.say(o.label), o.tone) for o in f.kind.options) if isinstance(f.kind, Choice) and f.kind.pill else ()
    )
    return Head(ctx.say(f.label), f.kind.align, isinstance(f.kind, _FIXED), tones)


def remarks(ctx: Context, register_name: str, record_id: int) -> tuple[Pair, ...]:
    """The record's remarks, oldest first, as one text with author and time before each."""
    notes = list(reversed(ctx.reader.notes(register_name, record_id)))
    if not notes:
        return ()
    moment = Moment()
    text = "\n".join(f"{moment.say(n['at'], ctx.locale)} {n['author']}: {n['text']}" for n in notes)
    return ((ctx.say(N_("Remarks")), text),)


def timeline_table(ctx: Context, register: Register, record_id: int, masked: frozenset[str]) -> LineTable:
    """Who changed what and when, newest first: field, old value, new value."""
    moment = Moment()
    rows: list[tuple[str, ...]] = []
    secret = concealed(register, ctx.reader.record(register.name, record_id))
    events = ctx.reader.timeline(register.name, record_id, _TIMELINE)
    changed = [{name: value} for e in events for name, *values in e.changes for value in values]
    titles = titles_for(ctx.reader, register.fields, changed)
    for event in events:
        changes = [
            _change(ctx, register.field(name), old, new, titles, name in masked)
            for name, old, new in event.changes
            if register.has_field(name) and name not in secret and not register.field(name).derived
        ]
        words = action_words(register, event.action)
        done = words if isinstance(words, str) else ctx.say(words)
        what = f"{done}: {event.reason}" if event.reason else done
        rows.append((moment.say(event.at, ctx.locale), event.user, what, "; ".join(changes)))
    heads = (
        Head(ctx.say(N_("Time")), fixed=True),
        Head(ctx.say(N_("Who"))),
        Head(ctx.say(N_("What"))),
        Head(ctx.say(N_("Changes"))),
    )
    return LineTable(ctx.say(N_("Timeline")), heads, tuple(rows))


def _change(ctx: Context, f: Field, old: Any, new: Any, titles: Mapping[tuple[str, int], str], mask: bool) -> str:
    def words(value: Any) -> str:
        if isinstance(f.kind, Ref):
            return (titles.get((f.kind.register, value)) or f"#{value}") if value else "-"
        return f.kind.say(f.kind.mask(value) if mask else value, ctx.locale)[:80] or "-"

    return f"{ctx.say(f.label)} {words(old)} → {words(new)}" if old is not None else f"{ctx.say(f.label)} {words(new)}"


def _doubled(f: Field, declared: Lines) -> bool:
    """A product's record beside its copied name says the same twice."""
    names = {other.name for other in declared.fields}
    return isinstance(f.kind, Ref) and f.name == "product_id" and bool(names & {"title", "product_name"})


def _long_texts(ctx: Context, long: Sequence[Field], values: Mapping[str, Any]) -> tuple[Pair, ...]:
    return tuple((ctx.say(f.label), str(values[f.name])) for f in long)


def _masked_labels(
    ctx: Context, register: Register, values: Mapping[str, Any], masked: frozenset[str]
) -> tuple[str, ...]:
    return tuple(ctx.say(f.label) for f in register.fields if f.name in masked and values.get(f.name))


def _recorded(ctx: Context, values: Mapping[str, Any]) -> str:
    when = Moment().say(values["created_at"], ctx.locale)
    words = N_("Recorded {time} by {name} · changes since: {n}", time=when, name=values["created_by"] or "-",
               n=max(int(values["version"]) - 1, 0))  # fmt: skip
    void = values.get("void_reason")
    return ctx.say(words) + (f" · {ctx.say(N_('Void: {reason}', reason=void))}" if void else "")
