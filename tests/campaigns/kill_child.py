"""The child of the kill campaign: it changes a shop for ever and tells each change once it was committed."""

from __future__ import annotations

import json
import os
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.core.progress import Progress
from app.imports.bring_in import Outcome, apply, plan
from app.models.registry import Registry
from app.services import stock
from app.services.session import Session, create_shop, sign_in, with_password
from app.store.passwords import Argon2Cost
from app.store.uow import UnitOfWork

OWNER, PASSWORD = "店主", "correct horse battery"
SHIPPED = "卖家已发货，等待买家确认"
STATES = (SHIPPED, "买家已付款，等待卖家发货", "等待买家付款")
"""States of the orders of a file, in turn: so the first file ships every third, and a later one all of them."""
_ORDERS = (
    "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,"
    "订单创建时间,订单付款时间,物流单号,物流公司"
)
_LINES = "子订单编号,主订单编号,商家编码,外部系统编号,标题,价格,购买数量,商品属性"
_BEGUN = datetime(2026, 5, 17, 4, tzinfo=UTC)


def make(folder: Path) -> None:
    """A shop with goods whose stock is kept."""
    registry = Registry.load()
    session, _ = create_shop(folder, registry, name="x", owner=OWNER, password=PASSWORD, cost=Argon2Cost.smallest())

    def begin(uow: UnitOfWork) -> None:
        ids = [uow.create("products", {"sku": f"G-{i}", "name": f"茶 {i}", "price": 1000}) for i in range(5)]
        stock.open_stock(uow, [stock.Opening(i, 1_000_000) for i in ids], _BEGUN)

    session.shop.change(begin)
    session.close()


def opened(folder: Path) -> Session:
    """The shop, signed in."""
    session = sign_in(folder, Registry.load(), with_password(OWNER, PASSWORD))
    assert session is not None
    return session


def work(folder: Path, seed: int) -> None:
    """Change the shop for ever, telling each change once it is committed. Ends by being killed."""
    rnd = random.Random(seed)
    session = opened(folder)
    tell({"ready": True})
    brought: list[tuple[str, int]] = []
    for turn in range(1_000_000):
        kind = rnd.choice(("import", "import", "later", "edit", "edit", "edit", "file", "backup"))
        if kind == "import" or (kind == "later" and not brought):
            tag, count = f"{seed}-{turn}", rnd.randrange(2, 400)
            bring(session, folder, tag, count)
            brought.append((tag, count))
            tell({"import": tag, "count": count})
        elif kind == "later":
            tag, count = brought.pop(rnd.randrange(len(brought)))
            bring(session, folder, tag, count, later=True)
            tell({"later": tag})
        elif kind == "edit":
            product = rnd.randrange(1, 6)
            value = session.shop.change(lambda uow, product=product: _edit(uow, product))  # type: ignore[misc]
            tell({"edit": str(product), "value": value})
        elif kind == "file":
            data = rnd.randbytes(rnd.randrange(10, 200_000))
            session.shop.change(lambda uow, data=data: uow.attach("products", 1, "a.bin", "x/y", data))  # type: ignore[misc]
            tell({"file": 1})
        elif turn % 5 == 0:
            session.backup("campaign")
        else:
            session.keep_head()


def bring(session: Session, folder: Path, tag: str, count: int, *, later: bool = False) -> Outcome:
    """Drop both files of an export of so many orders, as Taobao writes them; one row more is rejected.

    `later`: the same orders a day after, when all of them were shipped.
    """
    name = f"{tag}-{count}{'-later' if later else ''}"
    rows = [order_row(tag, i, SHIPPED if later else STATES[i % 3]) for i in range(count)]
    orders, lines = (folder.parent / f"{name}{end}.csv" for end in ("", "-lines"))
    # Excel has rounded the last order's number, which is lost for good
    write(orders, _ORDERS, [*rows, order_row(tag, count, STATES[1]).replace(number(tag, count), "1.23457E+18", 1)])
    write(lines, _LINES, [line_row(tag, i) for i in range(count)])
    outcome = apply(session.shop, plan(session.shop, (orders, lines)), Progress())
    assert (outcome.register, len(outcome.rejected)) == ("orders", 1), outcome.rejected
    assert (outcome.new if not later else outcome.new + outcome.updated + outcome.unchanged) == count
    return outcome


def write(path: Path, header: str, rows: list[str]) -> None:
    """A text file in the encoding that Taobao's exports have."""
    path.write_bytes(("\r\n".join([header, *rows]) + "\r\n").encode("gbk"))


def number(tag: str, i: int) -> str:
    """The platform's number of an order."""
    seed, turn = (int(part) for part in tag.split("-"))
    return f"3{seed % 10_000:04}{turn % 100_000:05}{i:09}"


def order_row(tag: str, i: int, state: str) -> str:
    """One row of the file of orders."""
    amount = 10 * (1 + i % 3)
    paid = "" if state == STATES[2] else "2026-09-22 00:55:00"
    waybill = f"SF{number(tag, i)},顺丰速运" if state == SHIPPED else ","
    cells = f"{amount}.00,0.00,{amount}.00,{amount if paid else 0}.00,{state}"
    person = f"林{i},浙江省 杭州市 西湖区 桂花路{i}号,'{13800000000 + i}"
    return f"{number(tag, i)},n{i},{cells},{person},2026-09-22 00:54:10,{paid},{waybill}"


def line_row(tag: str, i: int) -> str:
    """One row of the file of lines."""
    return f"{number(tag, i)}1,{number(tag, i)},G-{i % 5},,茶,10.00,{1 + i % 3},"


def tell(what: dict[str, Any]) -> None:
    """One line to the parent, which it has whole or not at all."""
    os.write(1, json.dumps(what).encode() + b"\n")


def _edit(uow: UnitOfWork, product: int) -> int:
    note = int(uow.reader.record("products", product)["note"] or 0) + 1
    uow.update("products", product, {"note": str(note), "name": f"茶 {product} 第{note}版"})
    return note
