"""One field of many records at once: what follows from the field follows, and a refusal leaves all as they were."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.clock import fixed
from app.core.errors import UserError
from app.services import bulk_undo, duties, records
from app.services.balances import check_balances
from app.store.shop import Shop
from app.store.view import View

FIRST = date(2026, 11, 1)
TODAY = date(2026, 11, 23)


def on(shop: Shop, day: date) -> None:
    shop.clock = fixed(datetime(day.year, day.month, day.day, 2, tzinfo=UTC))


def bulk(shop: Shop, register: str, ids: list[int], field: str, value: object) -> int:
    return shop.change(lambda uow: records.bulk_edit(uow, register, ids, field, value))


def save(shop: Shop, register: str, **values: object) -> int:
    return shop.change(lambda uow: records.save(uow, register, None, values))


def record(shop: Shop, register: str, record_id: int) -> dict[str, object]:
    with shop.read() as reader:
        return reader.record(register, record_id)


def test_a_rhythm_set_for_many_duties_holds_from_today_on(shop: Shop) -> None:
    on(shop, FIRST)
    ids = [save(shop, "duties", label=f"查看{n}", rhythm="monthly", start_on=FIRST) for n in (1, 2)]
    on(shop, TODAY)
    shop.change(duties.roll)
    with shop.read() as reader:
        missed = duties.tally(reader, FIRST, TODAY - timedelta(days=1)).missed
    assert bulk(shop, "duties", ids, "rhythm", "daily") == 2
    shop.change(duties.roll)
    assert [record(shop, "duties", i)["since"] for i in ids] == [TODAY, TODAY]
    with shop.read() as reader:
        assert duties.tally(reader, FIRST, TODAY - timedelta(days=1)).missed == missed == 2
        assert duties.tally(reader, TODAY, TODAY).open == 2
        assert check_balances(reader) == []


def test_a_check_written_down_for_many_supplies_sets_their_next_one(shop: Shop) -> None:
    on(shop, FIRST)
    ids = [save(shop, "plan_supplies", item=f"灭火器{n}", place="仓库", quantity=1, check_months=1) for n in (1, 2)]
    on(shop, TODAY)
    bulk(shop, "plan_supplies", ids, "checked_on", TODAY)
    assert {record(shop, "plan_supplies", i)["next_check_on"] for i in ids} == {date(2026, 12, 23)}
    bulk(shop, "plan_supplies", ids, "check_months", 3)
    assert {record(shop, "plan_supplies", i)["next_check_on"] for i in ids} == {date(2027, 2, 23)}


def test_a_refusal_names_the_record_and_leaves_all_as_they_were(shop: Shop) -> None:
    on(shop, TODAY)
    ids = [save(shop, "plan_supplies", item=f"灭火器{n}", place="仓库", quantity=1) for n in (1, 2)]
    head = shop.head()
    with pytest.raises(UserError, match="灭火器1: This day is yet to come"):
        bulk(shop, "plan_supplies", ids, "checked_on", TODAY + timedelta(days=1))
    assert shop.head() == head


def test_the_severity_of_many_incidents_decides_what_must_be_reported(shop: Shop) -> None:
    on(shop, TODAY)
    found = datetime(2026, 11, 23, 1, tzinfo=UTC)
    one = save(shop, "incidents", title="烫伤", kind="injury", severity="minor", found_at=found)
    assert not record(shop, "incidents", one)["must_report"]
    bulk(shop, "incidents", [one], "severity", "serious")
    row = record(shop, "incidents", one)
    assert row["must_report"] and row["report_by"] is not None


def test_what_was_changed_with_others_says_so_in_the_log(shop: Shop) -> None:
    on(shop, TODAY)
    one = save(shop, "duties", label="查看", rhythm="monthly", start_on=TODAY)
    bulk(shop, "duties", [one], "grace_days", 2)
    with shop.read() as reader:
        assert [e.action for e in reader.timeline("duties", one)][:1] == ["bulk_edit"]
        assert reader.ids(View("duties")) == [one]
    assert bulk(shop, "duties", [one], "grace_days", 2) == 0


def test_a_change_of_many_is_taken_back_where_nobody_changed_it_since(shop: Shop) -> None:
    brands = ("禾木", None, "山野")
    ids = [save(shop, "products", sku=f"U-{n}", name=f"茶{n}", brand=b) for n, b in enumerate(brands)]
    edited = shop.change(lambda uow: bulk_undo.edit(uow, "products", ids, "brand", "山野"))
    assert (edited.count, dict(edited.before)) == (2, {ids[0]: "禾木", ids[1]: None})
    shop.change(lambda uow: records.save(uow, "products", ids[0], {"brand": "后来改的"}))
    assert shop.change(lambda uow: bulk_undo.undo(uow, edited)) == 1
    assert [record(shop, "products", i)["brand"] for i in ids] == ["后来改的", None, "山野"]
