"""The morning of the acceptance story: 132 new, 14 updated, 2 rejected; the same file again: nothing."""

from __future__ import annotations

from app.services import transitions
from tests.imports.desk import Counter
from tests.imports.helpers import TAOBAO, TAOBAO_LINES, taobao_row

SENT = "卖家已发货，等待买家确认"


def number(i: int) -> str:
    return f"32{i:017d}"


def row(i: int, **said: str) -> str:
    who = {"买家会员名": f"tb_{i}", "联系手机": f"138{i:08d}", "收货人姓名": "林小满"}
    return taobao_row(number(i), **{**who, **said})


def test_yesterdays_export(counter: Counter) -> None:
    counter.stocked("GH-1", 500)
    known = range(1, 31)
    counter.drop(
        counter.file("monday.csv", TAOBAO, *(row(i) for i in known), encoding="gbk"),
        counter.file(
            "monday-lines.csv", TAOBAO_LINES, *(f"{number(i)}1,{number(i)},GH-1,,手工桂花酱,25.00,2,,," for i in known)
        ),
    )
    for i in (20, 21):  # sent by the shop since
        order = counter.order(number(i))
        counter.shop.change(
            lambda uow, order=order: transitions.perform(  # type: ignore[misc]
                uow, "orders", order["id"], "ship", {"carrier": "shunfeng", "waybill": f"SF{order['id']}"}
            )
        )
    moved = [row(i, 订单状态=SENT, 物流单号=f"YT{i}", 物流公司="圆通速递") for i in range(1, 15)]
    same = [row(i) for i in range(15, 31)]
    fresh = [row(i) for i in range(31, 163)]
    bad = [row(900, 总金额="两百"), row(901).replace(number(901), "3.20E+18")]
    path = counter.file("tuesday.csv", TAOBAO, *moved, *same, *fresh, *bad, encoding="gbk")

    shown = counter.look(path)
    assert (shown.outcome.new, shown.outcome.updated, shown.outcome.unchanged) == (132, 14, 16)
    done = counter.drop(path)
    assert (done.rows, done.new, done.updated, done.unchanged, len(done.rejected)) == (164, 132, 14, 16, 2)
    assert [(r.row, r.column) for r in done.rejected] == [(164, "总金额"), (165, "订单编号")]
    assert done.rejects_file is not None
    assert counter.order(number(20))["fulfilment"] == "shipped"
    assert counter.product("GH-1")["on_hand"] == 500 - 14 * 2 - 2 * 2
    counter.check()

    before = counter.seq()
    again = counter.drop(path)
    assert (again.new, again.updated, again.unchanged, len(again.rejected)) == (0, 0, 162, 2)
    assert (again.rejects_file, counter.seq()) == (done.rejects_file, before)
