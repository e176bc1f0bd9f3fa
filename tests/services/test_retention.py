"""Until when records are kept, and by which rule."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.core.i18n import Translator
from app.models.registry import Registry
from app.services.retention import kept_until, kept_words

ORDERS = Registry.load()["orders"]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("begun", "until"),
    [
        (date(2026, 11, 23), date(2029, 11, 23)),
        (date(2024, 2, 29), date(2027, 3, 1)),
        (datetime(2026, 5, 17, 20, tzinfo=UTC), date(2029, 5, 17)),
        (None, None),
    ],
)
def test_the_clock_runs_from_the_declared_field(begun: date | None, until: date | None) -> None:
    assert kept_until(ORDERS, {"business_date": begun}) == until


def test_a_register_that_declares_nothing_has_no_clock() -> None:
    products = Registry.load()["products"]
    assert products.retention is None
    assert kept_until(products, {"tracked_since": datetime(2026, 5, 17, tzinfo=UTC)}) is None
    assert kept_words(products, {}, TODAY) is None


def test_the_words_name_the_rule_in_both_languages() -> None:
    kept = kept_words(ORDERS, {"business_date": date(2026, 11, 23)}, TODAY)
    over = kept_words(ORDERS, {"business_date": date(2020, 1, 5)}, TODAY)
    assert kept is not None and over is not None
    assert str(kept).startswith("Kept until 2029-11-23. Transaction records: three years (E-commerce Law, art. 31")
    assert str(over).startswith("Had to be kept until 2023-01-05.")
    assert Translator("zh")(kept).startswith("须保存至 2029-11-23。依据：")
    assert "电子商务法" in Translator("zh")(kept)
