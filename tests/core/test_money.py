"""Amounts: exact, rounded one way, read as people type them."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.i18n import Translator
from app.core.money import (
    CURRENCIES,
    BadAmount,
    currency,
    format_amount,
    parse_amount,
    round_minor,
    to_decimal,
    to_minor,
)

AMOUNTS = st.integers(-(10**13), 10**13)
CODES = st.sampled_from(sorted(CURRENCIES))


@given(AMOUNTS, CODES, st.booleans(), st.booleans())
def test_what_is_said_is_read_back(amount: int, code: str, symbol: bool, grouping: bool) -> None:
    said = format_amount(amount, code, symbol=symbol, grouping=grouping)
    assert parse_amount(said, code) == amount


@given(AMOUNTS, CODES)
def test_decimals_are_exact(amount: int, code: str) -> None:
    assert to_minor(to_decimal(amount, code), code) == amount


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("-2.5", -3), ("2.4999", 2), ("1E3", 1000)],
)
def test_halves_go_away_from_zero(value: str, rounded: int) -> None:
    assert round_minor(Decimal(value)) == rounded


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12.5*3", 3750),
        ("0.1+0.2", 30),
        ("(1+2)*3", 900),
        ("10/3", 333),
        ("20/3", 667),
        ("-5+2", -300),
        ("¥1,234.50", 123450),
        ("￥１２３．５", 12350),
        ("1，099.14元", 109914),
        ("RMB 5", 500),
        (".5", 50),
        ("5.", 500),
        ("3×4", 1200),
        ("8÷4", 200),
        ("−5", -500),
        ("2*-3", -600),
        ("0.005", 1),
    ],
)
def test_typed_amounts_and_sums(text: str, amount: int) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "1/0", "(1", "1)", "1..2", "1 2 3x", "*5", "5*", "()", "1e5", "9" * 61, "__import__", "1**2"],
)
def test_what_is_no_amount_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadAmount):
        parse_amount(text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(BadAmount):
        assert isinstance(parse_amount(text), int)


def test_yen_has_no_minor_unit() -> None:
    assert format_amount(1234, "JPY") == "1,234"
    assert parse_amount("12.5", "JPY") == 13


def test_an_unknown_currency_is_said_with_those_that_are_known() -> None:
    with pytest.raises(UserError) as caught:
        currency("XXX")
    assert "CNY" in caught.value.say(Translator("en"))
    assert currency("cny").code == "CNY"


@pytest.mark.parametrize("text", ["10000000000000", "9999999999999*9999999999999", "-99999999999999999"])
def test_amounts_that_no_workbook_and_no_column_could_hold_are_refused(text: str) -> None:
    with pytest.raises(BadAmount, match="too large"):
        parse_amount(text, "CNY")
    assert parse_amount("9999999999999.99", "CNY") == 10**15 - 1


@pytest.mark.parametrize(
    "text",
    ["12,50", "1,5", "12，50", "1234,567", "1,234,5", "1.234,50", "1,2345", "0,125", "12,", ",5", "1,,234", "1.5,000"],
)
def test_a_decimal_comma_multiplies_nothing(text: str) -> None:
    with pytest.raises(BadAmount, match=r"a comma only parts thousands.*point"):
        parse_amount(text)


@pytest.mark.parametrize("text", ["12 50", "1 5", "12. 50", "1 2345"])
def test_a_number_that_a_space_tears_apart_is_refused(text: str) -> None:
    with pytest.raises(BadAmount, match="a space"):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234", 123400),
        ("1，234，567.8", 123456780),
        ("-12,345*2", -2469000),
        ("1 234 567", 123456700),
        ("3 + 4", 700),
        ("¥ 5", 500),
        ("(1,000+5)/2", 50250),
    ],
)
def test_thousands_marks_are_passed_over(text: str, amount: int) -> None:
    assert parse_amount(text) == amount
