"""What the shop reckons of orders in several currencies: customers, Today, refunds, remedies, copies."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.amounts import Amount, Total, amount_words
from app.core.errors import Invalid
from app.services import balances, pricing, records, remedy_figures, transitions
from app.services.complaint_remedies import tell
from app.services.figures import last_days, top_products
from app.services.today import today
from app.store.view import View
from tests.abroad import abroad, order_id


def said(value: int) -> str:
    return amount_words(value, "CNY", symbol=True)


def buyer(desk) -> dict:
    with desk.shop.read() as reader:
        (customer,) = reader.records("customers", reader.ids(View("customers"))).values()
    return customer


def test_a_customer_spent_in_each_currency(desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path)
    customer = buyer(desk)
    assert (customer["order_count"], customer["spent"]) == (3, 5000)
    assert customer["spent_abroad"] == "JP¥1,200 + US$35.00"
    desk.move("orders", order_id(desk.shop, "A3"), "refund", reason="全退")
    desk.move("orders", order_id(desk.shop, "A2"), "refund_part", amount=500, reason="少一件")
    customer = buyer(desk)
    assert (customer["spent"], customer["spent_abroad"]) == (5000, "US$30.00")
    with desk.shop.read() as reader:
        assert [str(x) for x in balances.check_balances(reader)] == []


def test_today_says_sales_currency_by_currency(desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path)
    with desk.shop.read() as reader:
        seen = today(reader)
        day = last_days(reader)[-2]
    assert (day.orders, said(day.amount)) == (3, "¥50.00 + JP¥1,200 + US$35.00")
    (figure,) = [f for f in seen.figures if f.name == "sales_yesterday"]
    assert said(figure.value) == "¥50.00 + JP¥1,200 + US$35.00"
    assert figure.before == 0


def test_a_day_with_other_currencies_alone_has_no_sales_in_its_own(desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path)
    desk.move("orders", order_id(desk.shop, "A1"), "cancel", cancel_reason="不要了")
    with desk.shop.read() as reader:
        amount = last_days(reader)[-2].amount
    assert isinstance(amount, Total) and int(amount) == 0
    assert said(amount) == "JP¥1,200 + US$35.00"


def test_what_sold_best_goes_by_the_shops_own_currency(desk, tmp_path: Path) -> None:
    desk.product("GH-1")
    abroad(desk.shop, tmp_path)
    with desk.shop.read() as reader:
        day = reader.locale.today
        (top,) = top_products(reader, day - timedelta(days=13), day)
    assert (top.pieces, said(top.amount)) == (6, "¥50.00 + JP¥1,200 + US$35.00")


def test_the_lowest_price_of_late_is_one_of_the_shops_own_currency(desk, tmp_path: Path) -> None:
    product = desk.product("GH-1")
    abroad(desk.shop, tmp_path)
    with desk.shop.read() as reader:
        assert pricing.lowest_deal_price(reader, product, reader.locale.today) == 2500


def test_a_refund_is_capped_and_told_in_the_orders_currency(desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path)
    usd = order_id(desk.shop, "A2")
    with pytest.raises(Invalid, match=r"35\.00"):
        desk.move("orders", usd, "refund_part", amount=3501, reason="太多")
    desk.move("orders", usd, "refund_part", amount=Amount(1000, "USD"), reason="少一件")
    assert repr(desk.record("orders", usd)["refunded"]) == "Amount(1000, 'USD')"
    with desk.shop.read() as reader:
        found = reader.records("payments", reader.ids(View("payments"))).values()
        refunds = [p["amount"] for p in found if p["kind"] == "refund"]
        sums = reader.sums(View("payments"))["amount"]
    assert [repr(a) for a in refunds] == ["Amount(-1000, 'USD')"]
    assert said(sums) == "¥50.00 + JP¥1,200 + US$25.00"


def test_an_amount_for_many_orders_is_not_booked_where_it_is_in_another_currency(desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path)
    own, usd = order_id(desk.shop, "A1"), order_id(desk.shop, "A2")
    asked = {"amount": 500, "reason": "补偿"}
    done = desk.shop.change(lambda uow: transitions.perform_many(uow, "orders", [own, usd], "refund_part", asked))
    assert done.done == (own,)
    (refused,) = done.refused
    assert (refused.record_id, str(refused.why.what)) == (usd, "Its amounts are in USD. Do this in the record itself.")
    assert desk.record("orders", usd)["refunded"] == 0


def test_a_remedy_is_in_its_orders_currency(desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path)
    usd = order_id(desk.shop, "A2")
    (line,) = desk.lines("orders", usd)
    lines = {"lines": [{"order_line_id": line["id"], "quantity": 1}]}
    made = desk.save("remedies", None, {"order_id": usd, "kind": "refund", "reason": "other"}, lines)
    remedy = desk.record("remedies", made)
    assert (remedy["currency"], repr(remedy["refund_amount"])) == ("USD", "Amount(1750, 'USD')")
    assert repr(desk.lines("remedies", made)[0]["refund"]) == "Amount(1750, 'USD')"
    with desk.shop.read() as reader:
        day = reader.locale.today
        (reason,) = remedy_figures.by_reason(reader, day, day)
    assert said(reason.refund) == "US$17.50"


def test_a_copy_takes_no_amount_over_into_another_currency(desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path)
    with desk.shop.read() as reader:
        values, lines = records.copy_of(reader, "orders", order_id(desk.shop, "A2"))
        own, own_lines = records.copy_of(reader, "orders", order_id(desk.shop, "A1"))
    assert (values["shipping_fee"], lines["lines"][0]["unit_price"]) == (0, None)
    assert own_lines["lines"][0]["unit_price"] == 2500
    assert own["buyer_name"] == values["buyer_name"]


def test_a_complaint_tells_its_remedies_in_their_currency(desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path)
    usd = order_id(desk.shop, "A2")
    made = desk.save("complaints", None, {"order_id": usd, "category": "quality", "description": "漏了"})

    def settled(uow) -> None:
        order = uow.reader.record("orders", usd)
        remedy = {"order_id": usd, "order_number": order["number"], "platform": order["platform"], "complaint_id": made,
                  "kind": "refund", "goods": False, "reason": "other", "requested_at": uow.now, "status": "settled",
                  "business_date": uow.today, "delay_on": uow.today, "seven_day": False, "currency": "USD",
                  "refund_amount": 1000}  # fmt: skip
        uow.create("remedies", remedy)
        tell(uow, made)

    desk.shop.change(settled)
    assert repr(desk.record("complaints", made)["refunded"]) == "Amount(1000, 'USD')"
    with desk.shop.read() as reader:
        assert said(reader.sums(View("complaints"))["refunded"]) == "US$10.00"
