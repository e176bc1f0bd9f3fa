"""Orders into pages: the order itself, the pick list of many, the slip of each parcel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.amounts import amount_words
from app.core.errors import UserError
from app.core.i18n import N_
from app.models.declaration import Where
from app.models.kinds import Choice, Value
from app.reports.content import (
    LineTable,
    PickBatch,
    PickGroup,
    PickItem,
    PickPage,
    RecordPage,
    SlipLine,
    SlipPage,
)
from app.reports.prepare import Context, head, record_page, said
from app.services import expiry, settings
from app.services.summary import left_to_send
from app.store.view import View

_ITEM_COLUMNS = ("sku", "title", "options", "quantity", "unit_price", "amount")
_OPEN = ("to_ship", "part_shipped")
_SUMS = ("goods_total", "shipping_fee", "discount", "total", "paid", "refunded")


def order_page(ctx: Context, order_id: int) -> RecordPage:
    """One order: buyer and items as they were sold, sums, payments, parcels. Raises `NotFound`."""
    base = record_page(ctx, "orders", order_id)
    register = ctx.registry["orders"]
    values = ctx.reader.record("orders", order_id)
    names = _sum_names(values)
    sums = tuple(
        (ctx.say(register.field(name).label), register.field(name).kind.say(values[name], ctx.locale)) for name in names
    )
    lines = register.lines[0]
    rows = ctx.reader.lines("orders", order_id, lines.name)
    optional = ("sku", "options")
    fields = [lines.field(n) for n in _ITEM_COLUMNS if n not in optional or any(r[n] for r in rows)]
    items = LineTable(
        ctx.say(lines.label),
        tuple(head(ctx, f) for f in fields),
        tuple(tuple(said(ctx, f, r.get(f.name), {}) for f in fields) for r in rows),
    )
    amounts = ctx.say(N_("Amounts"))
    return RecordPage(
        shop=base.shop,
        kind=base.kind,
        name=base.name,
        subtitle=base.subtitle,
        pills=base.pills,
        sections=tuple(s for s in base.sections if s.title != amounts),
        tables=(items, *_related(ctx, order_id)),
        sums=sums,
        total_at=names.index("total"),
        notes=base.notes,
        masked=base.masked,
        code=base.name,
    )


def _sum_names(values: Mapping[str, Any]) -> list[str]:
    """Sums worth a line: those that make up the total, the total, what was paid and given back."""
    return [n for n in _SUMS if values[n] or n in ("goods_total", "total")]


def _related(ctx: Context, order_id: int) -> list[LineTable]:
    """The order's payments and parcels, where there are any."""
    made = []
    for name, columns in (
        ("payments", ("number", "kind", "amount", "method", "reference", "at")),
        ("shipments", ("number", "carrier", "waybill", "status", "shipped_at", "items")),
    ):
        if name not in ctx.registry:
            continue
        register = ctx.registry[name]
        rows = _of_orders(ctx, name, [order_id]).get(order_id, [])
        if rows:
            fields = [register.field(c) for c in columns]
            body = tuple(tuple(said(ctx, f, r.get(f.name), {}) for f in fields) for r in rows)
            made.append(LineTable(ctx.say(register.label), tuple(head(ctx, f) for f in fields), body))
    return made


def _of_orders(ctx: Context, register: str, order_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The records of a register that belong to orders, by order, in the order in which they were made."""
    found: dict[int, list[dict[str, Any]]] = {}
    for at in range(0, len(order_ids), 500):
        part = tuple(order_ids[at : at + 500])
        ids = ctx.reader.ids(View(register, where=(Where("order_id", "in", part),)))
        for _, row in sorted(ctx.reader.records(register, ids).items()):
            found.setdefault(row["order_id"], []).append(row)
    return found


def pick_page(ctx: Context, order_ids: Sequence[int]) -> PickPage:
    """What to fetch for these orders: what is still to ship of each, by article, first-expired batch first.

    Orders that need nothing are passed over. Raises `UserError` when none needs anything.
    """
    orders = {i: o for i, o in ctx.reader.records("orders", order_ids).items() if o["fulfilment"] in _OPEN}
    lines = ctx.reader.lines_for(ctx.registry["orders"].lines[0], list(orders))
    wanted: dict[tuple[Any, ...], list[tuple[str, int]]] = {}
    key: tuple[Any, ...]
    first: dict[tuple[Any, ...], dict[str, Any]] = {}
    for order_id in (i for i in order_ids if i in orders):
        for line in lines.get(order_id, []):
            left = left_to_send(line)
            if left > 0:
                key = (line["product_id"], line["sku"] or line["title"], line["options"])
                if line["product_id"] is not None:
                    key = (line["product_id"],)
                first.setdefault(key, line)
                wanted.setdefault(key, []).append((orders[order_id]["number"], left))
    if not wanted:
        raise UserError(
            N_("None of these orders has anything to pick."), None, N_("Choose orders that are to be shipped.")
        )
    return _picked(ctx, first, wanted)


def _picked(
    ctx: Context,
    first: Mapping[tuple[Any, ...], dict[str, Any]],
    wanted: Mapping[tuple[Any, ...], list[tuple[str, int]]],
) -> PickPage:
    product_ids = [line["product_id"] for line in first.values() if line["product_id"] is not None]
    products = ctx.reader.records("products", product_ids)
    lots = expiry.lots(ctx.reader, product_ids)
    groups: dict[str, list[PickItem]] = {}
    for key, line in first.items():
        product = products.get(line["product_id"] or 0, {})
        need = sum(n for _, n in wanted[key])
        category = str(product.get("category") or "")
        groups.setdefault(category, []).append(_item(ctx, line, product, lots, need, wanted[key]))
    numbers = {number for orders in wanted.values() for number, _ in orders}
    made = tuple(
        PickGroup(title or ctx.say(N_("Other")), tuple(sorted(items, key=lambda i: (i.name, i.sku))))
        for title, items in sorted(groups.items(), key=lambda g: (g[0] == "", g[0]))
    )
    pieces = sum(i.pieces for g in made for i in g.items)
    return PickPage(ctx.shop, len(numbers), pieces, made, ctx.locale.today.isoformat())


def _item(
    ctx: Context,
    line: Mapping[str, Any],
    product: Mapping[str, Any],
    lots: Mapping[int, Sequence[expiry.Lot]],
    need: int,
    orders: list[tuple[str, int]],
) -> PickItem:
    batches: tuple[PickBatch, ...] = ()
    missing = 0
    if product.get("tracked_since") is not None:
        own = lots.get(product["id"], [])
        loose = int(product["on_hand"]) - sum(lot.left for lot in own)
        chosen = expiry.choose(own, loose, need, ctx.locale.today)
        missing = chosen.missing
        batches = tuple(
            PickBatch(
                p.lot.code if p.lot else "",
                p.lot.expiry_date.isoformat() if p.lot and p.lot.expiry_date else "",
                p.pieces,
            )
            for p in chosen.picks
            if own
        )
    return PickItem(
        sku=str(line["sku"] or product.get("sku") or ""),
        barcode=str(product.get("barcode") or ""),
        name=str(product.get("name") or line["title"]),
        options=str(line["options"] or product.get("options") or ""),
        unit=str(product.get("unit") or ""),
        pieces=need,
        missing=missing,
        batches=batches,
        orders=tuple(_merged(orders)),
    )


def _merged(orders: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """One entry an order, though it may have the article on two lines."""
    found: dict[str, int] = {}
    for number, n in orders:
        found[number] = found.get(number, 0) + n
    return list(found.items())


def slips_of_orders(ctx: Context, order_ids: Sequence[int], *, prices: bool = False) -> list[SlipPage]:
    """A slip for each parcel of these orders; an order without a parcel yet gets one for what is left to
    ship.
    """
    orders = ctx.reader.records("orders", order_ids)
    parcels = _of_orders(ctx, "shipments", list(order_ids))
    lines = ctx.reader.lines_for(ctx.registry["orders"].lines[0], list(order_ids))
    contents = ctx.reader.lines_for(
        ctx.registry["shipments"].lines[0], [p["id"] for found in parcels.values() for p in found]
    )
    made: list[SlipPage] = []
    for order_id in (i for i in order_ids if i in orders):
        order, own = orders[order_id], lines.get(order_id, [])
        live = [p for p in parcels.get(order_id, []) if p["status"] != "cancelled"]
        for part, parcel in enumerate(live, 1):
            made.append(_slip(ctx, order, parcel, (part, len(live)), contents.get(parcel["id"], []), own, prices))
        left = [{**r, "quantity": left_to_send(r)} for r in own if left_to_send(r) > 0]
        if not live and left:
            made.append(_slip(ctx, order, {}, (1, 1), left, own, prices))
    if not made:
        raise UserError(N_("None of these orders has a parcel or anything to ship."))
    return made


def slips_of_shipments(ctx: Context, shipment_ids: Sequence[int], *, prices: bool = False) -> list[SlipPage]:
    """A slip for each of these parcels."""
    chosen = ctx.reader.records("shipments", shipment_ids)
    wanted = {chosen[i]["number"]: None for i in shipment_ids if i in chosen}
    order_ids = list(dict.fromkeys(chosen[i]["order_id"] for i in shipment_ids if i in chosen))
    slips = {s.name: s for s in slips_of_orders(ctx, order_ids, prices=prices)}
    found = [slips[number] for number in wanted if number in slips]
    if not found:
        raise UserError(N_("These parcels were cancelled; there is no slip to print."))
    return found


def _slip(
    ctx: Context,
    order: Mapping[str, Any],
    parcel: Mapping[str, Any],
    part: tuple[int, int],
    contents: Sequence[Mapping[str, Any]],
    order_lines: Sequence[Mapping[str, Any]],
    prices: bool,
) -> SlipPage:
    register = ctx.registry["orders"]
    source = parcel or order
    masked = ctx.hidden(register.fields)
    prices_by_line = {r["id"]: r["unit_price"] for r in order_lines}
    total = 0
    lines: list[SlipLine] = []
    for row in contents:
        price = prices_by_line.get(row.get("order_line_id") or row["id"]) if prices else None
        amount = price * row["quantity"] if price is not None else None
        total += amount or 0
        lines.append(
            SlipLine(
                str(row["sku"] or ""),
                str(row["title"]),
                str(row["options"] or ""),
                row["quantity"],
                _money(ctx, order, price),
                _money(ctx, order, amount),
            )
        )

    def shown(name: str, values: Mapping[str, Any]) -> str:
        return said(ctx, register.field(name), values.get(name), {}, name in masked)

    return SlipPage(
        shop=ctx.shop,
        shop_phone=str(settings.get(ctx.reader, settings.PHONE) or ""),
        shop_address=str(settings.get(ctx.reader, settings.ADDRESS) or ""),
        name=str(parcel.get("number") or order["number"]),
        order=order["number"],
        platform=" ".join(p for p in (shown("platform", order), order["platform_order_id"]) if p),
        placed=shown("placed_at", order),
        buyer=shown("buyer_name", source),
        phone=shown("phone", source),
        address=shown("address", source),
        carrier=_carrier(ctx, parcel),
        waybill=str(parcel.get("waybill") or ""),
        part=part[0],
        parts=part[1],
        lines=tuple(lines),
        note=str(order["buyer_note"] or ""),
        total=_money(ctx, order, total) if prices else "",
        masked=tuple(ctx.say(register.field(n).label) for n in ("phone", "address") if n in masked and source.get(n)),
    )


def _money(ctx: Context, order: Mapping[str, Any], amount: int | None) -> str:
    at = ctx.locale.counting_in(order["currency"])
    return "" if amount is None else amount_words(amount, at.currency, home=at.home)


def _carrier(ctx: Context, parcel: Mapping[str, Any]) -> str:
    """The carrier's name; that of the file where the program knows none by it."""
    key: Value = parcel.get("carrier")
    if key == "other" and parcel.get("carrier_name"):
        return str(parcel["carrier_name"])
    kind = ctx.registry["shipments"].field("carrier").kind
    return kind.say(key, ctx.locale) if isinstance(kind, Choice) else str(key or "")
