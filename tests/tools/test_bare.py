"""The proof in bare systems: what it takes from what the program wrote."""

from pathlib import Path

import pytest

from tools.bare import first_number


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_order_to_print_is_one_that_was_exported(tmp_path: Path, year: int) -> None:
    exported = tmp_path / "orders.csv"
    exported.write_text(f"\ufeff禾木小铺\r\n单号,平台\r\nSO-{year}-000031,淘宝\r\nSO-{year}-000030,淘宝\r\n", "utf-8")
    assert first_number(exported) == f"SO-{year}-000031"


def test_without_an_export_no_order_is_named(tmp_path: Path) -> None:
    assert first_number(tmp_path / "orders.csv") == "none"
