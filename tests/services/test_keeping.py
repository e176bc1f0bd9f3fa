"""How long goods-in records are kept, by the goods' dates and by what they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.services import records
from app.services.keeping import keep_until
from app.store.shop import Shop

CAME = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("regime", "line", "until"),
    [
        ("food", {"expiry_date": date(2031, 8, 31)}, date(2032, 2, 29)),
        ("cosmetics", {"expiry_date": date(2031, 8, 31)}, date(2032, 8, 31)),
        ("other", {"expiry_date": date(2031, 8, 31)}, date(2031, 8, 31)),
        (None, {"expiry_date": date(2031, 8, 31)}, date(2032, 8, 31)),
        ("food", {"shelf_life_days": 1_461}, date(2030, 9, 2)),
        ("food", {"expiry_date": date(2026, 9, 2)}, date(2029, 3, 2)),
        ("cosmetics", {}, date(2029, 3, 2)),
        ("food", {"expiry_date": date(9999, 12, 31)}, date(2029, 3, 2)),
    ],
)
def test_the_law_for_the_kind_of_goods_holds(regime: str | None, line: dict[str, Any], until: date) -> None:
    assert keep_until(CAME, [{"product_id": 1, **line}], {1: regime}) == until


def test_the_longest_of_the_goods_counts() -> None:
    lines = [{"product_id": n, "expiry_date": date(2029 + n, 1, 31)} for n in (1, 2)]
    assert keep_until(CAME, lines, {1: "cosmetics", 2: "food"}) == date(2031, 7, 31)


def test_a_goods_in_record_says_it_as_soon_as_it_is_saved(shop: Shop) -> None:
    def make(uow: Any) -> int:
        supplier = records.save(uow, "suppliers", None, {"name": "山野食品厂"})
        tea = {"sku": "T-1", "name": "陈年普洱", "shelf_life_days": 3_652, "regime": "food"}
        product = records.save(uow, "products", None, tea)
        head = {"supplier_id": supplier, "received_on": CAME, "receiver": "林晓"}
        lines = [{"product_id": product, "quantity": 2, "production_date": date(2026, 1, 1)}]
        return records.save(uow, "receipts", None, head, {"lines": lines})

    receipt = shop.change(make)
    with shop.read() as reader:
        assert reader.record("receipts", receipt)["keep_until"] == date(2036, 7, 1)
    shop.change(lambda uow: records.save(uow, "receipts", receipt, {"note": "外箱完好"}))
    with shop.read() as reader:
        assert reader.record("receipts", receipt)["keep_until"] == date(2036, 7, 1)
