"""Shops to measure on: real encrypted files with as many invented orders as asked for, made once in a run."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.core.clock import fixed
from app.core.dates import business_date, zone
from app.models.registry import Registry
from app.services.session import create_shop
from app.store.audit import Actor
from app.store.datakey import DataKey
from app.store.passwords import Argon2Cost
from app.store.shop import Shop
from app.store.uow import NewRecord

KEY = DataKey(b"k" * 32, b"s" * 16, 1)
OWNER = Actor("owner", "林晓", "owner")
PASSWORD = "correct horse battery"
START = datetime(2025, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
_SLICE = 20_000

_SURNAMES = "陈赵李周何吴郑冯孙许沈韩唐曹林钱王张刘杨黄徐马朱胡郭高罗宋梁谢叶程苏吕丁任姚卢姜崔钟谭陆汪范石"
_GIVEN = "予安思齐沐辰书瑶以宁清欢怀瑾嘉木知远念初星河若溪南风一诺子涵雨桐浩然梓萱俊杰晓明建国丽华志强秀英文博"
_WHAT = (
    "桂花酱",
    "马克杯",
    "玄米茶",
    "收纳篮",
    "围裙",
    "香薰蜡烛",
    "蜂蜜",
    "竹凉席",
    "羊毛袜",
    "帆布包",
    "陶瓷碗",
    "红枣",
)
_HOW = ("手工", "雾蓝", "有机", "藤编", "苎麻", "大豆", "野生", "折叠", "加厚", "复古", "釉下彩", "若羌")
GOODS = tuple(f"{how}{what}" for how in _HOW for what in _WHAT)
_STATES = (
    *[("paid", "completed")] * 92, *[("paid", "shipped")] * 4, ("paid", "to_ship"), ("unpaid", "new"),
    ("unpaid", "cancelled"), ("refunded", "cancelled"),
)  # fmt: skip


def person(rnd: random.Random) -> tuple[str, str, str, str]:
    """An invented buyer: name, account, telephone, address."""
    name = rnd.choice(_SURNAMES) + rnd.choice(_GIVEN) + rnd.choice(_GIVEN)
    return (
        name,
        f"tb{rnd.randrange(10**8):08d}",
        f"1380{rnd.randrange(10**7):07d}",
        f"浙江省杭州市西湖区某某路{rnd.randrange(1, 999)}号",
    )


def _order(i: int, count: int, rnd: random.Random) -> NewRecord:
    """One invented order of two lines."""
    placed = START + timedelta(seconds=i * int((NOW - START).total_seconds()) // count)
    lines: list[dict[str, Any]] = []
    for _ in range(2):
        k, pieces, price = rnd.randrange(len(GOODS)), rnd.randrange(1, 4), rnd.randrange(990, 19_900)
        lines.append(
            {"sku": f"G-{k:04d}", "title": GOODS[k], "quantity": pieces, "unit_price": price, "amount": pieces * price}
        )
    total = sum(x["amount"] for x in lines)
    payment, fulfilment = rnd.choice(_STATES)
    buyer, nick, phone, address = person(rnd)
    sent = fulfilment in ("shipped", "completed")
    values = {
        "platform": rnd.choice(("taobao", "jd", "pinduoduo", "douyin", "shop")),
        "platform_order_id": f"4012{i:08d}{rnd.randrange(10**6):06d}",
        "placed_at": placed,
        "business_date": business_date(placed, zone()),
        "ship_by": placed + timedelta(hours=48),
        "shipped_at": placed + timedelta(hours=20) if sent else None,
        "payment": payment,
        "fulfilment": fulfilment,
        "buyer_name": buyer,
        "buyer_nick": nick,
        "phone": phone,
        "address": address,
        "currency": "CNY",
        "goods_total": total,
        "shipping_fee": 0,
        "discount": 0,
        "total": total,
        "paid": total if payment != "unpaid" else 0,
        "refunded": total if payment == "refunded" else 0,
        "items": "；".join(f"{x['title']} ×{x['quantity']}" for x in lines),
        "quantity": sum(x["quantity"] for x in lines),
        "waybills": f"SF{rnd.randrange(10**12):012d}" if sent else "",
    }
    return NewRecord(values, {"lines": lines})


@dataclass(frozen=True)
class _Made:
    scratch: tempfile.TemporaryDirectory[str]
    folder: Path
    key: DataKey


@lru_cache(maxsize=8)
def _made(count: int) -> _Made:
    """A shop with `count` orders. The folder goes when the program ends."""
    scratch = tempfile.TemporaryDirectory(prefix="taizhang-bench-")
    folder = Path(scratch.name) / "shop"
    session, _ = create_shop(
        folder, Registry.load(), name="禾木小铺", owner=OWNER.name, password=PASSWORD,
        cost=Argon2Cost.smallest(), clock=fixed(NOW),
    )  # fmt: skip
    rnd = random.Random(20_261_123)
    for first in range(0, count, _SLICE):
        records = [_order(i, count, rnd) for i in range(first, min(first + _SLICE, count))]
        session.shop.change(lambda uow, records=records: uow.create_many("orders", records))  # type: ignore[misc]
    key = session.unlocked.data_key
    session.close()
    return _Made(scratch, folder, key)


def folder_of(count: int) -> Path:
    """The folder of the shop of `count` orders, made on the first call."""
    return _made(count).folder


def key_of(count: int) -> DataKey:
    """The key of that shop's file."""
    return _made(count).key


def open_shop(count: int) -> Shop:
    """That shop, open."""
    return Shop(folder_of(count) / "shop.db", key_of(count), OWNER, Registry.load(), fixed(NOW))
