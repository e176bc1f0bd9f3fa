"""A file of 50,000 orders of two lines brought in, with customers, parcels, payments, stock, search and audit rows.

Against it stands the limit of the machine: `executemany` of the very same final rows, in one transaction, into a file
of the same schema, keys and settings.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from app.core.clock import fixed
from app.core.dates import zone
from app.imports.bring_in import apply, plan
from app.models.base import Base
from app.models.registry import Registry, table_of
from app.services import stock
from app.store import migrate, search
from app.store.cipher import connect, create_database, open_engine
from app.store.shop import Shop
from app.store.uow import NewRecord, UnitOfWork
from benchmarks.harness import Result, growth, scratch, seconds
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


COLUMNS = (
    *(
        "主订单编号",
        "子订单编号",
        "选购商品",
        "商品规格",
        "商品数量",
        "商家编码",
        "商品单价",
        "商品金额",
        "订单应付金额",
    ),
    *("运费", "收件人", "收件人手机号", "详细地址", "订单提交时间", "支付完成时间", "发货时间", "订单状态", "取消原因"),
    *("快递公司", "快递单号"),
)


def write_file(path: Path, count: int) -> None:
    """A platform's export of a busy week, a row per line: most to be shipped, some under way, a few not paid."""
    rnd = random.Random(20_261_123)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for i in range(count):
            out.writerows(_order_rows(i, count, rnd))


def _order_rows(i: int, count: int, rnd: random.Random) -> list[list[str]]:
    placed = NOW - timedelta(days=7) + timedelta(days=7) * i / count
    buyer, _, phone, address = person(rnd)
    number, fate = f"4012{i:08d}{rnd.randrange(10**6):06d}", rnd.random()
    state = "待发货" if fate >= 0.4 else "已发货" if fate < 0.3 else "待支付" if fate < 0.36 else "已关闭"
    sent, paid = state == "已发货", state in ("待发货", "已发货")
    goods = [(rnd.randrange(len(GOODS)), rnd.randrange(1, 4)) for _ in range(2)]
    total = sum(25 * pieces for _, pieces in goods)
    tail = [
        f"{total:.2f}", "0.00", buyer, phone, address, _wall(placed), _wall(placed) if paid else "",
        _wall(placed + timedelta(hours=20)) if sent else "", state, "不想要了" if state == "已关闭" else "",
        "顺丰速运" if sent else "", f"SF{rnd.randrange(10**12):012d}" if sent else "",
    ]  # fmt: skip
    return [
        [number, f"{number}{n}", GOODS[k], "标准", str(pieces), f"G-{k:04d}", "25.00", f"{25 * pieces:.2f}", *tail]
        for n, (k, pieces) in enumerate(goods)
    ]


def _wall(at: datetime) -> str:
    return at.astimezone(zone()).strftime("%Y-%m-%d %H:%M:%S")


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
    source = folder / f"orders-{count}.csv"
    write_file(source, count)
    outcomes = []

    def bring_in() -> None:
        outcomes.append(apply(shop, plan(shop, [source])))

    ours = seconds(bring_in)
    if outcomes[0].new != count or outcomes[0].rejected:
        raise AssertionError(f"{outcomes[0].new} orders came in, {len(outcomes[0].rejected)} rows were rejected")
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
    return full, growth("import", full.ours_s, tenth.ours_s, scale)
