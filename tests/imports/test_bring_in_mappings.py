"""Tables that no platform made: the person's mapping, laid over what the columns suggest, and remembered."""

from __future__ import annotations

import pytest

from app.core.errors import UserError
from app.imports.bring_in import apply
from tests.imports.desk import Counter
from tests.imports.helpers import JD

HEAD = "Row ID,Order ID,Order Date,Customer ID,Product ID,Product Name,Sales,Quantity,Discount"
ROWS = (
    "1,CA-1,2016-11-08,CG-1,FUR-1,Bookcase,261.965,2,0",
    "2,CA-1,2016-11-08,CG-1,FUR-2,Chair,731.945,3,0.2",
    "3,CA-2,2016-11-09,CG-2,FUR-1,Bookcase,-0,1,0.45",
)


def test_amounts_with_more_decimals_are_rounded_by_the_one_rule(counter: Counter) -> None:
    done = counter.drop(counter.file("o.csv", HEAD, *ROWS), register="orders", columns={"placed_at": "Order Date"})
    order = counter.order("CA-1")
    assert (done.new, done.format) == (2, "generic")
    assert [x["amount"] for x in counter.lines(order["id"])] == [26197, 73195]
    assert (order["total"], order["platform"], order["discount"]) == (99392, "shop", 0)


def test_a_partial_mapping_is_completed_and_an_exact_one_is_not(counter: Counter) -> None:
    path = counter.file("o.csv", HEAD, *ROWS)
    fields = {u.heading: u.field for u in counter.look(path, columns={"sku": "Product Name"}).columns}
    assert (fields["Product Name"], fields["Order ID"], fields["Sales"]) == ("sku", "order_id", "amount")
    exact = counter.look(path, register="orders", exact=True, columns={"order_id": "Order ID", "total": "Sales"})
    assert {u.field for u in exact.columns} == {"", "order_id", "total"}


def test_an_empty_heading_leaves_a_field_out(counter: Counter) -> None:
    shown = counter.look(counter.file("o.csv", HEAD, *ROWS), columns={"sku": ""})
    assert "sku" not in {u.field for u in shown.columns}


def test_a_field_may_be_called_as_in_the_register(counter: Counter) -> None:
    columns = {"platform_order_id": "Order ID", "placed_at": "Order Date"}
    assert counter.drop(counter.file("o.csv", HEAD, *ROWS), register="orders", columns=columns).new == 2


def test_unknown_fields_and_columns_are_named(counter: Counter) -> None:
    path = counter.file("o.csv", HEAD, *ROWS)
    with pytest.raises(UserError, match="no field “colour”"):
        counter.look(path, columns={"colour": "Sales"})
    with pytest.raises(UserError, match="no column Colour"):
        counter.look(path, columns={"order_id": "Colour"})
    with pytest.raises(UserError, match="Nothing can be imported into “kites”"):
        counter.look(path, register="kites")


def test_what_was_confirmed_is_remembered_with_the_answers(counter: Counter) -> None:
    rows = [r.replace("2016-11-08", "08/11/2016").replace("2016-11-09", "09/11/2016") for r in ROWS]
    first = counter.file("o.csv", HEAD, *rows)
    counter.drop(first, columns={"title": "Product ID", "sku": ""}, date_order="DMY")
    shown = counter.look(counter.file("next.csv", HEAD, *(r.replace("CA-", "CB-") for r in rows)))
    assert (shown.confirmed, shown.blocked) == (True, False)
    assert {u.heading: u.field for u in shown.columns}["Product ID"] == "title"
    apply(counter.shop, shown)
    assert str(counter.order("CB-1")["business_date"]) == "2016-11-08"


def test_a_suggested_mapping_says_that_it_is_one(counter: Counter) -> None:
    shown = counter.look(counter.file("o.csv", HEAD, *ROWS))
    assert (shown.confirmed, shown.mapping is not None) == (False, True)
    assert any("matched by their names" in str(w) for w in shown.outcome.warnings)


def test_orders_of_another_table_can_belong_to_a_platform(counter: Counter) -> None:
    counter.drop(counter.file("o.csv", HEAD, *ROWS), platform="wechat")
    assert counter.order("CA-1")["platform"] == "wechat"


def test_columns_that_no_field_takes_are_kept_with_the_order(counter: Counter) -> None:
    counter.drop(counter.file("o.csv", f"{HEAD},Segment", *(f"{r},Consumer" for r in ROWS)))
    assert '"Segment": "Consumer"' in counter.order("CA-1")["extras"]


def test_whose_orders_a_table_holds_is_remembered_with_its_mapping(counter: Counter) -> None:
    path = counter.file("o.csv", HEAD, *ROWS)
    counter.drop(path, platform="wechat")
    again = counter.look(path)
    assert (again.platform, again.outcome.new, again.outcome.unchanged) == ("wechat", 0, 2)


def test_a_platforms_file_mapped_by_hand_stays_that_platforms(counter: Counter) -> None:
    path = counter.file(
        "jd.csv", JD, "2748,1001,桂花酱,2,2026-09-22 00:54:10,80.00,40.00,林*,浙江,138****0000,等待出库"
    )
    assert counter.drop(path).new == 1
    by_hand = counter.look(path, columns={"sku": "商品ID"})
    assert (by_hand.format, by_hand.platform, by_hand.outcome.new) == ("generic", "jd", 0)


def test_a_part_of_a_mapping_is_laid_over_what_was_chosen_before(counter: Counter) -> None:
    strange = counter.file("s.csv", "Alpha,Beta,Gamma,Delta", "A1,2026-09-22,Tea,12.00")
    counter.drop(strange, columns={"order_id": "Alpha", "placed_at": "Beta", "title": "Gamma", "amount": "Delta"})
    shown = counter.look(strange, columns={"sku": "Gamma"})
    assert {u.heading: u.field for u in shown.columns} == {
        "Alpha": "order_id", "Beta": "placed_at", "Gamma": "sku", "Delta": "amount",
    }  # fmt: skip


@pytest.mark.parametrize("register", ["orders", "customers"])
def test_a_column_is_not_two_fields(counter: Counter, register: str) -> None:
    fields = ("sku", "title") if register == "orders" else ("name", "nick")
    with pytest.raises(UserError, match="given to two fields"):
        counter.look(counter.file("o.csv", HEAD, *ROWS), register=register, columns=dict.fromkeys(fields, "Product ID"))


def test_the_shops_own_list_of_orders_makes_no_orders(counter: Counter) -> None:
    counter.drop(counter.file("o.csv", HEAD, *ROWS))
    numbers = [o["number"] for o in counter.all("orders")]
    path = counter.file(
        "own.csv", "订单号,下单时间,商品,合计", f"{numbers[0]},2026-09-22,Tea,12.00", "X-1,2026-09-22,Tea,12.00"
    )
    done = counter.drop(path)
    assert (done.new, [r.row for r in done.rejected]) == (1, [2])
    assert "The shop has an order of this number" in str(done.rejected[0].reason)
