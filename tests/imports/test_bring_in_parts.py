# ruff: noqa: E501  (a row of an export is as long as it is)
"""A file brought in by parts, in any order, makes the same shop as the whole file."""

from __future__ import annotations

import shutil
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.registry import Registry
from app.store.shop import Shop
from tests.conftest import KEY, OWNER
from tests.imports.desk import Counter

DOUYIN = "主订单编号,子订单编号,选购商品,商品数量,商品ID,商家编码,商品金额,订单应付金额,收件人,收件人手机号,详细地址,订单提交时间,订单状态"
_IDS = ("id", "number", "created_at", "updated_at", "version", "source", "customer_id", "items", "waybills", "extras")


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    """Orders of one to three lines, each line with its own number and product."""
    out = []
    for order in range(draw(st.integers(1, 5))):
        state = draw(st.sampled_from(["待发货", "已发货", "已完成"]))
        for line in range(draw(st.integers(1, 3))):
            cents = draw(st.integers(1, 9999))
            out.append(
                f"69170{order},69170{order}{line},商品{line},{draw(st.integers(1, 3))},36{line},S-{line},"
                f"{cents / 100:.2f},{cents / 100:.2f},林小满{order},1380000000{order},浙江省杭州市,2026/9/22 0:54,{state}"
            )
    return out


def state_of(counter: Counter) -> dict[str, Any]:
    """What the shop knows afterwards, without what tells how it came to know."""
    orders = {}
    for number, order in counter.orders().items():
        lines = sorted(
            (x["platform_line_id"], x["sku"], x["quantity"], x["amount"], x["shipped"], x["reserved"])
            for x in counter.lines(order["id"])
        )
        orders[number] = ({n: v for n, v in order.items() if n not in _IDS}, lines)
    products = {p["sku"]: (p["name"], p["on_hand"], p["reserved"]) for p in counter.all("products")}
    customers = {c["phone"]: (c["name"], c["order_count"], c["spent"]) for c in counter.all("customers")}
    return {"orders": orders, "products": products, "customers": customers}


def brought_in(fresh: Path, registry: Registry, parts: list[list[str]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(fresh, folder / "shop.db")
        shop = Shop(folder / "shop.db", KEY, OWNER, registry)
        try:
            counter = Counter(shop, folder)
            counter.stocked("S-1", 50)
            for i, part in enumerate(parts):
                counter.drop(counter.file(f"part{i}.csv", DOUYIN, *part))
            counter.check()
            return state_of(counter)
        finally:
            shop.close()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_parts_in_any_order_make_the_same_shop(fresh_shop: Path, registry: Registry, data: st.DataObject) -> None:
    whole = data.draw(rows())
    mixed = data.draw(st.permutations(whole))
    cuts = sorted(data.draw(st.sets(st.integers(1, max(len(mixed) - 1, 1)), max_size=3)))
    edges = [0, *cuts, len(mixed)]
    parts = [mixed[a:b] for a, b in pairwise(edges) if a < b]
    assert brought_in(fresh_shop, registry, parts) == brought_in(fresh_shop, registry, [whole])
