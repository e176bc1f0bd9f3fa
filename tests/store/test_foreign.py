"""A reader gives amounts in another currency as such, and sums currency by currency."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.amounts import Amount, Total
from app.models.declaration import Where
from app.store.shop import Shop
from app.store.view import View
from tests.abroad import abroad, order_id


@pytest.fixture
def mixed(shop: Shop, tmp_path: Path) -> Shop:
    abroad(shop, tmp_path)
    return shop


def test_rows_records_and_lines_know_their_currency(mixed: Shop) -> None:
    view = View("orders", columns=("total", "platform_order_id"), sort="platform_order_id")
    with mixed.read() as reader:
        rows = reader.page(view, 0, 10)
        assert list(reader.iterate(view)) == rows
        totals = [row[1] for row in rows]
        usd, yen = order_id(mixed, "A2"), order_id(mixed, "A3")
        one, many = reader.record("orders", usd), reader.records("orders", [usd, yen])
        lines = reader.lines("orders", yen, "lines")
    assert [len(row) for row in rows] == [3, 3, 3]  # the currency was read, and not given
    assert [(type(t), int(t)) for t in totals] == [(int, 5000), (Amount, 3500), (Amount, 1200)]
    assert repr(one["paid"]) == repr(many[usd]["paid"]) == "Amount(3500, 'USD')"
    assert repr(lines[0]["unit_price"]) == "Amount(600, 'JPY')"
    assert type(many[yen]["quantity"]) is int


def test_sums_are_told_apart(mixed: Shop) -> None:
    with mixed.read() as reader:
        whole = reader.sums(View("orders"))
        dollars = reader.sums(View("orders", where=(Where("currency", "eq", "USD"),)))
        yuan = reader.sums(View("orders", where=(Where("currency", "eq", "CNY"),)))
    assert isinstance(whole["total"], Total)
    assert whole["total"].parts() == (5000, 1200, 3500)  # yuan, yen, dollars
    assert [repr(p) for p in whole["total"].others] == ["Amount(1200, 'JPY')", "Amount(3500, 'USD')"]
    assert (whole["quantity"], type(whole["quantity"])) == (6, int)
    assert isinstance(dollars["total"], Total) and not dollars["total"].own
    assert (yuan["total"], type(yuan["total"])) == (5000, int)


def test_the_timeline_says_changes_in_the_currency_of_the_record(mixed: Shop) -> None:
    usd = order_id(mixed, "A2")
    mixed.change(lambda uow: uow.update("orders", usd, {"discount": 150}))
    with mixed.read() as reader:
        changes = {name: (old, new) for name, old, new in reader.timeline("orders", usd)[0].changes}
    assert repr(changes["discount"][1]) == "Amount(150, 'USD')"


def test_what_is_read_can_be_written(mixed: Shop) -> None:
    usd = order_id(mixed, "A2")
    with mixed.read() as reader:
        old = reader.record("orders", usd)
    mixed.change(lambda uow: uow.update("orders", usd, {"shipping_fee": old["total"], "seller_note": "x"}))
    with mixed.read() as reader:
        assert repr(reader.record("orders", usd)["shipping_fee"]) == "Amount(3500, 'USD')"


def test_a_shop_without_other_currencies_gives_plain_numbers(shop: Shop) -> None:
    with shop.read() as reader:
        assert type(reader.sums(View("orders"))["total"]) is int
        assert not reader.has_foreign(View("orders"))


def numbers(shop: Shop, *where: Where) -> list[str]:
    with shop.read() as reader:
        view = View("orders", where=where, columns=("platform_order_id",), sort="platform_order_id")
        listed = [row[1] for row in reader.page(view, 0, 10)]
        assert len(listed) == reader.count(view)
        return listed


def test_an_amount_typed_in_a_filter_is_in_the_shops_currency(mixed: Shop) -> None:
    assert numbers(mixed, Where("total", "ge", 1000)) == ["A1"], "1,200 yen and 35 dollars are no 10 yuan"
    assert numbers(mixed, Where("total", "le", 1200)) == []
    assert numbers(mixed, Where("total", "eq", 1200)) == []
    assert numbers(mixed, Where("total", "in", (1200, 5000))) == ["A1"]
    assert numbers(mixed, Where("total", "ne", 5000)) == ["A2", "A3"], "what is in yen is not 50 yuan"
    assert numbers(mixed, Where("total", "gt", 0)) == ["A1", "A2", "A3"], "more than nothing is so in every currency"
    assert numbers(mixed, Where("quantity", "ge", 1)) == ["A1", "A2", "A3"]
    with mixed.read() as reader:
        assert repr(reader.sums(View("orders", where=(Where("total", "ge", 1000),)))["total"]) in (
            "5000",
            "Total(5000,)",
        )


def test_the_currency_that_counts_is_the_one_of_this_shop(shop: Shop, tmp_path: Path) -> None:
    shop.change(lambda uow: uow.set_setting("shop.currency", "USD"))
    shop.reload_settings()
    abroad(shop, tmp_path)
    assert numbers(shop, Where("total", "ge", 1000)) == ["A2"]
