"""Money and numbers of orders, for any lines and any failures in between."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.core.errors import Invalid
from app.services import orders, records

LINE = st.fixed_dictionaries(
    {"title": st.just("物"), "quantity": st.integers(1, 999), "unit_price": st.integers(0, 10_000_00)}
)


@given(st.lists(LINE, min_size=1, max_size=8), st.integers(0, 100_00), st.integers(0, 1_000_000_00))
def test_the_total_is_goods_and_postage_less_discount_and_never_negative(lines, postage: int, discount: int) -> None:
    rows = [dict(x) for x in lines]
    goods = sum(x["quantity"] * x["unit_price"] for x in lines)
    try:
        found = orders.totals({"shipping_fee": postage, "discount": discount}, rows)
    except Invalid:
        assert discount > goods + postage
        return
    assert found["goods_total"] == sum(x["amount"] for x in rows) == goods
    assert found["total"] == goods + postage - discount >= 0
    assert found["quantity"] == sum(x["quantity"] for x in lines)


class Broken(Exception):
    """A failure after the order was written."""


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["fine", "refused", "broken"]), min_size=1, max_size=8))
def test_numbers_have_no_gaps_whatever_fails_in_between(desk, fates: list[str]) -> None:
    for fate in fates:
        price = None if fate == "refused" else 100

        def work(uow, price=price, fate=fate) -> None:
            records.save(uow, "orders", None, {}, {"lines": [{"title": "物", "unit_price": price}]})
            if fate == "broken":
                raise Broken

        with contextlib.suppress(Invalid, Broken):
            desk.shop.change(work)
    with desk.shop.read() as reader:
        numbers = [r["number"] for r in reader.rows(text("SELECT number FROM orders ORDER BY id"))]
    assert [int(n[-6:]) for n in numbers] == list(range(1, len(numbers) + 1))
