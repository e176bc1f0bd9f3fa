"""Columns that no field claims are kept with the order, its lines and the product; seen, searched and exported."""

from __future__ import annotations

from pathlib import Path

from app.core.i18n import Translator
from app.core.locale import Locale
from app.core.progress import Progress
from app.imports.bring_in import Plan
from app.models import further
from app.reports.verbs import export_view
from app.services import orders, records, settings, transitions
from app.services.parcels import Parcel
from app.store.view import View
from tests.imports.desk import Counter
from tests.imports.helpers import PLAIN, plain

HEAD = f"{PLAIN},仓库,货位,备用电话"


def _two_lines(counter: Counter, *, shelf: str = "B-2") -> Path:
    return counter.file(
        "own.csv",
        HEAD,
        f"{plain('A1')},杭州仓,A-1,13800000009",
        f"{plain('A1', 商品名称='蜂蜜', 货号='GH-2')},杭州仓,{shelf},13800000009",
        f"{plain('A2')},宁波仓,C-3,",
    )


def test_they_are_kept_where_they_differ(counter: Counter) -> None:
    path = _two_lines(counter)
    assert counter.drop(path).new == 2
    order = counter.order("A1")
    assert further.columns(order["extras"]) == {"仓库": "杭州仓", "备用电话": "13800000009"}
    kept = [further.columns(x["extras"]) for x in counter.lines(order["id"])]
    assert kept == [{"货位": "A-1"}, {"货位": "B-2"}]
    assert counter.drop(path).unchanged == 2
    counter.check()


def test_they_stay_when_the_order_is_edited(counter: Counter) -> None:
    counter.drop(_two_lines(counter))
    order = counter.order("A1")
    rows = [{"id": x["id"], "title": x["title"], "quantity": 3, "unit_price": 2500} for x in counter.lines(order["id"])]
    counter.shop.change(lambda uow: records.save(uow, "orders", order["id"], {"seller_note": "加急"}, {"lines": rows}))
    assert further.columns(counter.order("A1")["extras"])["仓库"] == "杭州仓"
    kept = [further.columns(x["extras"]) for x in counter.lines(order["id"])]
    assert kept == [{"货位": "A-1"}, {"货位": "B-2"}]


def test_what_another_file_tells_besides_is_added_and_nothing_is_replaced(counter: Counter) -> None:
    counter.drop(counter.file("a.csv", f"{PLAIN},仓库", f"{plain('A1')},杭州仓"))
    later = counter.file("b.csv", f"{PLAIN},仓库,直播间", f"{plain('A1')},宁波仓,三号")
    assert counter.drop(later).updated == 1
    assert further.columns(counter.order("A1")["extras"]) == {"仓库": "杭州仓", "直播间": "三号"}
    assert counter.drop(later).unchanged == 1


def test_they_are_searched_by_what_they_hold_and_not_by_their_heading(counter: Counter) -> None:
    counter.drop(_two_lines(counter))
    with counter.shop.read() as reader:
        found = [h.id for h in reader.find("宁波仓", registers=["orders"])]
        headings = reader.find("备用电话", registers=["orders"])
    assert found == [counter.order("A2")["id"]]
    assert headings == []


def test_they_are_shown_without_a_person_s_number(counter: Counter) -> None:
    counter.drop(_two_lines(counter))
    kind = counter.shop.registry["orders"].field("extras").kind
    stored = counter.order("A1")["extras"]
    at: Locale = counter.shop.locale()
    assert kind.say(stored, at) == "仓库: 杭州仓\n备用电话: 13800000009"
    assert kind.say(kind.mask(stored), at) == "仓库: 杭州仓\n备用电话: 138****0009"


def test_they_leave_in_one_column_of_an_export(counter: Counter, tmp_path: Path) -> None:
    counter.drop(_two_lines(counter))
    target = tmp_path / "out.csv"
    export_view(
        counter.shop,
        View("orders", columns=("platform_order_id", "extras")),
        target,
        counter.shop.locale(Translator("zh")),
        Progress(),
    )
    text = target.read_text("utf-8-sig")
    assert "文件中的其他列" in text and "仓库: 杭州仓" in text and "138****0009" in text
    assert "13800000009" not in text and "~" not in text


def test_what_only_its_form_shows_to_be_personal_is_masked_too() -> None:
    assert further.masked("送到", "浙江省杭州市西湖区某路15号") == "浙江省杭州市西湖区****"
    assert further.masked("仓库", "杭州市仓") == "杭州市仓"
    said = further.written(
        {"说明": "请打 13800000009 或 lin@example.com", "收件地址": "浙江省杭州市西湖区桂花路1号", "~lines": "x"}
    )
    hidden = further.columns(further.Further().mask(said))
    assert hidden["说明"] == "请打 138****0009 或 l***@example.com"
    assert "桂花路" not in hidden["收件地址"]
    assert "~lines" not in hidden


def test_a_product_keeps_its_pictures_and_what_else_its_file_says(counter: Counter) -> None:
    head = "ID,Type,SKU,Name,Published,Stock,Regular price,Images,Tax class"
    row = '44,simple,tee,Tee,1,5,20,"https://example.com/a.jpg, https://example.com/b.jpg",reduced'
    path = counter.file("w.csv", head, row)
    assert counter.drop(path).new == 1
    said = further.columns(counter.product("tee")["extras"])
    assert said == {
        "Images": "https://example.com/a.jpg\nhttps://example.com/b.jpg", "ID": "44", "Tax class": "reduced",
    }  # fmt: skip
    assert counter.drop(path).unchanged == 1
    changed = counter.file("w2.csv", head, row.replace("reduced", "zero"))
    assert counter.drop(changed).updated == 1
    assert further.columns(counter.product("tee")["extras"])["Tax class"] == "zero"


def test_a_carrier_that_nobody_knows_keeps_its_name(counter: Counter) -> None:
    head = f"{PLAIN},订单状态,快递公司,快递单号"
    counter.drop(counter.file("c.csv", head, f"{plain('A1')},已发货,闪送,SS1", f"{plain('A2')},已发货,顺丰速运,SF2"))
    sent = {s["waybill"]: (s["carrier"], s["carrier_name"]) for s in counter.all("shipments")}
    assert sent == {"SS1": ("other", "闪送"), "SF2": ("shunfeng", None)}


def test_tax_is_said_as_an_amount_under_its_own_heading(counter: Counter) -> None:
    counter.drop(counter.file("t.csv", f"{PLAIN},税费", f"{plain('A1')},3.25"))
    assert further.columns(counter.order("A1")["extras"])["税费"] == "3.25"


def test_an_order_that_a_platform_closed_after_a_part_had_left_is_named(counter: Counter) -> None:
    head = f"{PLAIN},订单状态"
    counter.drop(counter.file("a.csv", head, f"{plain('A1')},待发货"))
    order = counter.order("A1")
    (line,) = counter.lines(order["id"])
    counter.shop.change(lambda uow: orders.ship(uow, Parcel(order["id"], "yunda", "W1", {line["id"]: 1})))
    plan = counter.look(counter.file("b.csv", head, f"{plain('A1')},交易关闭"))
    said = [str(w) for w in plan.outcome.warnings]
    assert any(order["number"] in w and "Cancel what was not sent" in w for w in said)
    counter.shop.change(
        lambda uow: transitions.perform(uow, "orders", order["id"], "cancel_rest", {"cancel_reason": "平台关闭"})
    )
    plan = counter.look(plan.files[0])
    assert not any("Cancel what" in str(w) for w in plan.outcome.warnings)


def test_an_order_that_is_cancelled_here_and_was_sent_says_the_platform_is_named(counter: Counter) -> None:
    head = f"{PLAIN},订单状态"
    counter.drop(counter.file("a.csv", head, f"{plain('A1')},待发货"))
    order = counter.order("A1")
    counter.shop.change(
        lambda uow: transitions.perform(uow, "orders", order["id"], "cancel", {"cancel_reason": "缺货"})
    )
    plan = counter.look(counter.file("b.csv", head, f"{plain('A1')},已发货"))
    said = [str(w) for w in plan.outcome.warnings]
    assert any(order["number"] in w and "cancelled here was sent" in w for w in said)
    counter.drop(*plan.files)
    assert counter.order("A1")["fulfilment"] == "cancelled"
    plan = counter.look(counter.file("c.csv", head, f"{plain('A1')},交易关闭"))
    assert not any("cancelled here" in str(w) for w in plan.outcome.warnings)


def test_masked_names_are_masked_in_the_examples_too(counter: Counter) -> None:
    path = counter.file("m.csv", f"{PLAIN},联系人二", f"{plain('A1')},赵小满")

    def examples(plan: Plan) -> dict[str, str]:
        return {c.heading: c.examples[0] for c in plan.columns if c.examples}

    before = examples(counter.look(path))
    assert before["收货人"] == "林小满" and before["手机"] == "138****0000"
    counter.shop.change(lambda uow: settings.put(uow, {settings.MASK_NAMES.key: True}))
    plan = counter.look(path)
    assert plan.names_masked
    after = examples(plan)
    assert (after["收货人"], after["联系人二"], after["商品名称"]) == ("林**", "赵**", "桂花酱")


def test_a_lone_column_of_buyers_holds_their_names_and_beside_recipients_their_accounts(counter: Counter) -> None:
    head = "订单编号,下单时间,商品名称,数量,小计,买家"
    counter.drop(counter.file("one.csv", head, "B1,2026-11-10,桂花酱,2,58.00,周小桂"))
    counter.drop(counter.file("two.csv", f"{head},收货人", "B2,2026-11-10,桂花酱,2,58.00,tb_zhou,周小梅"))
    one, two = counter.order("B1"), counter.order("B2")
    assert (one["buyer_name"], one["buyer_nick"]) == ("周小桂", None)
    assert (two["buyer_name"], two["buyer_nick"]) == ("周小梅", "tb_zhou")


def test_a_file_that_knows_only_when_orders_were_paid_shows_that_as_their_time(counter: Counter) -> None:
    head = "订单号,订单状态,商家实收金额(元),商品数量(件),商品id,商品规格,商家编码-规格维度,售后状态,订单成交时间"
    row = "261101-123456789010,已发货,25.80,1,88001,500g,HM-01,无售后,2026-11-20 10:00:01"
    plan = counter.look(counter.file("p.csv", head, row))
    assert plan.preview[0].values[plan.preview_fields.index("placed_at")] is not None
