"""Finding records to refer to, for editors and grids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.core.i18n import Translator
from app.core.text import fold, initials
from app.models.declaration import Field, Op, Register, Where
from app.models.kinds import Ref
from app.services.privacy import names_masked, said_title
from app.services.transitions import holds
from app.store.reader import Reader
from app.store.shop import Shop
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.making import making
from app.ui.pages.words import subtitle
from app.ui.widgets.editors.matches import Lookup, Maker, Named

_NOT: Mapping[Op, Op] = MappingProxyType({"eq": "ne", "in": "not_in"})
"""What a register's declaration of its past records is turned into, to list the others."""
_SPARE = 4
"""So many times what is shown is looked for, since those who left may come first."""


class RegisterLookup:
    """`Lookup` in one register, by whatever its search index knows: number, name, pinyin, barcode.

    What is declared to be past is found by its whole name only, with its state; `every` finds it like the rest.
    """

    def __init__(
        self, shop: Shop, tr: Translator, register: str, maker: Maker | None = None, *, every: bool = False
    ) -> None:
        self.maker = maker
        self._past = None if every else shop.registry[register].past
        self._shop = shop
        self._tr = tr
        self._register = register

    def find(self, text: str, limit: int) -> Sequence[Named]:
        """The best matches; with no text, the latest records."""
        register = self._shop.registry[self._register]
        with self._shop.read(self._tr) as reader:
            ids = self._ids(reader, text, limit)
            titles = reader.titles(self._register, ids)
            rows = reader.records(self._register, ids)
            at, names = reader.locale, names_masked(reader)
        found: list[Named] = []
        for i in (i for i in ids if i in titles):
            past = is_past(self._past, rows[i])
            if past and not _says(text, titles[i], register, rows[i]):
                continue
            remark = subtitle(register, rows[i], at, names=names)
            if past and self._past is not None:
                state = self._past.field
                remark = " · ".join(s for s in (register.field(state).kind.say(rows[i][state], at), remark) if s)
            found.append(Named(i, said_title(register, titles[i], names), remark, past))
        if text:
            found.sort(key=lambda named: (named.past, not _begins(named.title, text)))
        return found[:limit]

    def _ids(self, reader: Reader, text: str, limit: int) -> list[int]:
        """Candidates; more than are shown where some of them may be past."""
        if text:
            most = limit if self._past is None else limit * _SPARE
            return [hit.id for hit in reader.find(text, most, [self._register])]
        where = () if self._past is None else (replace(self._past, op=_NOT[self._past.op]),)
        view = View(self._register, where=where, sort="-id", columns=("id",))
        return [int(row[0]) for row in reader.page(view, 0, limit)]

    def title(self, record_id: int) -> str:
        """What a record is called; empty if it is gone."""
        with self._shop.read(self._tr) as reader:
            title = reader.titles(self._register, [record_id]).get(record_id, "")
            return said_title(self._shop.registry[self._register], title, names_masked(reader))


def is_past(past: Where | None, values: Mapping[str, Any]) -> bool:
    """Whether a record is one that its register declares not to be chosen any more."""
    return past is not None and holds(past, values[past.field])


def _says(text: str, title: str, register: Register, values: Mapping[str, Any]) -> bool:
    """Whether what was typed is the whole of a record's title or of its number."""
    number = values.get(register.numbering.field) if register.numbering is not None else None
    return fold(text) in (fold(title), fold(str(number or title)))


def _begins(title: str, text: str) -> bool:
    """Whether a title begins with what was typed, in words or in pinyin initials: lx is 林晓 before 许立夏."""
    sought = fold(text)
    return fold(title).startswith(sought) or initials(title).startswith(sought)


class GridResolver:
    """Ids of records that pasted cells name exactly: by key, by number, or by title."""

    def __init__(self, shop: Shop, tr: Translator, fields: Sequence[Field]) -> None:
        self._shop = shop
        self._tr = tr
        self._fields = {f.name: f for f in fields}

    def ids(self, field: str, texts: Sequence[str]) -> Mapping[str, int]:
        """The id of each text that names one record."""
        kind = self._fields[field].kind
        if not isinstance(kind, Ref):
            return {}
        found: dict[str, int] = {}
        with self._shop.read(self._tr) as reader:
            register = reader.registry[kind.register]
            names = dict.fromkeys([*register.key, *register.search, *register.title])
            for text in texts:
                hits = reader.find(text, 8, [kind.register])
                rows = reader.records(kind.register, [h.id for h in hits])
                said = {fold(text)}
                whole = [h.id for h in hits if fold(h.title) in said]
                named = [i for i, row in rows.items() if said & {fold(str(row[n] or "")) for n in names}]
                same = _chosen_of(register, whole or named, rows)
                if len(same) == 1 or (same and len(hits) == 1):
                    found[text] = same[0]
        return found


def _chosen_of(register: Register, ids: list[int], rows: Mapping[int, Mapping[str, Any]]) -> list[int]:
    """Of namesakes, those that may still be chosen; one whom alone the words name is meant, whatever became of him."""
    return [i for i in ids if not is_past(register.past, rows[i])] or ids


def lookups(desk: Desk, fields: Sequence[Field], *, every: bool = False) -> dict[str, Lookup]:
    """A lookup for each register that a reference among `fields` points to; `every`: past records are offered too."""
    names = {f.kind.register for f in fields if isinstance(f.kind, Ref)}
    return {
        name: RegisterLookup(desk.shop, desk.kit.tr, name, making(desk, desk.registry[name]), every=every)
        for name in names
    }
