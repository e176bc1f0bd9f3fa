"""Finding records to refer to, for editors and grids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.i18n import Translator
from app.core.text import fold, initials
from app.models.declaration import Field
from app.models.kinds import Ref
from app.services.privacy import names_masked, said_title
from app.store.shop import Shop
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.making import making
from app.ui.pages.words import subtitle
from app.ui.widgets.editors.matches import Lookup, Maker, Named


class RegisterLookup:
    """`Lookup` in one register, by whatever its search index knows: number, name, pinyin, barcode."""

    def __init__(self, shop: Shop, tr: Translator, register: str, maker: Maker | None = None) -> None:
        self.maker = maker
        self._shop = shop
        self._tr = tr
        self._register = register

    def find(self, text: str, limit: int) -> Sequence[Named]:
        """The best matches; with no text, the latest records."""
        register = self._shop.registry[self._register]
        with self._shop.read(self._tr) as reader:
            if text:
                ids = [hit.id for hit in reader.find(text, limit, [self._register])]
            else:
                ids = [int(row[0]) for row in reader.page(View(self._register, sort="-id", columns=("id",)), 0, limit)]
            titles = reader.titles(self._register, ids)
            rows = reader.records(self._register, ids)
            at, names = reader.locale, names_masked(reader)
        found = [
            Named(i, said_title(register, titles[i], names), subtitle(register, rows[i], at, names=names))
            for i in ids
            if i in titles
        ]
        return sorted(found, key=lambda named: not _begins(named.title, text)) if text else found

    def title(self, record_id: int) -> str:
        """What a record is called; empty if it is gone."""
        with self._shop.read(self._tr) as reader:
            title = reader.titles(self._register, [record_id]).get(record_id, "")
            return said_title(self._shop.registry[self._register], title, names_masked(reader))


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
                same = whole or [i for i, row in rows.items() if said & {fold(str(row[n] or "")) for n in names}]
                if len(same) == 1 or (same and len(hits) == 1):
                    found[text] = same[0]
        return found


def lookups(desk: Desk, fields: Sequence[Field]) -> dict[str, Lookup]:
    """A lookup for each register that a reference among `fields` points to."""
    names = {f.kind.register for f in fields if isinstance(f.kind, Ref)}
    return {name: RegisterLookup(desk.shop, desk.kit.tr, name, making(desk, desk.registry[name])) for name in names}
