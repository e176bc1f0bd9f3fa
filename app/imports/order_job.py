"""Orders from files: new ones written, known ones carried forward, unknown SKUs made into products on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.amounts import Amount
from app.core.i18n import N_, Nn_, Text, listed
from app.core.progress import Progress
from app.imports import finding
from app.imports.drafts import LineDraft, OrderDraft
from app.imports.job import DraftJob, Matched
from app.imports.order_values import OWN, expected_total, incoming, platform_of, problem, sku_of, where_from
from app.imports.report import Reject
from app.services import goods, intake, later
from app.services.goods import NewProduct
from app.services.intake import Incoming
from app.services.later import Change, Later
from app.services.tables import Values
from app.store.reader import Reader
from app.store.uow import UnitOfWork

SLICE = 2_000
_OWN_NUMBER = N_(
    "The shop has an order of this number: its own list is no file of new orders. Change the order itself."
)
_NAMED = 5
"""Orders that a warning names."""


@dataclass(slots=True)
class _Payload:
    fresh: list[OrderDraft] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    products: dict[str, int] = field(default_factory=dict)
    making: dict[str, Values] = field(default_factory=dict)


class OrderJob(DraftJob[OrderDraft]):
    """Orders of one drop of files."""

    register = "orders"
    fields = ("platform_order_id", "placed_at", "buyer_name", "items", "quantity", "total", "payment", "fulfilment")

    def __init__(
        self, drafts: Sequence[OrderDraft], platform: str, headings: dict[str, str], make_products: bool
    ) -> None:
        """`platform` is that of orders whose file does not tell."""
        super().__init__(drafts, headings)
        self._platform = platform
        self._make_products = make_products

    def match(self, reader: Reader, progress: Progress) -> Matched:
        """Which orders are new, which change and which the shop has as they are."""
        found = Matched(payload=_Payload())
        payload: _Payload = found.payload
        good = self._good(found)
        payload.products = finding.products_by_code(reader, _codes(self._drafts[i] for i in good))
        known: list[tuple[int, int]] = []
        for platform in dict.fromkeys(platform_of(self._drafts[i], self._platform) for i in good):
            mine = [i for i in good if platform_of(self._drafts[i], self._platform) == platform]
            ids = finding.orders_by_key(reader, platform, [self._drafts[i].platform_order_id for i in mine])
            left = [n for i in mine if (n := self._drafts[i].platform_order_id) not in ids]
            own = finding.own_numbers(reader, left) if platform in (OWN, self._platform) else set()
            for i in mine:
                order_id = ids.get(self._drafts[i].platform_order_id)
                if self._drafts[i].platform_order_id in own:
                    found.rejected.add(i)
                    found.rejects += self._reject(self._drafts[i], _OWN_NUMBER)
                elif order_id is None:
                    payload.fresh.append(self._drafts[i])
                    found.effects[i] = "new"
                else:
                    known.append((i, order_id))
        self._match_known(reader, known, found, progress)
        found.new, found.updated = len(payload.fresh), len(payload.changes)
        found.unchanged = len(known) - found.updated
        self._match_products(reader, found)
        return found

    def _good(self, found: Matched) -> list[int]:
        good: list[int] = []
        for i, draft in enumerate(self._drafts):
            why = problem(draft)
            if why is None:
                good.append(i)
            else:
                found.rejected.add(i)
                found.rejects += self._reject(draft, why)
        return good

    def _reject(self, draft: OrderDraft, why: Text) -> list[Reject]:
        column = self._headings.get("order_id", "")
        places = [(draft.source, draft.sheet, draft.rows), *draft.also]
        return [
            Reject(row, column, draft.platform_order_id, why, sheet, source)
            for source, sheet, rows in places
            for row in rows
        ]

    def _match_known(
        self, reader: Reader, known: Sequence[tuple[int, int]], found: Matched, progress: Progress
    ) -> None:
        """Plan slice by slice, keeping only what changes, so that memory does not grow with what stays."""
        payload: _Payload = found.payload
        closed: list[str] = []
        sent: list[str] = []
        for start in range(0, len(known), SLICE):
            part = known[start : start + SLICE]
            told = [self._later(i, order_id, reader, payload.products) for i, order_id in part]
            for (i, _), change in zip(part, later.plan(reader, told), strict=True):
                if change.closed_elsewhere:
                    closed.append(change.order["number"])
                if change.sent_elsewhere:
                    sent.append(change.order["number"])
                if change.anything:
                    payload.changes.append(change)
                    found.effects[i] = "updated"
            progress.step(start + len(part), len(known), N_("Comparing with the orders of the shop"))
        if closed:
            found.warnings.append(_closed(closed))
        if sent:
            found.warnings.append(_sent(sent))

    def _later(self, i: int, order_id: int, reader: Reader, products: dict[str, int]) -> Later:
        draft = self._drafts[i]
        platform = platform_of(draft, self._platform)
        told = incoming(draft, platform, products, reader.locale.now, False, self._headings)
        return Later(order_id, told, reason=where_from(draft))

    def _match_products(self, reader: Reader, found: Matched) -> None:
        """The SKUs that no product has, and the products that they would become."""
        payload: _Payload = found.payload
        drafts, own = payload.fresh, reader.locale.currency
        late = [
            (x, c.order["currency"])
            for c in payload.changes
            for x in (*c.more_lines, *(c.later.incoming.lines if c.later.new_lines else ()))
        ]
        making: dict[str, Values] = {}
        nameless = 0
        for draft in drafts:
            for line in draft.lines:
                sku = sku_of(line)
                if sku is None:
                    nameless += 1
                elif sku not in payload.products:
                    _note(making, sku, line, draft.currency == own)
        for row, currency in late:
            sku = row["sku"]
            if sku and sku not in payload.products:
                line = LineDraft(0, None, sku, None, row["title"], row["options"], 1, row["unit_price"])
                _note(making, sku, line, currency == own)
        found.unknown_skus = tuple(making)
        blocked = finding.voided_skus(reader, list(making)) if making else set()
        if self._make_products:
            payload.making = {sku: v for sku, v in making.items() if sku not in blocked}
        found.new_products = len(payload.making)
        left = making.keys() - payload.making.keys()
        found.unlinked = nameless + sum(1 for d in drafts for x in d.lines if sku_of(x) in left)
        found.warnings += _words(found, len(left))

    def write(self, uow: UnitOfWork, matched: Matched, progress: Progress) -> None:
        """Write products, new orders and changes."""
        payload: _Payload = matched.payload
        products = payload.products
        if payload.making:
            made = goods.add_products(uow, [NewProduct(v) for v in payload.making.values()])
            products |= dict(zip(payload.making, made, strict=True))
        total = len(payload.fresh) + len(payload.changes)
        for start in range(0, len(payload.fresh), SLICE * 5):
            part = payload.fresh[start : start + SLICE * 5]
            told = [incoming(d, platform_of(d, self._platform), products, uow.now, True, self._headings) for d in part]
            intake.add_new(uow, told, progress=_Shifted(progress, start, total))
        for change in payload.changes:
            for line in (*change.more_lines, *change.later.incoming.lines):
                if line["product_id"] is None and line["sku"]:
                    line["product_id"] = products.get(line["sku"])
        for start in range(0, len(payload.changes), SLICE):
            part_changes = payload.changes[start : start + SLICE]
            later.apply(uow, part_changes)
            progress.step(len(payload.fresh) + start + len(part_changes), total)

    def said(self, draft: OrderDraft) -> tuple[str, int, tuple[Any, ...]]:
        """Where an order stands, and its values in the columns of the list."""
        items = "；".join(f"{x.title or x.sku or '?'} ×{x.quantity}" for x in draft.lines[:5])
        values = (
            draft.platform_order_id, draft.placed_at or draft.paid_at, draft.buyer_name, items,
            sum(x.quantity for x in draft.lines),
            Amount(expected_total(draft) or 0, draft.currency), draft.payment_state, draft.fulfilment_state,
        )  # fmt: skip
        return draft.source, draft.rows[0] if draft.rows else 0, values


class _Shifted(Progress):
    """Progress of one part of a longer piece of work."""

    def __init__(self, whole: Progress, start: int, total: int) -> None:
        super().__init__()
        self._whole, self._start, self._total = whole, start, total

    def step(self, done: int, total: int = 0, what: Text | None = None) -> None:
        """Tell the whole's progress."""
        self._whole.step(self._start + done, self._total, what)


def _codes(drafts: Iterable[OrderDraft]) -> set[str]:
    return {sku for d in drafts for x in d.lines if (sku := sku_of(x)) is not None}


def _note(making: dict[str, Values], sku: str, line: LineDraft, ours: bool) -> None:
    """The product that a line stands for; its price is the first one in the shop's own currency (`ours`)."""
    product = making.setdefault(
        sku, {"sku": sku, "name": line.title or sku, "options": line.options, "price": None, "status": "on_sale"}
    )
    if ours and product["price"] is None and line.unit_price is not None and line.unit_price > 0:
        product["price"] = line.unit_price


def _closed(numbers: list[str]) -> Text:
    """What a file cannot settle: a platform's closed order of which a part has left."""
    return Nn_(
        "An order was closed by the platform after a part of it had left: {numbers}. What was not sent stays reserved; "
        "open it and choose “Cancel what was not sent”.",
        "{n} orders were closed by the platform after a part of each had left: {numbers}. What was not sent stays "
        "reserved; open them and choose “Cancel what was not sent”.",
        len(numbers),
        numbers=_named(numbers),
    )


def _sent(numbers: list[str]) -> Text:
    """What a file cannot settle either: the shop cancelled, and the platform says that it was sent."""
    return Nn_(
        "An order that is cancelled here was sent, as the platform says: {numbers}. It stays cancelled, and its stock "
        "is as if nothing had left; see what became of it.",
        "{n} orders that are cancelled here were sent, as the platform says: {numbers}. They stay cancelled, and their "
        "stock is as if nothing had left; see what became of them.",
        len(numbers),
        numbers=_named(numbers),
    )


def _named(numbers: list[str]) -> Text | str:
    """The first numbers."""
    first = listed(numbers[:_NAMED])
    return first if len(numbers) <= _NAMED else N_("{names}, …", names=first)


def _words(found: Matched, left: int) -> list[Text]:
    said: list[Text] = []
    if found.new_products:
        said.append(
            Nn_(
                "One SKU is not known yet and becomes a product, without stock until you enter some.",
                "{n} SKUs are not known yet and become products, without stock until you enter some.",
                found.new_products,
            )
        )
    if left:
        said.append(
            Nn_(
                "One SKU has no product; its lines are kept and are linked once a product with that SKU comes in.",
                "{n} SKUs have no product; their lines are kept and are linked once products with those SKUs come in.",
                left,
            )
        )
    if found.unlinked and not left:
        said.append(
            Nn_("One line names no SKU and is kept without a product.",
                "{n} lines name no SKU and are kept without a product.", found.unlinked)
        )  # fmt: skip
    return said


__all__ = ["Incoming", "OrderJob"]
