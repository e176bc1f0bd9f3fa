"""Products from files: made, repriced, given their opening stock and supplier; lines that waited for them linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.core.i18n import N_, Nn_, Text, Translator
from app.core.progress import Progress
from app.imports.cells import CellError, as_text
from app.imports.drafts import ProductDraft
from app.imports.header import header_key
from app.imports.job import DraftJob, Matched
from app.imports.kind_cells import KindReader
from app.imports.report import Reject
from app.models import further
from app.models.declaration import Register
from app.models.registers.products import Product
from app.models.registers.suppliers import Supplier
from app.services import goods, linking, stock, validate
from app.services.goods import NewProduct
from app.services.stock import Opening
from app.services.tables import Values, table
from app.store.query import in_chunks
from app.store.reader import Reader
from app.store.uow import NewRecord, UnitOfWork

_SAME = ("sku", "barcode", "name", "category", "unit", "price", "cost", "low_stock", "brand")
_FURTHER = ("list_price", "shelf_life_days", "tags", "note")
"""Fields that platforms' formats do not know; a column that is called as in the register's declaration fills them."""


@dataclass(slots=True)
class _One:
    """A draft on its way: its values, and the product that it is."""

    index: int
    draft: ProductDraft
    values: Values
    old: Values | None = None


@dataclass(slots=True)
class _Payload:
    fresh: list[_One] = field(default_factory=list)
    changed: list[tuple[_One, Values]] = field(default_factory=list)
    openings: list[tuple[_One, int]] = field(default_factory=list)
    suppliers: dict[str, int] = field(default_factory=dict)
    new_suppliers: list[str] = field(default_factory=list)


class ProductJob(DraftJob[ProductDraft]):
    """Products of one drop of files."""

    register = "products"
    fields = ("sku", "name", "options", "category", "price", "cost", "on_hand")

    def __init__(
        self, drafts: Sequence[ProductDraft], register: Register, headings: Mapping[str, str], make_suppliers: bool
    ) -> None:
        """`make_suppliers`: suppliers that the shop does not know are made too."""
        super().__init__(drafts, headings)
        self._declared = register
        self._words = (Translator("en"), Translator("zh"))
        self._reckoned = frozenset(header_key(tr(f.label)) for tr in self._words for f in register.fields if f.readonly)
        """Columns of the shop's own list that follow from its ledgers: a file does not tell them."""
        self._make_suppliers = make_suppliers

    def match(self, reader: Reader, progress: Progress) -> Matched:
        """Which products are new, which change, and which get their opening stock."""
        found = Matched(payload=_Payload())
        payload: _Payload = found.payload
        ones = self._values(reader, found)
        self._suppliers(reader, payload)
        _known(reader, ones)
        taken: dict[object, _One] = {}
        free = _free_skus(reader, self._drafts)
        for one in ones:
            sku = _code(one, "sku") or (next(free) if one.old is None else one.old["sku"])
            same = one.old["id"] if one.old is not None else sku
            why = self._problem(one, taken.get(same))
            if why is not None:
                found.rejected.add(one.index)
                found.rejects.append(why)
                continue
            if one.old is None:
                one.values.setdefault("name", one.values.get("sku"))
                one.values["sku"] = sku
                one.values["status"] = "off_sale" if one.draft.published is False else "on_sale"
                payload.fresh.append(one)
                found.effects[one.index] = "new"
            else:
                self._match_known(one, found)
            taken[same] = one
        found.new = len(payload.fresh)
        found.updated = sum(1 for e in found.effects.values() if e == "updated")
        found.unchanged = len(ones) - found.new - found.updated - sum(1 for o in ones if o.index in found.rejected)
        self._say(reader, found)
        return found

    def _values(self, reader: Reader, found: Matched) -> list[_One]:
        kinds = KindReader(reader.locale)
        fields = self._further()
        ones: list[_One] = []
        for i, d in enumerate(self._drafts):
            values: Values = {n: v for n in _SAME if (v := getattr(d, n)) is not None}
            if d.options:
                values["options"] = _options(d)
            if d.description:
                values["listing_text"] = d.description
            known = list(fields(d))
            try:
                for key, f in known:
                    value = kinds.read(f.kind, d.extras[key])
                    if value is not None:
                        values[f.name] = value
            except CellError as bad:
                found.rejected.add(i)
                found.rejects.append(Reject(d.row, key, as_text(d.extras[key]), bad.reason, d.sheet, d.source))
                continue
            if extras := self._kept(d, frozenset(key for key, _ in known)):
                values["extras"] = further.written(extras)
            ones.append(_One(i, d, values))
        return ones

    def _kept(self, draft: ProductDraft, used: frozenset[str]) -> dict[str, str]:
        """What the file says of a product beyond the fields of the register, under the file's own headings."""
        kept = {k: said for k, said in draft.extras.items() if k not in used and header_key(k) not in self._reckoned}
        if draft.images:
            kept[self._headings.get("images") or "Images"] = "\n".join(draft.images)
        if draft.platform_product_id and draft.platform_product_id != draft.sku:
            kept[self._headings.get("product_id") or "ID"] = draft.platform_product_id
        return kept

    def _own_list(self, draft: ProductDraft) -> bool:
        """Whether the file looks like the shop's own list of products, whose 0 may mean that no stock is kept."""
        keys = {header_key(k) for k in draft.extras}
        reserved, on_hand, available = (
            keys & {header_key(tr(self._declared.field(n).label)) for tr in self._words}
            for n in ("reserved", "on_hand", "available")
        )
        return bool(reserved and (on_hand or available))

    def _further(self) -> Any:
        """For a draft, its further columns (heading, field) that the declaration knows."""
        words: dict[str, Any] = {}
        for tr in self._words:
            for name in _FURTHER:
                f = self._declared.field(name)
                for word in (name, tr(f.label), *f.import_names):
                    words.setdefault(header_key(word), f)
        seen: dict[str, Any] = {}

        def of(draft: ProductDraft) -> Iterable[tuple[str, Any]]:
            for key in draft.extras:
                if key not in seen:
                    seen[key] = words.get(header_key(key))
                if seen[key] is not None:
                    yield key, seen[key]

        return of

    def _suppliers(self, reader: Reader, payload: _Payload) -> None:
        names = sorted({d.supplier_name for d in self._drafts if d.supplier_name})
        t = table(Supplier)
        for chunk in in_chunks(names):
            wanted = select(t.c.name, t.c.id).where(t.c.name.in_(chunk), t.c.voided_at.is_(None))
            payload.suppliers.update({n: i for n, i in reader.connection.execute(wanted.order_by(t.c.id.desc()))})
        if self._make_suppliers:
            payload.new_suppliers = [n for n in names if n not in payload.suppliers]

    def _problem(self, one: _One, before: _One | None) -> Reject | None:
        """Why a row cannot come in. `before`: the row above it that is the same product already."""
        if one.old is not None and one.old["voided_at"] is not None:
            return self._reject(one, "sku", N_("The product with this SKU was voided."))
        if before is not None:
            return self._twice(one, before.draft)
        told = {n: v for n, v in one.values.items() if n != "extras"}
        for problem in validate.field_problems(self._declared.fields, told, whole=False):
            return self._reject(one, problem.field, problem.what)
        return None

    def _reject(self, one: _One, name: str, why: Text) -> Reject:
        value = one.values.get(name)
        return Reject(
            one.draft.row, self._headings.get(name, ""), "" if value is None else str(value)[:200], why,
            one.draft.sheet, one.draft.source,
        )  # fmt: skip

    def _twice(self, one: _One, first: ProductDraft) -> Reject:
        """A second row of one product: it would be written, and its stock counted, twice."""
        name = next((n for n in ("sku", "barcode") if one.values.get(n)), "name")
        if first.source == one.draft.source:
            why = N_("Row {row} is this product already; give each product a SKU of its own.", row=first.row)
        else:
            why = N_("Row {row} of {file} is this product already; give each product a SKU of its own.",
                     row=first.row, file=first.source)  # fmt: skip
        return self._reject(one, name, why)

    def _match_known(self, one: _One, found: Matched) -> None:
        assert one.old is not None
        payload: _Payload = found.payload
        changes = {n: v for n, v in one.values.items() if n not in ("sku", "extras") and one.old[n] != v}
        extras = further.renewed(one.old["extras"], one.values.get("extras"))
        if extras != one.old["extras"]:
            changes["extras"] = extras
        supplier = one.draft.supplier_name
        there = supplier in payload.suppliers or supplier in payload.new_suppliers
        if there and one.old["supplier_id"] != payload.suppliers.get(supplier or "", -1):
            changes["supplier_id"] = supplier
        opening = _opening(one.draft)
        if opening == 0 and self._own_list(one.draft):
            opening = None
        if opening is not None and one.old["tracked_since"] is None:
            payload.openings.append((one, opening))
            found.effects[one.index] = "updated"
        if changes:
            payload.changed.append((one, changes))
            found.effects[one.index] = "updated"

    def _say(self, reader: Reader, found: Matched) -> None:
        payload: _Payload = found.payload
        if payload.new_suppliers:
            found.warnings.append(
                Nn_(
                    "One supplier is new and is made too.",
                    "{n} suppliers are new and are made too.",
                    len(payload.new_suppliers),
                )
            )
        unknown = {d.supplier_name for d in self._drafts if d.supplier_name} - {
            *payload.suppliers,
            *payload.new_suppliers,
        }
        if unknown:
            found.warnings.append(
                Nn_("One supplier is not known; its products come in without one.",
                    "{n} suppliers are not known; their products come in without one.", len(unknown))
            )  # fmt: skip
        below = sum(1 for d in self._drafts if (d.stock or 0) < 0)
        if below:
            found.warnings.append(
                Nn_("One product has stock below zero in the file; it comes in without opening stock.",
                    "{n} products have stock below zero in the file; they come in without opening stock.", below)
            )  # fmt: skip
        waiting = linking.waiting(reader) if payload.fresh else {}
        lines = sum(waiting.get(one.values["sku"], 0) for one in payload.fresh)
        if lines:
            found.warnings.append(
                Nn_("One order line waits for one of these products and is linked to it.",
                    "{n} order lines wait for these products and are linked to them.", lines)
            )  # fmt: skip

    def write(self, uow: UnitOfWork, matched: Matched, progress: Progress) -> None:
        """Write suppliers, products, prices, links and opening stock."""
        payload: _Payload = matched.payload
        suppliers = dict(payload.suppliers)
        records = [NewRecord({"name": n}) for n in payload.new_suppliers]
        suppliers |= dict(zip(payload.new_suppliers, uow.create_many("suppliers", records), strict=True))
        for one in payload.fresh:
            if one.draft.supplier_name in suppliers:
                one.values["supplier_id"] = suppliers[one.draft.supplier_name]
        ids: list[int] = []
        for start in range(0, len(payload.fresh), 1_000):
            part = payload.fresh[start : start + 1_000]
            why = {"source": part[0].draft.source}
            ids += goods.add_products(uow, [NewProduct(one.values) for one in part], reason=why["source"])
            progress.step(len(ids), len(payload.fresh) + len(payload.changed))
        linking.link(uow, {one.values["sku"]: i for one, i in zip(payload.fresh, ids, strict=True)})
        openings = [
            Opening(i, pieces)
            for one, i in zip(payload.fresh, ids, strict=True)
            if (pieces := _opening(one.draft)) is not None
        ]
        for _, changes in payload.changed:
            if "supplier_id" in changes:
                changes["supplier_id"] = suppliers[changes["supplier_id"]]
        source = self._drafts[0].source if self._drafts else ""
        goods.update_products(uow, {one.old["id"]: c for one, c in payload.changed if one.old}, reason=source)
        openings += [Opening(one.old["id"], pieces) for one, pieces in payload.openings if one.old]
        stock.open_stock(uow, openings)
        progress.step(1, 1)

    def said(self, draft: ProductDraft) -> tuple[str, int, tuple[Any, ...]]:
        """Where a product stands, and its values in the columns of the list."""
        d = draft
        return d.source, d.row, (d.sku, d.name, _options(d), d.category, d.price, d.cost, d.stock)


def _options(draft: ProductDraft) -> str | None:
    return ", ".join(value for _, value in draft.options) or None


def _opening(draft: ProductDraft) -> int | None:
    return draft.stock if draft.stock is not None and draft.stock >= 0 else None


def _own_sku(draft: ProductDraft) -> str | None:
    """The code of a product whose file has no SKU: its barcode, else the platform's number of it."""
    if draft.barcode:
        return draft.barcode
    if draft.platform_product_id and not draft.options:
        return f"{draft.platform or 'P'}-{draft.platform_product_id}"
    return None


def _free_skus(reader: Reader, drafts: Sequence[ProductDraft]) -> Any:
    """SKUs for products that come without any code: used neither in the shop nor elsewhere in the files."""
    t = table(Product)
    taken = {s for (s,) in reader.connection.execute(select(t.c.sku).where(t.c.sku.like("P-%")))}
    taken |= {d.sku for d in drafts if d.sku}
    return (sku for n in range(1, 10_000_000) if (sku := f"P-{n:05d}") not in taken)


def _known(reader: Reader, ones: Sequence[_One]) -> None:
    """Find each draft's product: by SKU, else by barcode, else (where the file has no codes) by name and options."""
    t = table(Product)
    for name in ("sku", "barcode", "name"):
        left = [o for o in ones if o.old is None and _asks(o, name)]
        codes = sorted({str(_code(o, name)) for o in left})
        rows: dict[Any, Values] = {}
        column = t.c[name]
        for chunk in in_chunks(codes):
            for row in reader.rows(select(t).where(column.in_(chunk)).order_by(t.c.id.desc())):
                rows[(row["name"], row["options"]) if name == "name" else row[name]] = row
        for o in left:
            key = (o.values.get("name"), o.values.get("options")) if name == "name" else _code(o, name)
            o.old = rows.get(key)


def _asks(one: _One, name: str) -> bool:
    if name == "sku":
        return _code(one, "sku") is not None
    if name == "barcode":
        return one.values.get("sku") is None and one.values.get("barcode") is not None
    return one.values.get("sku") is None and one.values.get("barcode") is None and one.values.get("name") is not None


def _code(one: _One, name: str) -> Any:
    return one.values.get("sku") or _own_sku(one.draft) if name == "sku" else one.values.get(name)
