"""Amounts that are finer than money."""

from __future__ import annotations

from app.imports.decimals import rounded
from app.imports.readers.model import Value


def said(*raw: Value, currency: str = "CNY") -> list[str]:
    return [str(n.text) for n in rounded(raw, currency, "Sales", "")]


def test_the_rounded_ones_are_counted_with_what_it_makes() -> None:
    assert said("1.005", "1.005", "2.50", "", "x") == [
        "Column Sales: 2 amounts have more decimals than CNY has and were rounded one by one.",
        "Their sum changes by 0.01 through it.",
    ]


def test_a_workbooks_way_of_keeping_fractions_is_no_decimal() -> None:
    assert said(0.1 + 0.2, 19.99, 3, True) == []
    assert len(said(12.345)) == 2


def test_a_currency_without_cents() -> None:
    assert (
        said("12.50", currency="JPY")[0] == "Column Sales: one amount has more decimals than JPY has and was rounded."
    )


def test_amounts_that_cancel_out_change_no_sum() -> None:
    assert len(said("1.004", "1.996")) == 1
