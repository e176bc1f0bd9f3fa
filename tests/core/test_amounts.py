"""Amounts in other currencies are said with their signs and never added to unlike ones."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from app.core.amounts import Amount, Total, add_up, amount_words, parts_of
from app.core.money import BadAmount, parse_amount


def test_like_is_added_to_like() -> None:
    assert add_up([100, 250]) == 350 and type(add_up([100, 250])) is int
    both = add_up([100, Amount(3500, "USD"), Amount(500, "USD"), Amount(1200, "JPY")])
    assert isinstance(both, Total)
    assert (int(both), [int(p) for p in both.others]) == (100, [1200, 4000])
    again = add_up([both, Amount(1, "USD"), 5])
    assert isinstance(again, Total) and again.parts() == (105, 1200, 4001)
    alone = add_up([Amount(3500, "USD")])
    assert isinstance(alone, Total) and not alone.own and alone.parts() == (3500,)
    assert parts_of(7) == (7,)


@pytest.mark.parametrize(
    ("value", "symbol", "said"),
    [
        (123450, False, "1,234.50"),
        (123450, True, "¥1,234.50"),
        (Amount(3500, "USD"), False, "US$35.00"),
        (Amount(-3500, "USD"), True, "-US$35.00"),
        (Amount(1200, "JPY"), False, "JP¥1,200"),
        (Amount(3500, "CNY"), False, "35.00"),
        (Total(5000, [Amount(3500, "USD"), Amount(1200, "JPY")]), True, "¥50.00 + JP¥1,200 + US$35.00"),
        (Total(0, [Amount(3500, "USD")], own=False), True, "US$35.00"),
    ],
)
def test_words(value: int, symbol: bool, said: str) -> None:
    assert amount_words(value, "CNY", symbol=symbol) == said


def test_an_orders_own_words_where_it_is_typed() -> None:
    assert amount_words(3500, "USD", home="CNY") == "US$35.00"
    assert amount_words(3500, "CNY", home="USD") == "CN¥35.00"


def test_it_is_kept_as_a_number() -> None:
    amount = Amount(3500, "USD")
    assert json.dumps({"total": amount}) == '{"total": 3500}'
    assert amount == 3500 and {amount: 1}[3500] == 1
    assert copy.copy(amount).currency == copy.deepcopy(amount).currency == "USD"
    assert pickle.loads(pickle.dumps(Total(1, [amount]))).others[0].currency == "USD"


@pytest.mark.parametrize(("text", "code"), [("US$35.00", "CNY"), ("JP¥1,200", "CNY"), ("35 EUR", "USD"), ("¥5", "USD")])
def test_an_amount_in_another_currency_is_not_taken_for_one_of_this(text: str, code: str) -> None:
    with pytest.raises(BadAmount, match="another currency"):
        parse_amount(text, code)


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [("US$35.00", "USD", 3500), ("$35", "USD", 3500), ("usd 35", "USD", 3500), ("JP¥1,200", "JPY", 1200),
     ("¥1200", "JPY", 1200), ("￥5元", "CNY", 500), ("5 RMB", "CNY", 500), ("HK$5", "HKD", 500), ("$5", "HKD", 500)],
)  # fmt: skip
def test_its_own_signs_are_passed_over(text: str, code: str, minor: int) -> None:
    assert parse_amount(text, code) == minor
