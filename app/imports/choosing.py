"""What dropped files are: a known format, a mapping remembered or given, a register by its declaration."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.core.errors import UserError
from app.core.i18n import LANGUAGES, N_, Translator, listed
from app.imports import formats, lists_fields, register_columns
from app.imports.fields import field, fields_of
from app.imports.header import REASON_NAMES, Header, bare_key, find_header, header_key
from app.imports.mapping import Mapping, signature
from app.imports.readers.model import Source, Table
from app.imports.register_columns import Fit
from app.imports.suggest import suggest
from app.imports.wish import Wish
from app.models.declaration import Register
from app.models.registry import Registry
from app.store.reader import Reader

SPECIAL = ("orders", "products")
_LIKENESSES = 2
_ALIASES: MappingOf[str, MappingOf[str, str]] = MappingProxyType(
    {
        "orders": MappingProxyType(
            {
                "number": "order_id", "platform_order_id": "order_id", "payment": "payment_status",
                "fulfilment": "fulfilment_status", "aftersale": "aftersale_state", "waybills": "waybill",
                "items": "title", "platform_line_id": "line_id", "business_date": "placed_at",
            }
        ),
        "products": MappingProxyType(
            {"supplier_id": "supplier_name", "listing_text": "description", "on_hand": "stock"}
        ),
    }
)  # fmt: skip
"""A register's own names for fields that imports call otherwise."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its header."""

    source: Source
    table: Table
    header: Header

    @property
    def signature(self) -> str:
        """The name of this set of columns."""
        return signature(self.header.names)


@dataclass(frozen=True, slots=True)
class Choice:
    """How the files will be read: as `register`, with a format, a mapping, or by the declaration (`fit`).

    `platform`: whose orders they are, where an earlier import or the columns tell.
    """

    register: str
    format: str | None = None
    mapping: Mapping | None = None
    confirmed: bool = True
    fit: Fit | None = None
    sheet: Sheet | None = None
    platform: str = ""


def translators() -> tuple[Translator, ...]:
    """One translator per language: headings may be in any."""
    return tuple(Translator(language) for language in LANGUAGES)


def sheets_of(sources: Sequence[Source], registry: Registry) -> list[Sheet]:
    """The tables of the files, the longest first. Raises `UserError` when there is none."""
    words = translators()
    known = formats.VOCABULARY | {
        header_key(name)
        for r in register_columns.importable(registry)
        for f in r.fields
        for name in register_columns.names_of(f, words)
    }
    known |= {key for _, keys in lists_fields.fields(words).values() for key in keys}
    found = [
        Sheet(source, table, header)
        for source in sources
        for table in source.tables
        if table.rows and not table.hidden and (header := find_header(table, known)) is not None
    ]
    return sorted(found, key=lambda s: -len(s.table.rows))


def choose(sheets: Sequence[Sheet], wish: Wish, reader: Reader) -> Choice:
    """Decide how to read the files. Raises `UserError` for a register or mapping that does not fit."""
    registry = reader.registry
    register = _wanted(wish.register, registry)
    if wish.format:
        return Choice(register, wish.format)
    if register and register not in SPECIAL:
        return _by_declaration(sheets, registry[register], wish, reader)
    if wish.columns:
        return _by_columns(sheets, wish, register, reader)
    remembered = _remembered(sheets, register, reader)
    if remembered is not None:
        return remembered
    keys = [[k for k in s.header.keys if k not in REASON_NAMES] for s in sheets]
    if register or any(formats.recognise(k) for k in keys):
        return Choice(register)
    return _likeliest(sheets, registry)


def _wanted(name: str, registry: Registry) -> str:
    known = [*SPECIAL, *(r.name for r in register_columns.importable(registry))]
    if name and name not in known:
        raise UserError(
            N_("Nothing can be imported into “{name}”.", name=name),
            N_("Nothing was imported."),
            N_("Use one of {names}.", names=listed(known)),
        )
    return name


def _remembered(sheets: Sequence[Sheet], register: str, reader: Reader) -> Choice | None:
    for sheet in sheets:
        for name in (
            (register,) if register else (*SPECIAL, *(r.name for r in register_columns.importable(reader.registry)))
        ):
            kept = reader.import_mapping(name, sheet.signature)
            if kept is None:
                continue
            if name in SPECIAL:
                return Choice(name, mapping=_unpacked(name, kept), platform=str(kept.get("platform") or ""))
            return Choice(name, fit=_kept_fit(sheet, reader.registry[name], kept), sheet=sheet)
    return None


def packed(mapping: Mapping) -> dict[str, Any]:
    """A mapping as the shop keeps it."""
    return {
        "columns": [list(pair) for pair in mapping.columns],
        "currency": mapping.currency,
        "date_order": mapping.date_order,
    }


def _unpacked(register: str, kept: MappingOf[str, Any]) -> Mapping:
    pairs = tuple((str(f), str(h)) for f, h in kept["columns"])
    return Mapping(register, pairs, kept.get("currency"), kept.get("date_order"))


def _kept_fit(sheet: Sheet, register: Register, kept: MappingOf[str, Any]) -> Fit:
    places = {header_key(n): at for at, n in enumerate(sheet.header.names)}
    columns = {
        f: places[header_key(h)] for f, h in kept["columns"] if header_key(h) in places and register.has_field(f)
    }
    return Fit(register, columns, 1.0)


def _by_declaration(sheets: Sequence[Sheet], register: Register, wish: Wish, reader: Reader) -> Choice:
    words = translators()
    kept = None if wish.columns else _remembered(sheets, register.name, reader)
    if kept is not None:
        return kept
    fits = [(_laid_over(register_columns.fit(register, s.header.names, words), s, wish), s) for s in sheets]
    fit, sheet = max(fits, key=lambda pair: (pair[0].score, len(pair[0].columns)))
    missing = [
        f.label for f in register_columns.typed(register)
        if f.required and f.default is None and f.name not in fit.columns
    ]  # fmt: skip
    if not fit.columns or missing:
        raise UserError(
            N_("The file has no column for {field}.", field=missing[0] if missing else register.label),
            N_("Nothing was imported."),
            N_("Its columns are: {columns}. Map them yourself.", columns=listed(sheet.header.names)),
        )
    return Choice(register.name, fit=fit, sheet=sheet, confirmed=bool(wish.columns))


def _laid_over(fit: Fit, sheet: Sheet, wish: Wish) -> Fit:
    """The person's own mapping over what the declaration says."""
    if not wish.columns:
        return fit
    places = {header_key(n): at for at, n in enumerate(sheet.header.names)}
    columns = {} if wish.exact else dict(fit.columns)
    _refuse_shared(wish.columns)
    for name, heading in wish.columns.items():
        if name not in {f.name for f in register_columns.typed(fit.register)}:
            raise _no_field(name, fit.register.name, [f.name for f in register_columns.typed(fit.register)])
        columns = {f: at for f, at in columns.items() if f != name and at != places.get(header_key(heading))}
        if heading:
            if header_key(heading) not in places:
                raise _no_column(heading, sheet)
            columns[name] = places[header_key(heading)]
    return Fit(fit.register, columns, max(fit.score, 0.01))


def _no_field(name: str, register: str, known: Sequence[str]) -> UserError:
    return UserError(
        N_("There is no field “{name}” in {kind}.", name=name, kind=register),
        None,
        N_("Use one of {names}.", names=listed(known)),
    )


def _no_column(heading: str, sheet: Sheet) -> UserError:
    return UserError(
        N_("The file has no column {missing}.", missing=heading),
        N_("Nothing was imported."),
        N_("Its columns are: {columns}.", columns=listed(sheet.header.names)),
    )


def _by_columns(sheets: Sequence[Sheet], wish: Wish, register: str, reader: Reader) -> Choice:
    """The person's own mapping, laid over what was chosen for these columns before, or what their names suggest."""
    sheet = _with_columns(sheets, wish)
    before = _remembered([sheet], register, reader)
    guess = before.mapping if before and before.mapping else _guess(sheet, register or None)
    kind = register or (guess.kind if guess else _kind_of(wish.columns))
    said = {(_ALIASES[kind].get(n, n) if field(kind, n) is None else n): h for n, h in wish.columns.items()}
    for name in said:
        if field(kind, name) is None:
            raise _no_field(name, kind, [f.name for f in fields_of(kind)])
    _refuse_shared(said)
    taken = {header_key(h) for h in said.values() if h}
    pairs = (
        {n: h for n, h in guess.columns if n not in said and header_key(h) not in taken}
        if guess and not wish.exact
        else {}
    )
    pairs |= {n: h for n, h in said.items() if h}
    ordered = tuple((f.name, pairs[f.name]) for f in fields_of(kind) if f.name in pairs)
    currency = wish.currency or (guess.currency if guess else None)
    order = wish.date_order or (guess.date_order if guess else None)
    known = before.platform if before else next((f.platform for _, f in formats.recognise(sheet.header.keys)), "")
    return Choice(kind, mapping=Mapping(kind, ordered, currency or None, order or None), platform=known)


def _refuse_shared(said: MappingOf[str, str]) -> None:
    """A column is one field: of two, one would be left out without a word."""
    fields: dict[str, str] = {}
    for name, heading in said.items():
        other = fields.setdefault(header_key(heading), name) if heading else name
        if other != name:
            raise UserError(
                N_("The column {column} is given to two fields: {one} and {two}.", column=heading, one=other, two=name),
                N_("Nothing was imported."),
                N_("Give it to one of them."),
            )


def _with_columns(sheets: Sequence[Sheet], wish: Wish) -> Sheet:
    wanted = {header_key(h): h for h in wish.columns.values() if h}
    for sheet in sheets:
        if wanted.keys() <= set(sheet.header.keys):
            return sheet
    missing = next(h for key, h in wanted.items() if key not in sheets[0].header.keys)
    raise _no_column(missing, sheets[0])


def _kind_of(columns: MappingOf[str, str]) -> str:
    return "orders" if "order_id" in columns or "platform_order_id" in columns else "products"


def _guess(sheet: Sheet, kind: str | None) -> Mapping | None:
    header = sheet.header
    return suggest(header.names, sheet.table.rows[header.first : header.last], kind)


def _known_words(guess: Mapping) -> int:
    """How many columns of a suggested mapping are called exactly as the field is; likeness alone proves little."""
    return sum(
        1
        for name, heading in guess.columns
        if (f := field(guess.kind, name)) is not None
        and {header_key(heading), bare_key(header_key(heading))} & {header_key(w) for w in f.words}
    )


def _likeliest(sheets: Sequence[Sheet], registry: Registry) -> Choice:
    """A table that no format knows: the register whose declaration covers more of it than orders or products do."""
    words = translators()
    for sheet in sheets:
        fit = register_columns.best(registry, sheet.header.names, words)
        guess = _guess(sheet, None)
        covered = _known_words(guess) / max(len(sheet.header.names), 1) if guess else 0.0
        if fit is not None and fit.score > covered:
            return Choice(fit.register.name, fit=fit, sheet=sheet, confirmed=False)
        if guess is not None:
            return Choice("orders" if _alike(guess) and not covered else "")
    return Choice("")


def _alike(guess: Mapping) -> bool:
    """Whether all that speaks for products is that a heading or two look like theirs: any table has a name."""
    return guess.kind == "products" and len(guess.columns) <= _LIKENESSES
