"""Lists and papers of a shop with orders in several currencies: each amount in its own, unlike ones never added up."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.core.locale import Locale
from app.core.progress import Progress
from app.models.declaration import Where
from app.reports.verbs import export_view, print_records
from app.store.shop import Shop
from app.store.view import View
from tests.abroad import abroad, order_id

COLUMNS = ("platform_order_id", "total", "quantity")
VIEW = View("orders", columns=COLUMNS, sort="platform_order_id")


@pytest.fixture
def mixed(shop: Shop, tmp_path: Path) -> Shop:
    folder = tmp_path / "in"
    folder.mkdir()
    abroad(shop, folder)
    return shop


def sheet(mixed: Shop, view: View, folder: Path, en: Locale) -> Any:
    export_view(mixed, view, folder / "o.xlsx", en, Progress())
    return openpyxl.load_workbook(folder / "o.xlsx")


def test_a_workbook_has_a_format_for_each_row_and_a_sum_for_each_currency(
    mixed: Shop, en: Locale, tmp_path: Path
) -> None:
    book = sheet(mixed, VIEW, tmp_path, en)
    rows = list(book.worksheets[0].iter_rows(min_col=1, max_col=4))
    assert [c.value for c in rows[0]] == ["Platform order", "Total", "Pieces", "Currency"]
    assert [(r[0].value, r[1].value, r[3].value) for r in rows[1:4]] == [
        ("A1", 50, "CNY"), ("A2", 35, "USD"), ("A3", 1200, "JPY"),
    ]  # fmt: skip
    assert [r[1].number_format for r in rows[1:4]] == [
        "#,##0.00;[Red]-#,##0.00", '"US$"#,##0.00;[Red]-"US$"#,##0.00', '"JP¥"#,##0;[Red]-"JP¥"#,##0',
    ]  # fmt: skip
    assert [r[0].value for r in rows[4:8]] == ["Total", "Total CNY", "Total JPY", "Total USD"]
    assert [r[2].value for r in rows[4:8]] == ["=SUBTOTAL(109,C2:C4)", None, None, None]
    assert [r[1].value for r in rows[4:8]] == [
        None, '=SUMIFS(B2:B4,D2:D4,"CNY")', '=SUMIFS(B2:B4,D2:D4,"JPY")', '=SUMIFS(B2:B4,D2:D4,"USD")',
    ]  # fmt: skip
    assert rows[7][1].number_format == '"US$"#,##0.00;[Red]-"US$"#,##0.00'
    ready = openpyxl.load_workbook(tmp_path / "o.xlsx", data_only=True).worksheets[0]
    assert [ready.cell(n, 2).value for n in (6, 7, 8)] == [50, 1200, 35]
    about = {row[0]: row[1] for row in book.worksheets[-1].iter_rows(values_only=True)}
    assert about["Currency"] == "CNY · JPY · USD"
    assert about["Total of Total"] == "50.00 + JP¥1,200 + US$35.00"


def test_a_workbook_of_dollars_alone_sums_dollars(mixed: Shop, en: Locale, tmp_path: Path) -> None:
    view = VIEW.changed(where=(Where("currency", "eq", "USD"),))
    rows = list(sheet(mixed, view, tmp_path, en).worksheets[0].iter_rows(values_only=True))
    assert [r[0] for r in rows[2:]] == ["Total", "Total USD"]


def test_a_list_in_the_shops_currency_has_no_column_for_it(mixed: Shop, en: Locale, tmp_path: Path) -> None:
    view = VIEW.changed(where=(Where("currency", "eq", "CNY"),))
    rows = list(sheet(mixed, view, tmp_path, en).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Platform order", "Total", "Pieces")
    assert [r[0] for r in rows[2:]] == ["Total"]


def test_a_csv_names_the_currency(mixed: Shop, en: Locale, tmp_path: Path) -> None:
    export_view(mixed, VIEW, tmp_path / "o.csv", en, Progress())
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["Platform order", "Total", "Pieces", "Currency"],
        ["A1", "50.00", "2", "CNY"], ["A2", "35.00", "2", "USD"], ["A3", "1200", "2", "JPY"],
    ]  # fmt: skip


def test_a_list_on_paper_sums_each_currency_in_a_row(
    mixed: Shop, en: Locale, tmp_path: Path, page_texts: Callable[[Path], list[str]]
) -> None:
    export_view(mixed, VIEW, tmp_path / "o.pdf", en, Progress())
    text = " ".join("\n".join(page_texts(tmp_path / "o.pdf")).split())
    for said in ("US$35.00", "JP¥1,200"):
        assert text.count(said) == 2  # the order and the sum
    assert text.count("50.00") == 2
    assert "Currency" not in text


def test_an_order_on_paper_is_in_its_currency(
    mixed: Shop, en: Locale, tmp_path: Path, page_texts: Callable[[Path], list[str]]
) -> None:
    for number, said, each in (("A2", "US$35.00", "US$17.50"), ("A3", "JP¥1,200", "JP¥600"), ("A1", "50.00", "25.00")):
        print_records(mixed, "orders", "", [order_id(mixed, number)], tmp_path / "o.pdf", en, Progress())
        text = "\n".join(page_texts(tmp_path / "o.pdf"))
        assert said in text and each in text
        assert ("$" in text) == (number == "A2")


def test_a_packing_slip_with_prices_is_too(
    mixed: Shop, en: Locale, tmp_path: Path, page_texts: Callable[[Path], list[str]]
) -> None:
    ids = [order_id(mixed, "A3")]
    print_records(mixed, "orders", "packing-slip-prices", ids, tmp_path / "s.pdf", en, Progress())
    text = "\n".join(page_texts(tmp_path / "s.pdf"))
    assert "JP¥600" in text and "JP¥1,200" in text


def test_a_list_of_several_currencies_says_how_it_is_sorted_and_filtered(
    mixed: Shop, shop: Shop, en: Locale, tmp_path: Path
) -> None:
    def about(view: View) -> object:
        book = sheet(mixed, view, tmp_path, en)
        return {row[0]: row[1] for row in book.worksheets[-1].iter_rows(values_only=True)}.get("Filter")

    by_total = VIEW.changed(sort="-total")
    assert about(by_total) == "sorted by the figures alone: currencies are not converted"
    assert "converted" not in str(about(VIEW))
    assert "converted" not in str(about(by_total.changed(where=(Where("currency", "eq", "CNY"),))))
    above = by_total.changed(where=(Where("total", "ge", 1000),))
    assert about(above) == "Total from ¥10.00", "it lists the shop's own currency alone"
