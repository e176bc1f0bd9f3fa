"""Goods in: a draft is inspected, then posted; posting makes batches and stock. A posted record never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_, Text
from app.core.money import LARGEST
from app.services import batches, expiry, stock
from app.services.expiry import expires_on
from app.services.keeping import keep_until
from app.services.stock import Entry
from app.services.summary import items_of
from app.services.tables import Values
from app.services.validate import line_field
from app.store.uow import UnitOfWork

_TYPED = (
    "product_id",
    "quantity",
    "unit_cost",
    "batch_code",
    "production_date",
    "shelf_life_days",
    "expiry_date",
    "voucher",
    "result",
    "note",
)
_LINES = "lines"


def closed(receipt: Mapping[str, Any]) -> NotAllowed | None:
    """Why a goods-in record cannot be changed any more, once it was posted."""
    if receipt["status"] == "draft":
        return None
    return NotAllowed(
        N_("A goods-in record that was taken into stock never changes."),
        N_("Nothing was changed."),
        N_("Reverse it and enter it again."),
    )


def prepare(
    uow: UnitOfWork, record_id: int | None, values: Values, lines: Sequence[Values] | None
) -> tuple[Values, list[Values] | None]:
    """Complete a draft before it is saved: names and dates on its lines, sums and supplier on its head.

    Raises `NotAllowed` once it is posted, `Invalid` for amounts beyond what can be kept.
    """
    if record_id is not None and (refused := closed(uow.reader.record("receipts", record_id))):
        raise refused
    values = dict(values)
    if values.get("supplier_id"):
        values["supplier_name"] = uow.reader.record("suppliers", values["supplier_id"])["name"]
    old = uow.reader.record("receipts", record_id) if record_id is not None else {}
    received_on = values.get("received_on") or old.get("received_on") or uow.today
    if lines is None:
        if old:
            values["keep_until"] = _kept(uow, received_on, uow.reader.lines("receipts", record_id or 0, _LINES))
        return values, None
    rows = [{n: x[n] for n in ("id", *_TYPED) if n in x} for x in lines]
    if record_id is not None:
        _fill_up(rows, uow.reader.lines("receipts", record_id, _LINES))
    products = uow.reader.records("products", {x["product_id"] for x in rows if x.get("product_id")})
    for row in rows:
        row.setdefault("result", "accepted")
        product = products.get(row.get("product_id") or 0)
        if product is not None:
            row |= {
                "sku": product["sku"],
                "product_name": product["name"],
                "options": product["options"],
                "unit": product["unit"],
            }
            if row.get("shelf_life_days") is None:
                row["shelf_life_days"] = product["shelf_life_days"]
        if row.get("expiry_date") is None and row.get("production_date") and row.get("shelf_life_days"):
            row["expiry_date"] = expires_on(row["production_date"], row["shelf_life_days"])
        row["amount"] = (row.get("unit_cost") or 0) * row["quantity"]
    if sum(x["amount"] for x in rows) >= LARGEST or sum(x["quantity"] for x in rows) >= LARGEST:
        raise Invalid((FieldError(_LINES, N_("These items come to more than can be kept. Check prices and pieces.")),))
    values |= {
        "keep_until": _kept(uow, received_on, rows),
        "items": items_of([{**x, "title": x.get("product_name")} for x in rows]),
        "quantity": sum(x["quantity"] for x in rows),
        "rejected": sum(x["quantity"] for x in rows if x["result"] == "rejected"),
        "cost_total": sum(x["amount"] for x in rows if x["result"] != "rejected"),
    }
    return values, rows


def _kept(uow: UnitOfWork, received_on: date, rows: Sequence[Values]) -> date:
    products = uow.reader.records("products", {x["product_id"] for x in rows if x.get("product_id")})
    return keep_until(received_on, rows, {i: p["regime"] for i, p in products.items()})


def _fill_up(rows: Sequence[Values], stored: Sequence[Values]) -> None:
    """What a kept line does not name stays; an expiry date that was reckoned is reckoned again from changed dates."""
    known = {x["id"]: x for x in stored}
    for row in rows:
        old = known.get(row.get("id"))
        if old is None:
            continue
        for name in _TYPED:
            row.setdefault(name, old[name])
        made, life = old["production_date"], old["shelf_life_days"]
        reckoned = made and life and old["expiry_date"] == expires_on(made, life)
        moved = (row["production_date"], row["shelf_life_days"]) != (made, life)
        if reckoned and moved and row["expiry_date"] == old["expiry_date"]:
            row["expiry_date"] = None


def inspection_problems(
    uow: UnitOfWork, receipt: Values, lines: Sequence[Values], supplier: Values
) -> list[FieldError]:
    """What the goods-in inspection still lacks (食品安全法 arts 50 and 53 where the product has a shelf life)."""
    found: list[FieldError] = []
    if not lines:
        found.append(FieldError(_LINES, N_("Enter what was delivered.")))
    products = stock.held(uow.reader, (x["product_id"] for x in lines))
    perishable = [x for x in lines if _keeps(x, products)]
    if perishable:
        head: list[tuple[str, bool, Text]] = [
            ("licence_seen", bool(receipt["licence_seen"]), N_("Look at the supplier's licence and say so.")),
            ("vouchers", bool(receipt["vouchers"]), N_("Name the delivery note or invoice.")),
            ("supplier_id", bool(supplier["phone"] and supplier["address"]),
             N_("The supplier's telephone and address are missing; fill them in at the supplier.")),
        ]  # fmt: skip
        found += [FieldError(name, why) for name, there, why in head if not there]
    for line in lines:
        found += _line_problems(receipt, line, line in perishable)
    return found + batches.clashes(uow.reader, lines)


def _keeps(line: Values, products: Mapping[int, stock.Held]) -> bool:
    product = products.get(line["product_id"])
    return line["result"] != "rejected" and product is not None and product.shelf_life_days is not None


def _line_problems(receipt: Values, line: Values, perishable: bool) -> list[FieldError]:
    def at(name: str) -> str:
        return line_field(_LINES, line["position"], name)

    found: list[FieldError] = []
    if perishable:
        for name in ("batch_code", "production_date", "expiry_date"):
            if not line[name]:
                found.append(FieldError(at(name), N_("Needed for goods with a shelf life.")))
    if line["production_date"] and line["production_date"] > receipt["received_on"]:
        found.append(FieldError(at("production_date"), N_("Produced after it was received?")))
    if line["result"] == "accepted" and line["expiry_date"] and line["expiry_date"] < receipt["received_on"]:
        found.append(FieldError(at("expiry_date"), N_("Expired goods cannot be accepted.")))
    if line["result"] == "rejected" and not line["note"]:
        found.append(FieldError(at("note"), N_("Say why it was rejected.")))
    return found


def post(uow: UnitOfWork, receipt: Values) -> tuple[Values, list[list[Any]]]:
    """Post a draft: copy the supplier, make batches, add accepted goods to stock. Returns changes and stock moves.

    Raises `Invalid` naming every inspection field that is missing.
    """
    lines = uow.reader.lines("receipts", receipt["id"], _LINES)
    supplier = uow.reader.record("suppliers", receipt["supplier_id"])
    problems = inspection_problems(uow, receipt, lines, supplier)
    if problems:
        raise Invalid(tuple(problems))
    changes: Values = {
        "supplier_name": supplier["name"],
        "supplier_phone": supplier["phone"],
        "supplier_address": supplier["address"],
        "supplier_licence": supplier["licence_no"],
        "quarantine": "held" if any(x["result"] == "quarantined" for x in lines) else "none",
    }
    moved = _take_in(uow, {**receipt, **changes}, [x for x in lines if x["result"] == "accepted"])
    last = supplier["last_receipt_on"]
    if last is None or last < receipt["received_on"]:
        uow.update("suppliers", supplier["id"], {"last_receipt_on": receipt["received_on"]}, action="goods_in")
    return changes, moved


def _take_in(uow: UnitOfWork, receipt: Values, lines: Sequence[Values]) -> list[list[Any]]:
    stock.track(uow, (x["product_id"] for x in lines))
    entries: list[Entry] = []
    for line in lines:
        batch_id = None
        if line["batch_code"]:
            batch_id = batches.ensure(uow, receipt, line)
            batches.mark(uow, line["id"], batch_id)
        entries.append(
            Entry(line["product_id"], "goods_in", line["quantity"], batch_id=batch_id, receipt_id=receipt["id"],
                  document=receipt["number"])
        )  # fmt: skip
    return stock.post(uow, entries)


def reverse(uow: UnitOfWork, receipt: Values, reason: str) -> list[list[Any]]:
    """Take a posted delivery out of stock again. Raises `NotAllowed` when some of it has left already."""
    if receipt["quarantine"] == "held":
        raise NotAllowed(N_("Settle the held goods first."), N_("Nothing was changed."))
    entries = [
        Entry(e["product_id"], "reversal", -e["on_hand"], batch_id=e["batch_id"], receipt_id=receipt["id"],
              document=receipt["number"], note=reason)
        for e in batches.movements_of_receipt(uow.reader, receipt["id"])
    ]  # fmt: skip
    products = stock.held(uow.reader, {e.product_id for e in entries})
    left = batches.left(uow.reader, {e.batch_id for e in entries if e.batch_id})
    loose = expiry.loose(uow.reader, {i: p.on_hand for i, p in products.items()})
    needed: dict[tuple[int, int | None], int] = {}
    for e in entries:
        needed[e.product_id, e.batch_id] = needed.get((e.product_id, e.batch_id), 0) - e.on_hand
    for (product_id, batch_id), pieces in needed.items():
        there = left[batch_id] if batch_id else loose[product_id]
        if there < pieces:
            raise NotAllowed(
                N_("{product}: {n} were received, but only {there} are left.",
                   product=products[product_id].name, n=pieces, there=there),
                N_("Nothing was changed."),
                N_("What has been sold cannot be reversed; correct the rest with a stock count."),
            )  # fmt: skip
    for (_, batch_id), pieces in needed.items():
        if batch_id:
            batches.take_back(uow, batch_id, pieces)
    return stock.post(uow, entries)


def settle(uow: UnitOfWork, receipt: Values, *, release: bool) -> tuple[Values, list[list[Any]]]:
    """Settle goods that were held back: release them into stock, or return them to the supplier."""
    lines = uow.reader.lines("receipts", receipt["id"], _LINES)
    held = [x for x in lines if x["result"] == "quarantined"]
    if release:
        return {}, _take_in(uow, receipt, held)
    return {"rejected": receipt["rejected"] + sum(x["quantity"] for x in held)}, []
