"""Invented records with every column that a table insists on, for tests that write through the one door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer
from sqlalchemy.sql.selectable import FromClause

from app.models.base import Instant
from app.models.declaration import Field, Register
from app.models.kinds import Choice, Phone, Ref
from app.models.registry import Registry
from app.store.shop import Shop
from app.store.uow import NewRecord

PLACED = datetime(2026, 5, 17, 4, 0, tzinfo=UTC)


def order(**changes: Any) -> dict[str, Any]:
    """An order's values."""
    values: dict[str, Any] = {
        "platform": "shop",
        "placed_at": PLACED,
        "business_date": date(2026, 5, 17),
        "payment": "unpaid",
        "fulfilment": "new",
        "buyer_name": "陈渊",
        "phone": "13800001234",
        "address": "浙江省杭州市西湖区某路1号",
        "currency": "CNY",
        "goods_total": 2500,
        "shipping_fee": 0,
        "discount": 0,
        "total": 2500,
        "paid": 0,
        "refunded": 0,
        "items": "手工桂花酱 250g ×1",
        "quantity": 1,
        "waybills": "",
    }
    return values | changes


def line(**changes: Any) -> dict[str, Any]:
    """An order line's values."""
    values: dict[str, Any] = {
        "sku": "GHJ-250",
        "title": "手工桂花酱",
        "quantity": 1,
        "unit_price": 2500,
        "amount": 2500,
        "reserved": 0,
        "shipped": 0,
        "gift": False,
    }
    return values | changes


def customer(**changes: Any) -> dict[str, Any]:
    """A customer's values."""
    return {"name": "陈渊", "platform": "shop", "nick": None, "phone": "13800001234"} | changes


def product(**changes: Any) -> dict[str, Any]:
    """A product's values."""
    return {"sku": "GHJ-250", "name": "手工桂花酱", "price": 2500} | changes


def orders(count: int, **changes: Any) -> list[NewRecord]:
    """Orders with two lines each, to be created together."""
    return [
        NewRecord(
            order(platform_order_id=f"4012{i:014d}", **changes), {"lines": [line(), line(sku=f"X-{i}", title="玄米茶")]}
        )
        for i in range(count)
    ]


def any_record(register: Register, n: int, ids: Mapping[str, int], said: str = "文") -> dict[str, Any]:
    """Values for every declared field of any register, texts bearing `said` and the number `n`.

    `ids` names a record for each register that is referred to.
    """
    return _any(register.model.__table__, register.fields, n, ids, said)


def one_of_each(shop: Shop, said: str = "文") -> dict[str, int]:
    """A record of every register, each with its lines and its references; returns their ids."""
    ids: dict[str, int] = {}
    waiting = {r.name: r for r in shop.registry}
    while waiting:
        ready = [r for r in waiting.values() if _needs(r, set(waiting)) <= {r.name}]
        if not ready:
            raise AssertionError(f"these refer to one another: {sorted(waiting)}")
        for r in ready:
            values, lines = any_record(r, 1, ids, said), any_lines(r, 1, ids, said)
            ids[r.name] = shop.change(lambda uow, r=r, v=values, x=lines: uow.create(r.name, v, x))  # type: ignore[misc]
            del waiting[r.name]
    return ids


def _needs(register: Register, there: set[str]) -> set[str]:
    """The registers that a record must refer to (references that may stay empty can do without)."""
    tables = [register.model.__table__, *(x.model.__table__ for x in register.lines)]
    parents = {x.parent for x in register.lines}
    columns = [c for t in tables for c in t.columns if c.name not in parents and not c.nullable]
    return {owner for c in columns if (owner := _owner(c)) is not None} & there


def any_lines(register: Register, n: int, ids: Mapping[str, int], said: str = "文") -> dict[str, list[dict[str, Any]]]:
    """One line of each kind for a record of any register."""
    return {x.name: [_any(x.model.__table__, x.fields, n, ids, said, (x.parent,))] for x in register.lines}


def _any(
    table: FromClause, fields: Sequence[Field], n: int, ids: Mapping[str, int], said: str, skip: Sequence[str] = ()
) -> dict[str, Any]:
    kinds = {f.name: f.kind for f in fields}
    values: dict[str, Any] = {}
    for column in table.columns:
        name, kind = column.name, kinds.get(column.name)
        if name in _OWN or name in skip:
            continue
        if isinstance(kind, Ref):
            values[name] = ids.get(kind.register)
        elif (owner := _owner(column)) is not None:
            values[name] = ids.get(owner)
        elif column.foreign_keys:  # a line of another record: the first of each is there before any other
            values[name] = None if column.nullable else 1
        elif isinstance(kind, Choice):
            values[name] = kind.options[n % len(kind.options)].key
        elif isinstance(kind, Phone):
            values[name] = f"13800000{n % 1000:03d} {said}"
        elif isinstance(column.type, Instant):
            values[name] = PLACED + timedelta(minutes=n)
        elif isinstance(column.type, Date):
            values[name] = PLACED.date() + timedelta(days=n % 50)
        elif isinstance(column.type, Boolean):
            values[name] = bool(n % 2)
        elif isinstance(column.type, Integer):
            values[name] = n
        elif name == "currency":  # amounts are said in it, so that it is one that there is
            values[name] = "CNY"
        else:
            values[name] = f"{said}{n}-{name}"
    return values


_OWN = frozenset(
    {"id", "version", "created_at", "created_by", "updated_at", "voided_at", "void_reason", "position", "number"}
)


@cache
def _registers_by_table() -> Mapping[str, str]:
    return {r.model.__tablename__: r.name for r in Registry.load()}


def _owner(column: Column[Any]) -> str | None:
    """The register whose record a column refers to, if it refers to one."""
    tables = [key.target_fullname.partition(".")[0] for key in column.foreign_keys]
    return _registers_by_table().get(tables[0]) if tables else None
