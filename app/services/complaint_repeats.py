"""Complaints that come again: by the same customer within ninety days, about the same product within thirty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Where
from app.models.registers.complaints import Complaint
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork
from app.store.view import View

CUSTOMER_DAYS = 90
PRODUCT_DAYS = 30
MANY = 3
"""So many complaints about one product within thirty days are said."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Earlier:
    """Other complaints that belong beside one. `rows` are the latest, as (id, number, state key, item, day)."""

    by: str
    count: int
    rows: tuple[tuple[int, str, str, str, str], ...]
    view: View
    words: Text
    loud: bool = False


def refresh(uow: UnitOfWork, touched: Iterable[Mapping[str, Any]]) -> None:
    """Count anew how often was complained, for these complaints and for those that came after them."""
    t = table(Complaint)
    ids: dict[int, None] = {}
    for one in touched:
        ids[one["id"]] = None
        after = one["received_at"]
        for same, days in ((_same_customer(t, one), CUSTOMER_DAYS), (_same_product(t, one), PRODUCT_DAYS)):
            if same is not None:
                until = after + timedelta(days=days)
                wanted = select(t.c.id).where(same, t.c.received_at >= after, t.c.received_at <= until)
                ids |= dict.fromkeys(uow.connection.execute(wanted).scalars())
    found = uow.reader.records("complaints", ids)
    changes = {i: counts(uow.reader, one) for i, one in found.items()}
    uow.update_many("complaints", changes, action="counted")


def counts(reader: Reader, one: Mapping[str, Any]) -> Values:
    """How many complaints the same customer made in the ninety days before, and how many there are about the same
    product in the thirty days up to this one, itself among them."""
    t = table(Complaint)
    at, own = one["received_at"], one["id"]

    def before(same: ColumnElement[bool] | None, days: int) -> int:
        if same is None:
            return 0
        since = at - timedelta(days=days)
        earlier = (t.c.received_at < at) | ((t.c.received_at == at) & (t.c.id < own))
        wanted = select(func.count()).where(same, earlier, t.c.received_at >= since, t.c.voided_at.is_(None))
        return int(reader.connection.execute(wanted).scalar() or 0)

    products = _same_product(t, one)
    earlier = before(_same_customer(t, one), CUSTOMER_DAYS)
    return {
        "earlier": earlier,
        "again": earlier > 0,
        "same_product": before(products, PRODUCT_DAYS) + (1 if products is not None else 0),
    }


def beside(reader: Reader, one: Mapping[str, Any]) -> tuple[Earlier, ...]:
    """Earlier and later complaints of this customer, about this product, about this batch; those that there are.

    Of a confidential complaint those of its customer are left out: they would name the customer.
    """
    t = table(Complaint)
    found: list[Earlier] = []
    customer = _same_customer(t, one) if not one["confidential"] else None
    if customer is not None and (ids := _ids(reader, customer & t.c.confidential.is_(False), one)):
        words = Nn_("{n} other complaint of this customer", "{n} other complaints of this customer", len(ids))
        found.append(
            _earlier(reader, "customer", ids, View("complaints", ids=(*ids, one["id"])), words, bool(one["earlier"]))
        )
    product = _same_product(t, one)
    if product is not None and (ids := _ids(reader, product, one)):
        view = View("complaints", where=(Where("product_id", "eq", one["product_id"]),))
        loud = one["same_product"] >= MANY
        words = Nn_("{n} other complaint about this product", "{n} other complaints about this product", len(ids))
        if loud:
            words = N_("{words}; {m} within 30 days", words=words, m=one["same_product"])
        found.append(_earlier(reader, "product", ids, view, words, loud))
    if one["batch_id"] is not None and (ids := _ids(reader, t.c.batch_id == one["batch_id"], one)):
        view = View("complaints", where=(Where("batch_id", "eq", one["batch_id"]),))
        words = Nn_("{n} other complaint about this batch", "{n} other complaints about this batch", len(ids))
        found.append(_earlier(reader, "batch", ids, view, words, True))
    return tuple(found)


def _same_customer(t: Table, one: Mapping[str, Any]) -> ColumnElement[bool] | None:
    """The same customer's record; without one, the same whole telephone number; of a masked buyer the same order."""
    customer: int | None = one["known_customer_id"]
    phone: str = one["known_phone"] or ""
    order: int | None = one.get("order_id")
    if customer is not None:
        return t.c.known_customer_id == customer
    if phone and "*" not in phone:
        return t.c.known_phone == phone
    return t.c.order_id == order if order is not None else None


def _same_product(t: Table, one: Mapping[str, Any]) -> ColumnElement[bool] | None:
    product: int | None = one.get("product_id")
    return t.c.product_id == product if product is not None else None


def _ids(reader: Reader, same: ColumnElement[bool], one: Mapping[str, Any]) -> tuple[int, ...]:
    t = table(Complaint)
    wanted = select(t.c.id).where(same, t.c.id != one["id"], t.c.voided_at.is_(None)).order_by(t.c.received_at.desc())
    return tuple(reader.connection.execute(wanted).scalars())


def _earlier(reader: Reader, by: str, ids: tuple[int, ...], view: View, words: Text, loud: bool) -> Earlier:
    rows = reader.records("complaints", ids[:SHOWN])
    shown = tuple(
        (i, r["number"], r["status"], r["item"] or "", r["received_on"].isoformat())
        for i in ids[:SHOWN]
        if (r := rows.get(i)) is not None
    )
    return Earlier(by, len(ids), shown, view, words, loud)
