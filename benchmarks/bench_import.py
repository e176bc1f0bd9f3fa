"""50,000 orders of two lines brought in, with customers, parcels, payments, stock, search and audit rows, against the
limit of the machine: `executemany` of the very same final rows into a file of the same schema, keys and settings.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from app.core.clock import fixed
from app.core.progress import Progress
from app.models.base import Base
from app.models.registry import Registry, table_of
from app.services import stock
from app.services.intake import Incoming, add_new
from app.services.tables import Values
from app.store import migrate, search
from app.store.cipher import connect, create_database, open_engine
from app.store.shop import Shop
from app.store.uow import NewRecord, UnitOfWork
from benchmarks.harness import Result, scratch, seconds
from benchmarks.shops import GOODS, KEY, NOW, OWNER, person

ORDERS = 50_000
LIMIT = 2.5
_SEARCH = "INSERT INTO search (rowid, words) VALUES (?, ?)"

Rows = dict[str, list[tuple[Any, ...]]]


def fresh(db: Path) -> Shop:
    """A shop with its goods in stock."""
    shop = Shop.create(db, KEY, OWNER, Registry.load(), name="禾木小铺", clock=fixed(NOW))

    def begin(uow: UnitOfWork) -> None:
        goods = [
            NewRecord({"sku": f"G-{i:04d}", "name": name, "price": 2500, "cost": 1200}) for i, name in enumerate(GOODS)
        ]
        ids = uow.create_many("products", goods)
        stock.open_stock(uow, [stock.Opening(i, 10_000) for i in ids], NOW - timedelta(days=30))

    shop.change(begin)
    return shop


def incoming(count: int) -> list[Incoming]:
    """What a platform's export of a busy week says: most to be shipped, some under way, a few unpaid or called off."""
    rnd = random.Random(20_261_123)
    return [_one(i, count, rnd) for i in range(count)]


def _one(i: int, count: int, rnd: random.Random) -> Incoming:
    placed = NOW - timedelta(days=7) + timedelta(days=7) * i / count
    buyer, nick, phone, address = person(rnd)
    lines: list[Values] = []
    for _ in range(2):
        k, pieces = rnd.randrange(len(GOODS)), rnd.randrange(1, 4)
        lines.append(
            {"product_id": k + 1, "sku": f"G-{k:04d}", "title": GOODS[k], "quantity": pieces, "unit_price": 2500}
        )
    values: Values = {
        "platform": "taobao",
        "platform_order_id": f"4012{i:08d}{rnd.randrange(10**6):06d}",
        "placed_at": placed,
        "paid_at": placed,
        "buyer_nick": nick,
        "buyer_name": buyer,
        "phone": phone,
        "address": address,
        "payment": "paid",
        "fulfilment": "to_ship",
    }
    fate, waybills = rnd.random(), ()
    if fate < 0.3:
        values |= {"fulfilment": "shipped", "shipped_at": placed + timedelta(hours=20)}
        waybills = (f"SF{rnd.randrange(10**12):012d}",)
    elif fate < 0.36:
        values |= {"fulfilment": "new", "payment": "unpaid", "paid_at": None}
    elif fate < 0.4:
        values |= {"fulfilment": "cancelled", "payment": "refunded", "cancelled_at": placed + timedelta(hours=3)}
    return Incoming(values, lines, "shunfeng" if waybills else None, waybills)


def final_rows(shop: Shop) -> Rows:
    """Every row of every table, as stored; the words of the search index worked out again, since it keeps none."""
    found: Rows = {}
    with shop.read() as reader:
        run = reader.connection.exec_driver_sql
        for table in Base.metadata.sorted_tables:
            found[table.name] = [tuple(r) for r in run(f"SELECT * FROM {table.name} ORDER BY rowid")]
        found["search"] = []
        for register in shop.registry:
            table, words = table_of(register), search.Words(register)
            for values in _records(table, found[table.name]) if register.search else ():
                found["search"].append((search.row_id(register, values["id"]), words.of(values)))
    return found


def _records(table: Table, rows: list[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    names = [c.name for c in table.columns]
    return (dict(zip(names, row, strict=True)) for row in rows)


def raw(rows: Rows, db: Path) -> float:
    """Seconds to write those rows by the driver alone, in one transaction."""
    create_database(db, KEY)
    engine = open_engine(db, KEY, writer=True)
    migrate.upgrade(engine)
    engine.dispose()
    connection = connect(db, KEY)
    connection.execute("PRAGMA cache_size = -32768")

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for name, many in rows.items():
            if name == "search":
                connection.executemany(_SEARCH, many)
            elif many:
                connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(many[0]))})", many)
        connection.execute("COMMIT")

    taken = seconds(write)
    connection.close()
    return taken


def measure(count: int, scale: float, folder: Path) -> Result:
    """One import and its raw counterpart."""
    shop = fresh(folder / f"ours-{count}.db")
    orders = incoming(count)
    ours = seconds(lambda: shop.change(lambda uow: add_new(uow, orders, source="taobao", progress=Progress())))
    rows = final_rows(shop)
    shop.close()
    bare = raw(rows, folder / f"raw-{count}.db")
    written = sum(map(len, rows.values()))
    note = f"{count / ours:,.0f} orders a second, {written:,} rows"
    return Result(f"import of {count:,} orders x 2 lines", ours, bare, ours / bare, LIMIT, scale, note)


def run(scale: float = 1.0) -> tuple[Result, ...]:
    """The ratio, and how the time grows over ten times as many orders (1 is linear)."""
    count = max(int(ORDERS * scale), 500)
    with scratch() as folder:
        full, tenth = measure(count, scale, folder), measure(count // 10, scale / 10, folder)
    growth = full.ours_s / (tenth.ours_s * 10)
    return full, Result("import, growth over 10 x the orders", full.ours_s, tenth.ours_s * 10, growth, 1.2, scale)
