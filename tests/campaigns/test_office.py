"""What the campaign over another program's reading of a workbook compares; that program is asked by the command."""

from __future__ import annotations

import pytest

from app.store.shop import Shop
from tests.campaigns.office import COLUMNS, differences
from tests.records import order

ROW = ["SO-2026-000001", "4012", "2026-05-17 12:00:00", "2026-05-17", "陈渊", "手工桂花酱 250g ×1", "1", "25", "0"]
FOOT = ["", "", "", "", "", "", "1", "25.00", "0"]


@pytest.fixture
def one(shop: Shop) -> Shop:
    shop.change(lambda uow: uow.create("orders", order(number="SO-2026-000001", platform_order_id="4012")))
    return shop


def test_what_is_read_as_it_was_written_is_no_difference(one: Shop) -> None:
    assert list(differences(one, [list(COLUMNS), ROW, FOOT])) == []


@pytest.mark.parametrize(
    ("at", "read", "words"),
    [
        (0, "SO-2026-1", "number"),
        (1, "4.012E+03", "platform_order_id"),
        (2, "2026-05-17 04:00:00", "placed_at"),
        (5, "=1+1", "items"),
        (7, "25.01", "total"),
        (8, "", "paid"),
    ],
)
def test_what_another_program_reads_otherwise_is_named(one: Shop, at: int, read: str, words: str) -> None:
    spoilt = [*ROW[:at], read, *ROW[at + 1 :]]
    (said,) = differences(one, [list(COLUMNS), spoilt, FOOT])
    assert said.startswith(f"row 2, {words}: ")


def test_a_wrong_sum_and_a_missing_row_are_named(one: Shop) -> None:
    (said,) = differences(one, [list(COLUMNS), ROW, [*FOOT[:7], "24", "0"]])
    assert said.startswith("total of total: ")
    (said,) = differences(one, [list(COLUMNS)])
    assert "0 rows instead of" in said
