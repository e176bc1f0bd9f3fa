"""One drop of order files: preview first, all or nothing, twice is once, and nothing that the shop did is undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Cancelled, NotAllowed, UserError
from app.core.i18n import Translator
from app.core.progress import Progress
from app.imports.bring_in import Wish, apply, plan
from app.imports.rejects_out import write_all
from app.services import transitions
from app.store.audit import Actor
from app.store.shop import Shop
from tests.conftest import KEY
from tests.imports.desk import Counter
from tests.imports.helpers import PLAIN, TAOBAO, TAOBAO_LINES, plain, taobao_row, workbook

T1, T2, T3 = "3200000000000000001", "3200000000000000002", "3200000000000000003"
SENT = "卖家已发货，等待买家确认"


def lines_of(order: str, *skus: str) -> list[str]:
    return [f"{order}{i},{order},{sku},,商品 {sku},25.00,1,,," for i, sku in enumerate(skus, 1)]


def test_planning_writes_nothing(counter: Counter) -> None:
    before = counter.seq()
    shown = counter.look(counter.file("o.csv", TAOBAO, taobao_row(T1), encoding="gbk"))
    assert (shown.outcome.new, shown.register, shown.format) == (1, "orders", "taobao_orders")
    assert shown.preview[0].effect == "new"
    assert dict(zip(shown.preview_fields, shown.preview[0].values, strict=True))["platform_order_id"] == T1
    assert {u.heading: u.field for u in shown.columns}["订单编号"] == "order_id"
    assert counter.seq() == before
    assert counter.all("orders") == []


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(counter: Counter) -> None:
    path = counter.file(
        "o.csv", TAOBAO, taobao_row(T1), taobao_row(T2, 订单状态=SENT, 物流单号="SF1", 物流公司="顺丰速运")
    )
    first = counter.drop(path)
    assert (first.new, first.updated, first.unchanged) == (2, 0, 0)
    before = counter.seq()
    again = counter.drop(path)
    assert (again.new, again.updated, again.unchanged) == (0, 0, 2)
    assert counter.seq() == before
    counter.check()


def test_where_an_order_came_from_is_in_its_history(counter: Counter) -> None:
    counter.drop(counter.file("o.csv", TAOBAO, taobao_row(T2), taobao_row(T1)))
    order = counter.order(T1)
    assert order["source"] == "o.csv:3"
    counter.drop(counter.file("next.csv", TAOBAO, taobao_row(T1, 订单状态=SENT)))
    with counter.shop.read() as reader:
        assert reader.timeline("orders", order["id"])[0].reason == "next.csv:2"


def test_the_import_itself_is_logged_with_the_files_hash(counter: Counter) -> None:
    path = counter.file("o.csv", TAOBAO, taobao_row(T1))
    counter.drop(path)
    with counter.shop.read() as reader:
        event = reader.timeline("orders", 0)[0]
    assert (event.action, event.extra["new"], event.extra["rows"]) == ("import", 1, 1)
    assert event.extra["files"][0]["file"] == "o.csv"
    assert len(event.extra["files"][0]["sha256"]) == 64


def test_a_later_export_moves_states_forward(counter: Counter) -> None:
    counter.drop(counter.file("o.csv", TAOBAO, taobao_row(T1)))
    done = counter.drop(
        counter.file("o2.csv", TAOBAO, taobao_row(T1, 订单状态=SENT, 物流单号="SF9", 物流公司="顺丰速运"))
    )
    order = counter.order(T1)
    assert (done.updated, order["fulfilment"], order["waybills"]) == (1, "shipped", "SF9")
    counter.check()


def test_an_older_export_undoes_nothing(counter: Counter) -> None:
    early = counter.file(
        "early.csv", TAOBAO, taobao_row(T1, 订单状态="等待买家付款", 订单付款时间="", 买家实际支付金额="0.00")
    )
    counter.drop(counter.file("late.csv", TAOBAO, taobao_row(T1, 订单状态="交易成功")))
    assert counter.drop(early).unchanged == 1
    assert (counter.order(T1)["payment"], counter.order(T1)["fulfilment"]) == ("paid", "completed")


def test_an_export_does_not_undo_what_the_shop_did(counter: Counter) -> None:
    counter.stocked("GH-1", 10)
    counter.drop(
        counter.file("o.csv", TAOBAO, taobao_row(T1)), counter.file("l.csv", TAOBAO_LINES, *lines_of(T1, "GH-1"))
    )
    order = counter.order(T1)
    counter.shop.change(
        lambda uow: transitions.perform(uow, "orders", order["id"], "ship", {"carrier": "shunfeng", "waybill": "SF1"})
    )
    counter.shop.change(
        lambda uow: uow.update("orders", order["id"], {"seller_note": "已电话确认", "address": "新地址"})
    )
    again = counter.drop(counter.folder / "o.csv", counter.folder / "l.csv")
    after = counter.order(T1)
    assert (again.unchanged, after["fulfilment"], after["waybills"]) == (1, "shipped", "SF1")
    assert (after["seller_note"], after["address"]) == ("已电话确认", "新地址")
    counter.check()


def test_masked_and_blank_values_never_replace_better_ones(counter: Counter) -> None:
    counter.drop(counter.file("o.csv", TAOBAO, taobao_row(T1)))
    counter.drop(
        counter.file(
            "m.csv", TAOBAO, taobao_row(T1, 收货人姓名="林*", 联系手机="138****0000", 收货地址="", 买家会员名="t**n")
        )
    )
    after = counter.order(T1)
    assert (after["buyer_name"], after["phone"]) == ("林小满", "13800000000")
    assert after["address"].startswith("浙江省")


def test_a_plain_value_replaces_a_masked_one(counter: Counter) -> None:
    counter.drop(counter.file("m.csv", TAOBAO, taobao_row(T1, 收货人姓名="林*", 联系手机="138****0000")))
    counter.drop(counter.file("o.csv", TAOBAO, taobao_row(T1)))
    assert (counter.order(T1)["buyer_name"], counter.order(T1)["phone"]) == ("林小满", "13800000000")


@pytest.mark.parametrize("lines_first", [True, False])
def test_taobaos_two_files_days_apart_make_the_same_order(counter: Counter, lines_first: bool) -> None:
    counter.stocked("GH-1", 10)
    orders = counter.file("o.csv", TAOBAO, taobao_row(T1), encoding="gbk")
    lines = counter.file("l.csv", TAOBAO_LINES, *lines_of(T1, "GH-1", "FM-1"))
    for path in (lines, orders) if lines_first else (orders, lines):
        counter.drop(path)
    order = counter.order(T1)
    assert (order["total"], order["paid"], order["fulfilment"]) == (5600, 5600, "to_ship")
    assert str(order["placed_at"])[:19] == "2026-09-21 16:54:10"
    assert str(order["business_date"]) == "2026-09-22"
    assert [(x["sku"], x["reserved"]) for x in counter.lines(order["id"])] == [("GH-1", 1), ("FM-1", 0)]
    assert counter.product("GH-1")["reserved"] == 1
    assert order["quantity"] == 2
    assert "~" not in (order["extras"] or "")
    before = counter.seq()
    assert counter.drop(orders).unchanged == counter.drop(lines).unchanged == 1
    assert counter.seq() == before
    counter.check()


def test_an_order_that_is_not_closed_has_no_reason_for_it(counter: Counter) -> None:
    alive = counter.file("o.csv", TAOBAO, taobao_row(T1, 订单关闭原因="订单未关闭"))
    counter.drop(alive)
    assert counter.order(T1)["cancel_reason"] is None
    counter.drop(counter.file("c.csv", TAOBAO, taobao_row(T1, 订单状态="交易关闭", 订单关闭原因="买家不想买了")))
    assert counter.drop(alive).unchanged == 1
    assert counter.order(T1)["cancel_reason"] == "买家不想买了"


PAID_LINES = f"{TAOBAO_LINES},订单状态"


def test_what_was_paid_is_the_order_files_word_also_when_its_lines_came_first(counter: Counter) -> None:
    """Real files of lines say “paid” and not how much: postage and coupons stand in the orders alone."""
    rows = [f"{line},等待卖家发货，即：买家已付款" for line in lines_of(T1, "GH-1", "FM-1")]
    lines = counter.file("l.csv", PAID_LINES, *rows)
    counter.drop(lines)
    assert counter.order(T1)["paid"] == 5000
    orders = counter.file("o.csv", TAOBAO, taobao_row(T1))
    counter.drop(orders)
    order = counter.order(T1)
    assert (order["total"], order["paid"], order["payment"]) == (5600, 5600, "paid")
    assert [(p["kind"], p["amount"]) for p in counter.all("payments")] == [
        ("payment", 5000),
        ("reversal", -5000),
        ("payment", 5600),
    ]
    assert str(counter.all("payments")[-1]["business_date"]) == "2026-09-22"
    assert counter.drop(orders).unchanged == counter.drop(lines).unchanged == 1
    counter.check()


def test_an_older_order_file_that_says_unpaid_leaves_what_the_lines_said(counter: Counter) -> None:
    counter.drop(
        counter.file("l.csv", PAID_LINES, *(f"{x},等待卖家发货，即：买家已付款" for x in lines_of(T1, "GH-1")))
    )
    counter.drop(
        counter.file("o.csv", TAOBAO, taobao_row(T1, 订单状态="等待买家付款", 买家实际支付金额="0", 订单付款时间=""))
    )
    assert (counter.order(T1)["paid"], counter.order(T1)["payment"]) == (2500, "paid")
    counter.drop(counter.file("n.csv", TAOBAO, taobao_row(T1, 买家实际支付金额="46.00")))
    assert (counter.order(T1)["total"], counter.order(T1)["paid"]) == (5600, 4600)
    counter.check()


def test_lines_of_orders_that_have_left_take_their_stock_too(counter: Counter) -> None:
    counter.stocked("GH-1", 10)
    after = "2099-01-01 10:00:00"  # later than the stock was counted
    counter.drop(counter.file("o.csv", TAOBAO, taobao_row(T1, 订单状态=SENT, 订单付款时间=after, 物流单号="SF1")))
    counter.drop(counter.file("l.csv", TAOBAO_LINES, *lines_of(T1, "GH-1")))
    assert counter.product("GH-1")["on_hand"] == 9
    counter.check()


def test_rows_that_are_rejected_come_back_mended(counter: Counter) -> None:
    path = counter.file("o.csv", TAOBAO, taobao_row(T1, 总金额="五十"), taobao_row(T2), taobao_row("3.2E+18"))
    first = counter.drop(path)
    assert (first.new, [(r.row, r.column, r.value) for r in first.rejected]) == (
        1,
        [(2, "总金额", "五十"), (4, "订单编号", "3.2E+18")],
    )
    assert first.rejects_file == counter.folder / "o-rejects.csv"
    text = first.rejects_file.read_text("utf-8-sig")
    assert T2 not in text
    mended = counter.folder / "o-rejects.csv"
    mended.write_text(text.replace("五十", "50.00").replace("3.2E+18", T3), "utf-8-sig")
    second = counter.drop(mended)
    assert (second.new, second.rejected) == (2, ())
    assert set(counter.orders()) == {T1, T2, T3}


def test_a_file_of_rejects_is_never_written_over(counter: Counter) -> None:
    (counter.folder / "o-rejects.csv").write_text("mine", "utf-8")
    done = counter.drop(counter.file("o.csv", TAOBAO, taobao_row(T1, 总金额="五十")))
    assert done.rejects_file == counter.folder / "o-rejects-2.csv"
    assert (counter.folder / "o-rejects.csv").read_text("utf-8") == "mine"
    again = counter.drop(counter.folder / "o.csv")
    assert again.rejects_file == counter.folder / "o-rejects-2.csv"
    assert len(list(counter.folder.glob("o-rejects*"))) == 2


def test_rejects_go_to_the_documents_where_the_sources_folder_takes_nothing(counter: Counter, tmp_path: Path) -> None:
    shown = counter.look(counter.file("o.csv", TAOBAO, taobao_row(T1, 总金额="五十")))
    stick = tmp_path / "stick"
    stick.write_text("no folder any more")
    for source in shown.work.sources:
        source.path = stick / "o.csv"
    rejected = shown.outcome.rejected
    made, failed = write_all(shown.work.sources, rejected, Translator("zh"), tmp_path / "文档" / "台账")
    assert (made, failed) == ([tmp_path / "文档" / "台账" / "o-rejects.csv"], [])
    assert "五十" in made[0].read_text("utf-8-sig")
    assert write_all(shown.work.sources, rejected, Translator("zh"), stick / "x") == ([], ["o.csv"])


def test_rejects_of_a_workbook_are_a_workbook(counter: Counter) -> None:
    columns = TAOBAO.split(",")
    path = workbook(counter.folder, columns, taobao_row(T1, 总金额="五十").split(","), taobao_row(T2).split(","))
    done = counter.drop(path)
    assert done.rejects_file is not None
    assert done.rejects_file.name == "orders-rejects.xlsx"
    assert counter.drop(done.rejects_file).rejected[0].value == "五十"


def test_cancelling_leaves_the_shop_as_it_was(counter: Counter) -> None:
    before = counter.seq()
    shown = counter.look(counter.file("o.csv", TAOBAO, taobao_row(T1), taobao_row(T2)))
    progress = Progress(lambda done, total, what: progress.cancel())
    with pytest.raises(Cancelled):
        apply(counter.shop, shown, progress)
    assert counter.all("orders") == counter.all("customers") == []
    assert counter.seq() == before
    assert apply(counter.shop, shown).new == 2
    numbers = [o["number"][-6:] for o in counter.all("orders")]
    assert numbers == ["000001", "000002"]


def test_a_plan_is_compared_again_when_the_shop_has_changed(counter: Counter) -> None:
    path = counter.file("o.csv", TAOBAO, taobao_row(T1))
    shown = counter.look(path)
    counter.drop(path)
    assert apply(counter.shop, shown).unchanged == 1
    assert len(counter.all("orders")) == 1


def test_planning_can_be_cancelled(counter: Counter) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        plan(counter.shop, [counter.file("o.csv", TAOBAO, taobao_row(T1))], Wish(), progress)


def test_unknown_skus_become_products_in_the_same_step(counter: Counter) -> None:
    done = counter.drop(
        counter.file("o.csv", TAOBAO, taobao_row(T1)), counter.file("l.csv", TAOBAO_LINES, *lines_of(T1, "NEW-1"))
    )
    product = counter.product("NEW-1")
    assert (done.new_products, product["name"], product["price"], product["tracked_since"]) == (
        1,
        "商品 NEW-1",
        2500,
        None,
    )
    assert counter.lines(counter.order(T1)["id"])[0]["product_id"] == product["id"]


def test_without_the_switch_lines_wait_for_their_product(counter: Counter) -> None:
    files = counter.file("o.csv", TAOBAO, taobao_row(T1)), counter.file("l.csv", TAOBAO_LINES, *lines_of(T1, "NEW-1"))
    shown = counter.look(*files, create_products=False)
    assert shown.unknown_skus == ("NEW-1",)
    done = apply(counter.shop, shown)
    assert (done.unlinked, done.new_products, counter.all("products")) == (1, 0, [])
    counter.drop(counter.file("p.csv", "商品名称,商家编码,售价,库存", "桂花酱,NEW-1,25.00,10"))
    product = counter.product("NEW-1")
    assert counter.lines(counter.order(T1)["id"])[0]["product_id"] == product["id"]
    assert (product["on_hand"], product["reserved"], product["available"]) == (10, 1, 9)
    counter.check()


def test_a_masked_account_makes_no_customer_of_its_own(counter: Counter) -> None:
    counter.drop(counter.file("o.csv", TAOBAO, taobao_row(T1, 买家会员名="t**n", 联系手机="138****0000")))
    assert counter.all("customers") == []


def test_an_ambiguous_date_is_asked_and_never_guessed(counter: Counter) -> None:
    path = counter.file("o.csv", PLAIN, plain(下单时间="03/04/2026"))
    shown = counter.look(path)
    assert shown.blocked
    assert shown.questions[0].choices
    with pytest.raises(UserError, match="is the day"):
        apply(counter.shop, shown)
    assert counter.all("orders") == []
    counter.drop(path, date_order="DMY")
    assert str(counter.order("A1001")["business_date"]) == "2026-04-03"


def test_garbled_text_is_not_imported_silently(counter: Counter) -> None:
    garbled = "手工桂花酱礼盒装".encode().decode("gbk", "ignore")
    path = counter.file("o.csv", PLAIN, plain(商品名称=garbled), plain("A2"))
    shown = counter.look(path)
    if shown.blocked:
        with pytest.raises(UserError):
            apply(counter.shop, shown)
        assert counter.drop(path, anyway=True).new == 2
    else:
        assert shown.outcome.warnings


def test_an_inspector_imports_nothing(counter: Counter, tmp_path: Path) -> None:
    path = counter.file("o.csv", TAOBAO, taobao_row(T1))
    seat = Shop(counter.shop.db, KEY, Actor("i", "检查员", "inspector"), counter.shop.registry)
    try:
        with pytest.raises(NotAllowed):
            apply(seat, plan(seat, [path]))
    finally:
        seat.close()


def test_amounts_that_nobody_can_mean_are_rejected_and_crash_nothing(counter: Counter) -> None:
    done = counter.drop(counter.file("o.csv", PLAIN, plain(单价="99999999999", 数量="99999999", 订单金额="")))
    assert (done.new, len(done.rejected)) == (0, 1)


def test_a_currency_that_the_program_does_not_know_is_rejected(counter: Counter) -> None:
    done = counter.drop(counter.file("o.csv", f"{PLAIN},币种", plain() + ",XAU", plain("A2") + ",USD"))
    assert [r.row for r in done.rejected] == [2]
    assert counter.order("A2")["currency"] == "USD"


@pytest.mark.parametrize(("code", "total"), [("JPY", 50), ("USD", 5000), ("CNY", 5000)])
def test_amounts_are_counted_in_the_minor_unit_of_their_currency(counter: Counter, code: str, total: int) -> None:
    counter.drop(counter.file("o.csv", f"{PLAIN},币种", f"{plain()},{code}"))
    order = counter.order("A1001")
    assert (order["currency"], order["total"], counter.lines(order["id"])[0]["amount"]) == (code, total, total)


def test_an_order_without_a_date_is_rejected(counter: Counter) -> None:
    done = counter.drop(counter.file("o.csv", PLAIN, plain(下单时间=""), plain("A2")))
    assert [(r.row, str(r.reason)) for r in done.rejected] == [(2, "The order has no date.")]


@pytest.mark.parametrize(
    "lines",
    [
        ["微信支付账单明细,,",
         "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注",
         "2026-09-26 12:45:27,商户消费,某店,茶,支出,¥28.16,零钱,支付成功,1,2,/"],
        ["交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注",
         "2026-02-12 21:32:14,日用,某店,/,茶,支出,49.74,余额,交易成功,1,2,"],
        ["动账时间,动账方向,动账金额,动账场景,子订单号,订单号,订单退款,平台服务费,佣金",
         "2026-02-12 21:32:14,入账,49.74,货款结算入账,1,2,0,0,0"],
    ],
    ids=["wechat", "alipay", "settlement"],
)  # fmt: skip
def test_a_bill_is_not_taken_for_orders(counter: Counter, lines: list[str]) -> None:
    with pytest.raises(UserError, match="is a bill"):
        counter.look(counter.file("bill.csv", *lines))


def without(columns: tuple[str, ...], *rows: str) -> list[str]:
    """A Taobao file that lacks columns, as when a shop deleted them in Excel."""
    names = TAOBAO.split(",")
    kept = [i for i, name in enumerate(names) if name not in columns]
    return [",".join(line.split(",")[i] for i in kept) for line in (TAOBAO, *rows)]


@pytest.mark.parametrize(
    ("columns", "total"),
    [
        ((), 5600),
        (("总金额",), 5600),
        (("总金额", "买家应付货款"), 5600),
        (("总金额", "买家应付货款", "买家应付邮费"), 5600),
        (("总金额", "买家实际支付金额"), 5600),
    ],
)
def test_a_total_that_the_file_lacks_is_previewed_as_it_comes_in(
    counter: Counter, columns: tuple[str, ...], total: int
) -> None:
    path = counter.file("o.csv", *without(columns, taobao_row(T1)), encoding="gbk")
    shown = counter.look(path)
    assert dict(zip(shown.preview_fields, shown.preview[0].values, strict=True))["total"] == total
    apply(counter.shop, shown)
    assert counter.order(T1)["total"] == total


def test_the_plan_says_how_each_table_was_read(counter: Counter) -> None:
    orders = counter.file("o.csv", "淘宝订单导出", "2026-09-23", TAOBAO, taobao_row(T1), encoding="gbk")
    lines = counter.file("l.csv", TAOBAO_LINES, *lines_of(T1, "A"))
    book = workbook(counter.folder, ["名单"], PLAIN.split(","), plain("A9").split(","))
    assert [(t.source, t.encoding, t.header_row) for t in counter.look(orders, lines).tables] == [
        ("o.csv", "gb18030", 3),
        ("l.csv", "utf-8", 1),
    ]
    (read,) = counter.look(book).tables
    assert (read.source, read.sheet, read.encoding, read.header_row) == ("orders.xlsx", "Sheet", "", 2)


def test_a_buyer_called_na_and_a_note_of_one_mark_are_kept(counter: Counter) -> None:
    counter.drop(counter.file("o.csv", PLAIN, plain(收货人="Na", 备注="."), plain("A2", 收货人="空", 备注="无")))
    first, second = counter.order("A1001"), counter.order("A2")
    assert (first["buyer_name"], first["seller_note"]) == ("Na", ".")
    assert (second["buyer_name"], second["seller_note"]) == ("空", None)
