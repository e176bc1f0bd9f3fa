"""What one messy cell means."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import format_amount
from app.imports import cells
from app.imports.cells import CellError, Money


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("\t6917123456789012345", "6917123456789012345"),
        ("6917123456789012345\t", "6917123456789012345"),
        ("'880012345678901234", "880012345678901234"),
        ('="1234"', "1234"),
        ("=1234", "1234"),
        ("  A-77 ", "A-77"),
        ("\ufeffA-77\u00a0", "A-77"),
        ("　A-77　", "A-77"),
        (320000000001.0, "320000000001"),
        ("320000000001.0", "320000000001"),
        (12, "12"),
        ("12E3", "12E3"),
    ],
)
def test_ids_are_unwrapped(cell: object, meant: str) -> None:
    assert cells.identifier(cell) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["2.78E+11", "1.23457E+18", "1.23457e+18", "3E+11", 1.23457e18, 10**17, 1e15])
def test_ids_that_excel_rounded_are_refused(cell: str | float) -> None:
    with pytest.raises(CellError, match="rounded"):
        cells.identifier(cell)


@pytest.mark.parametrize("cell", ["-", "--", "/", "NULL", "null", "无", "N/A", "", "  ", "\t", "—", "nan"])
def test_words_for_nothing(cell: str) -> None:
    assert cells.identifier(cell) is None
    assert cells.money(cell, "CNY") is None
    assert cells.count(cell) is None
    assert cells.is_blank(cell)


@pytest.mark.parametrize("cell", ["-", "--", "—", "/", "NULL", "null", "无", " 无\t", "", "  ", "#N/A"])
def test_marks_for_nothing_among_words(cell: str) -> None:
    assert cells.text(cell) is None
    assert cells.says_nothing(cell)


@pytest.mark.parametrize("cell", ["Na", "NA", "Nan", "None", "Nil", ".", "空", "暂无", "n/a"])
def test_a_name_or_a_note_may_be_what_elsewhere_says_nothing(cell: str) -> None:
    assert cells.text(cell) == cell
    assert cells.code(cell) is None


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("¥28.16", 2816),
        ("￥28.16", 2816),
        ("CA$4.42", 442),
        ("116,99 €", 11699),
        ("1,099.14", 109914),
        ("-1,099.14", -109914),
        ("1.099,14 €", 109914),
        ("1 099,14 €", 109914),
        ("(12.50)", -1250),
        ("12.50-", -1250),
        ("−12.50", -1250),
        ("１２．５０", 1250),
        ("12元", 1200),
        ("RMB 8", 800),
        ("1,099", 109900),
        ("1,234,567", 123456700),
        (".5", 50),
        ("5.", 500),
        ("957.5775", 95758),
        (957.5775, 95758),
        (0.1 + 0.2, 30),
        (12, 1200),
    ],
)
def test_amounts(cell: str | float, minor: int) -> None:
    assert cells.money(cell, "CNY") == Money(minor)


@pytest.mark.parametrize(
    "cell", ["131.77(已退款89.84)", "131.77（已退款89.84）", "¥131.77 (退款：¥89.84)", "131.77 (refunded 89.84)"]
)
def test_a_refund_in_the_same_cell(cell: str) -> None:
    assert cells.money(cell, "CNY") == Money(13177, 8984)


@pytest.mark.parametrize("cell", ["abc", "12.5.6", "1e5", "nan", "inf", "12,34,5", True, "9" * 30, float("inf"), "٣"])
def test_what_is_no_amount(cell: object) -> None:
    if cell == "nan":
        assert cells.money("nan", "CNY") is None
        return
    with pytest.raises(CellError):
        cells.money(cell, "CNY")  # type: ignore[arg-type]


def test_a_column_with_decimal_commas_has_points_for_thousands() -> None:
    assert cells.money("1.099", "EUR", decimal_comma=True) == Money(109900)
    assert cells.money("1,5", "EUR", decimal_comma=True) == Money(150)
    assert cells.money("1.099", "CNY") == Money(110)


def test_currencies_without_a_minor_unit() -> None:
    assert cells.money("JP¥1,200", "JPY") == Money(1200)


@given(st.integers(-(10**11), 10**11), st.sampled_from(["CNY", "JPY", "EUR"]), st.booleans(), st.booleans())
def test_amounts_come_back_as_they_were_written(minor: int, currency: str, symbol: bool, grouping: bool) -> None:
    said = format_amount(minor, currency, symbol=symbol, grouping=grouping)
    assert cells.money(said, currency) == Money(minor)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_float_cells_give_the_amount_they_show(amount: Decimal) -> None:
    assert cells.money(float(amount), "CNY") == Money(int(amount * 100))


@given(
    st.text("0123456789", min_size=1, max_size=30),
    st.sampled_from(["{}", "\t{}", "{}\t", "'{}", '="{}"', " {} ", "{}\u00a0"]),
)
def test_ids_come_back_as_they_were_wrapped(number: str, wrapping: str) -> None:
    assert cells.identifier(wrapping.format(number)) == number


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("2", 2), ("2.00", 2), ("1,000", 1000), ("2件", 2), ("x2", 2), ("×3", 3), (2.0, 2), ("-5", -5), ("２", 2)],
)
def test_counts(cell: str | float, meant: int) -> None:
    assert cells.count(cell) == meant


@pytest.mark.parametrize("cell", ["1.5", 1.5, "two", "99999999999", float("nan"), float("inf"), True])
def test_what_is_no_count(cell: object) -> None:
    with pytest.raises(CellError):
        cells.count(cell)  # type: ignore[arg-type]


def test_a_quantity_is_not_below_zero() -> None:
    with pytest.raises(CellError, match="below zero"):
        cells.quantity("-1")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("86-13800000000", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("138****0000", "138****0000"),
        (13800000000.0, "13800000000"),
    ],
)
def test_phones(cell: str | float, meant: str) -> None:
    assert cells.phone(cell) == meant


@pytest.mark.parametrize(
    ("said", "hidden"), [("##密文", True), ("张*", True), ("138****0000", True), ("~AgAAB~", True), ("张三", False)]
)
def test_masked_people_are_known(said: str, hidden: bool) -> None:
    assert cells.is_masked(said) is hidden


def test_characters_that_were_lost_refuse_the_cell() -> None:
    with pytest.raises(CellError, match="could not be read"):
        cells.text("桂\ufffd酱")


def test_text_that_is_far_too_long_is_refused() -> None:
    with pytest.raises(CellError, match="longer"):
        cells.text("x" * (cells.MAX_TEXT + 1))


@pytest.mark.parametrize(
    ("cell", "said"),
    [(True, "TRUE"), (date(2026, 9, 22), "2026-09-22"), (datetime(2026, 9, 22, 8), "2026-09-22 08:00:00")],
)
def test_typed_cells_as_text(cell: object, said: str) -> None:
    assert cells.as_text(cell) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(("cell", "meant"), [("上架", True), ("1", True), ("draft", False), (True, True), ("", None)])
def test_yes_and_no(cell: object, meant: bool | None) -> None:
    assert cells.flag(cell) is meant  # type: ignore[arg-type]


def test_neither_yes_nor_no() -> None:
    with pytest.raises(CellError):
        cells.flag("maybe")


@pytest.mark.parametrize(
    ("said", "code"),
    [("CA$4.42", "CAD"), ("116,99 €", "EUR"), ("HK$ 5", "HKD"), ("12", None), ("$5", None), ("5 元", "CNY")],
)
def test_the_currency_that_an_amount_names(said: str, code: str | None) -> None:
    assert cells.currency_mark(said) == code
