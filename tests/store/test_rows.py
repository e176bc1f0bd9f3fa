"""Rows as the driver gives them, turned into Python values."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Boolean, Date, Integer

from app.core.dates import to_millis
from app.models.base import Instant
from app.store.errors import ShopReadOnly
from app.store.rows import back, fetch, turn_of, turned
from app.store.shop import Shop

MOMENT = datetime(2026, 5, 17, 6, 30, tzinfo=UTC)


def test_whole_columns_are_turned_and_what_is_not_filled_in_stays_so() -> None:
    rows = [(1, to_millis(MOMENT), "2026-05-17", 1), (2, None, None, None), (3, 0, "2026-01-02", 0)]
    turns = [(at, turn) for at, kind in ((1, Instant()), (2, Date()), (3, Boolean())) if (turn := turn_of(kind))]
    assert turned(rows, turns) == [
        (1, MOMENT, date(2026, 5, 17), True),
        (2, None, None, None),
        (3, datetime(1970, 1, 1, tzinfo=UTC), date(2026, 1, 2), False),
    ]


def test_a_page_without_rows_or_without_instants_is_left_as_it_is() -> None:
    rows = [(1, "a"), (2, "b")]
    assert turned([], [(1, str)]) == []
    assert turned(rows, []) is rows
    assert turn_of(Integer()) is back(Integer()) is None


def test_one_value_is_turned_back_also_when_there_is_none() -> None:
    turn = back(Instant())
    assert turn is not None
    assert (turn(to_millis(MOMENT)), turn(None)) == (MOMENT, None)


def test_what_is_fetched_belongs_to_the_snapshot_that_is_open(shop: Shop) -> None:
    with shop.read() as reader:
        before = fetch(reader.connection, "SELECT count(*) FROM note WHERE text = ?", ("x",))
        shop.change(lambda uow: uow.set_setting("shop.name", "另一家"))
        settings = fetch(reader.connection, "SELECT value FROM setting WHERE key = ?", ("shop.name",))
    assert (before, settings) == ([(0,)], [('"禾木小铺"',)])


def test_the_drivers_own_errors_are_said_as_all_others_are(shop: Shop) -> None:
    with pytest.raises(ShopReadOnly), shop.read() as reader:
        fetch(reader.connection, "DELETE FROM setting")
