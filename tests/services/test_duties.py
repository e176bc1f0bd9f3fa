"""Recurring duties: what is expected, what became of it, and that nothing of it can be talked away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.core.clock import fixed
from app.core.errors import Invalid, NotAllowed
from app.services import duties, records, transitions
from app.services.balances import check_balances
from app.services.duties import DutySpec, Tally
from app.store.shop import Shop
from app.store.view import View

MONDAY = date(2026, 11, 23)


def on(shop: Shop, day: date, hour: int = 2) -> None:
    shop.clock = fixed(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def spec(record_id: int, rhythm: str = "weekly", **more: Any) -> DutySpec:
    made = DutySpec("suppliers", record_id, "review", "供应商复查", rhythm, MONDAY)
    return replace(made, **more)


def dates(shop: Shop) -> list[tuple[date, str]]:
    with shop.read() as reader:
        view = View("duty_dates", sort="expected_on", columns=("expected_on", "state"))
        return [(r[1], r[2]) for r in reader.iterate(view)]


def states(shop: Shop) -> dict[date, str]:
    return dict(dates(shop))


@pytest.fixture
def source(shop: Shop) -> int:
    on(shop, MONDAY)
    return shop.change(lambda uow: records.save(uow, "suppliers", None, {"name": "山野食品厂", "phone": "13800000000",
                                                                         "address": "浙江省杭州市"}))  # fmt: skip


@pytest.fixture
def keep(shop: Shop, source: int) -> Callable[..., int]:
    return lambda rhythm="weekly", **more: shop.change(lambda uow: duties.keep(uow, spec(source, rhythm, **more)))


@pytest.fixture
def fulfil(shop: Shop, source: int) -> Callable[..., int | None]:
    """Say that a record of any kind did it; each test's records are told apart by a number."""

    def said(day: date, record_id: int | None = None) -> int | None:
        proof = record_id or source
        return shop.change(lambda uow: duties.fulfil(uow, "suppliers", source, "review", day, "suppliers", proof))

    return said


def roll(shop: Shop) -> None:
    shop.change(duties.roll)


def another(shop: Shop) -> int:
    values = {"name": f"测试厂{shop.head().seq}", "phone": "13800000000", "address": "浙江省杭州市"}
    return shop.change(lambda uow: records.save(uow, "suppliers", None, values))


def test_dates_are_expected_ahead_and_a_second_time_nothing_changes(shop: Shop, keep: Callable[..., int]) -> None:
    keep()
    assert [d for d, _ in dates(shop)] == [MONDAY + timedelta(days=7 * i) for i in range(7)]
    head = shop.head()
    keep()
    roll(shop)
    roll(shop)
    assert shop.head() == head


def test_of_a_slow_rhythm_the_next_date_is_there_however_far(shop: Shop, keep: Callable[..., int]) -> None:
    keep("yearly", start=date(2025, 3, 31))
    assert dates(shop) == [(date(2027, 3, 31), "open")]
    with shop.read() as reader:
        assert reader.record("duties", 1)["next_on"] == date(2027, 3, 31)


def test_done_late_and_missed(shop: Shop, source: int, keep: Callable[..., int], fulfil: Callable[..., Any]) -> None:
    keep()
    proofs = [source, another(shop), another(shop)]
    assert fulfil(MONDAY, proofs[0]) is not None  # in time
    on(shop, MONDAY + timedelta(days=9))
    roll(shop)
    fulfil(MONDAY + timedelta(days=9), proofs[1])  # two days late: within a weekly duty's grace
    on(shop, MONDAY + timedelta(days=17))
    roll(shop)
    found = states(shop)
    assert [found[MONDAY + timedelta(days=7 * i)] for i in range(4)] == ["done", "late", "missed", "open"]
    fulfil(MONDAY + timedelta(days=17), proofs[2])
    with shop.read() as reader:
        said = duties.tally(reader, MONDAY, MONDAY + timedelta(days=17), "suppliers", source, "review")
        row = next(
            r for r in reader.records("duty_dates", reader.ids(View("duty_dates"))).values() if r["state"] == "missed"
        )
        duty = reader.record("duties", 1)
    assert said == Tally(expected=3, done=1, late=1, missed=1, open=0, afterwards=1)
    assert row["done_on"] == MONDAY + timedelta(days=17) and row["record_id"] == proofs[2]
    assert (duty["done"], duty["late"], duty["missed"], duty["next_on"]) == (1, 1, 1, MONDAY + timedelta(days=21))


def test_a_backdated_record_does_not_wipe_out_a_miss(
    shop: Shop, keep: Callable[..., int], fulfil: Callable[..., Any]
) -> None:
    keep("daily")
    on(shop, MONDAY + timedelta(days=1))
    roll(shop)
    assert states(shop)[MONDAY] == "missed"
    fulfil(MONDAY)
    assert states(shop)[MONDAY] == "missed"
    with shop.read() as reader:
        row = reader.record("duty_dates", reader.ids(View("duty_dates", sort="expected_on"))[0])
    assert (row["done_on"], row["entered_on"], row["done_by"]) == (MONDAY, MONDAY + timedelta(days=1), "林晓")


def test_a_shop_that_was_closed_for_a_month_finds_all_that_it_missed(shop: Shop, keep: Callable[..., int]) -> None:
    keep("daily")
    later = MONDAY + timedelta(days=90)
    on(shop, later)
    roll(shop)
    with shop.read() as reader:
        said = duties.tally(reader, MONDAY, later)
    assert (said.expected, said.missed, said.open) == (91, 90, 1)
    head = shop.head()
    roll(shop)
    assert shop.head() == head


def test_a_tally_knows_what_is_over_before_anybody_marked_it(shop: Shop, keep: Callable[..., int]) -> None:
    keep("daily")
    on(shop, MONDAY + timedelta(days=3))
    with shop.read() as reader:
        said = duties.tally(reader, MONDAY, MONDAY + timedelta(days=3))
    assert (said.expected, said.missed, said.open) == (4, 3, 1)


def test_work_done_early_counts_for_the_next_date_once(
    shop: Shop, keep: Callable[..., int], fulfil: Callable[..., Any]
) -> None:
    keep("monthly", start=date(2026, 11, 30))
    first, second = fulfil(MONDAY), None
    assert states(shop)[date(2026, 11, 30)] == "done"
    roll(shop)
    on(shop, MONDAY + timedelta(days=2))
    second = fulfil(MONDAY + timedelta(days=2), another(shop))
    assert first is not None and second is None  # the next month is not done by it
    assert states(shop)[date(2026, 12, 30)] == "open"


def test_a_record_meets_one_date(shop: Shop, source: int, keep: Callable[..., int], fulfil: Callable[..., Any]) -> None:
    keep("daily")
    assert fulfil(MONDAY) == fulfil(MONDAY)
    assert [s for _, s in dates(shop)].count("done") == 1


def test_a_voided_record_proves_nothing(
    shop: Shop, source: int, keep: Callable[..., int], fulfil: Callable[..., Any]
) -> None:
    keep("weekly", grace_days=3)
    proof = another(shop)
    fulfil(MONDAY, proof)
    shop.change(lambda uow: records.void(uow, "suppliers", proof, "重复"))
    assert states(shop)[MONDAY] == "open"
    with shop.read() as reader:
        assert reader.record("duties", 1)["done"] == 0


def test_a_changed_rhythm_holds_from_today_and_leaves_what_is_over(shop: Shop, keep: Callable[..., int]) -> None:
    keep("weekly")
    day = MONDAY + timedelta(days=9)
    on(shop, day)
    roll(shop)
    keep("daily")
    found = dates(shop)
    assert found[:3] == [(MONDAY, "missed"), (MONDAY + timedelta(days=7), "open"), (day, "open")]
    assert len(found) == 2 + 46
    keep("monthly", start=date(2026, 12, 31))
    assert [d for d, _ in dates(shop)][2:] == [day, date(2026, 12, 31)]


def test_who_and_words_follow_while_a_date_is_open(shop: Shop, source: int, keep: Callable[..., int]) -> None:
    who = shop.change(lambda uow: records.save(uow, "staff", None, {"name": "周安"}))
    keep("weekly")
    on(shop, MONDAY + timedelta(days=14))
    roll(shop)
    keep("weekly", label="供应商月度复查", who_id=who)
    with shop.read() as reader:
        rows = reader.records("duty_dates", reader.ids(View("duty_dates", sort="expected_on")))
    assert {(r["state"], r["label"], r["who_id"]) for r in rows.values()} == {
        ("missed", "供应商复查", None),
        ("open", "供应商月度复查", who),
    }


def test_stopped_nothing_more_is_expected_and_resumed_not_what_lay_between(
    shop: Shop, source: int, keep: Callable[..., int]
) -> None:
    keep("daily")
    on(shop, MONDAY + timedelta(days=2))
    roll(shop)
    shop.change(lambda uow: duties.stop(uow, "suppliers", source, "review"))
    assert [s for _, s in dates(shop)] == ["missed", "missed"]
    on(shop, MONDAY + timedelta(days=10))
    roll(shop)
    assert len(dates(shop)) == 2
    keep("daily")
    assert dates(shop)[2] == (MONDAY + timedelta(days=10), "open")
    keep("none")
    assert len(dates(shop)) == 2


def test_voiding_the_source_ends_its_duty(shop: Shop, source: int, keep: Callable[..., int]) -> None:
    keep("daily")
    shop.change(lambda uow: records.void(uow, "suppliers", source, "不再合作"))
    assert dates(shop) == []
    with shop.read() as reader:
        assert reader.record("duties", 1)["status"] == "stopped"


def own_duty(shop: Shop, **more: Any) -> int:
    values = {"label": "每周盘点", "rhythm": "weekly", "start_on": MONDAY, **more}
    return shop.change(lambda uow: records.save(uow, "duties", None, values))


def test_the_shops_own_duty_is_ticked_by_hand(shop: Shop) -> None:
    on(shop, MONDAY)
    own_duty(shop)
    first = 1
    with pytest.raises(Invalid):
        shop.change(
            lambda uow: transitions.perform(uow, "duty_dates", first, "tick", {"done_on": MONDAY + timedelta(days=1)})
        )
    shop.change(
        lambda uow: transitions.perform(uow, "duty_dates", first, "tick", {"done_on": MONDAY, "note": "无差异"})
    )
    with shop.read() as reader:
        row = reader.record("duty_dates", first)
    assert (row["state"], row["done_on"], row["note"], row["done_by"]) == ("done", MONDAY, "无差异", "林晓")
    shop.change(lambda uow: transitions.perform(uow, "duty_dates", first, "untick", {"reason": "看错了"}))
    assert states(shop)[MONDAY] == "open"
    on(shop, MONDAY + timedelta(days=2))
    shop.change(
        lambda uow: transitions.perform(uow, "duty_dates", first, "tick", {"done_on": MONDAY + timedelta(days=2)})
    )
    assert states(shop)[MONDAY] == "late"


def test_ticking_what_was_missed_leaves_it_missed(shop: Shop) -> None:
    on(shop, MONDAY)
    own_duty(shop, grace_days=0)
    on(shop, MONDAY + timedelta(days=1))
    roll(shop)
    with pytest.raises(NotAllowed):
        shop.change(lambda uow: transitions.perform(uow, "duty_dates", 1, "tick", {"done_on": MONDAY}))
    shop.change(lambda uow: transitions.perform(uow, "duty_dates", 1, "tick_afterwards", {"done_on": MONDAY}))
    assert states(shop)[MONDAY] == "missed"


def test_a_duty_that_a_record_feeds_is_neither_ticked_nor_changed_by_hand(shop: Shop, keep: Callable[..., int]) -> None:
    keep()
    with pytest.raises(NotAllowed):
        shop.change(lambda uow: transitions.perform(uow, "duty_dates", 1, "tick", {"done_on": MONDAY}))
    with pytest.raises(NotAllowed, match="changed there"):
        shop.change(lambda uow: records.save(uow, "duties", 1, {"rhythm": "daily"}))
    shop.change(lambda uow: records.save(uow, "duties", 1, {"note": "仓库二层"}))


def test_a_duty_cannot_end_before_it_begins(shop: Shop) -> None:
    on(shop, MONDAY)
    with pytest.raises(Invalid):
        own_duty(shop, until_on=MONDAY - timedelta(days=1))
    made = own_duty(shop, until_on=MONDAY + timedelta(days=10))
    assert [d for d, _ in dates(shop)] == [MONDAY, MONDAY + timedelta(days=7)]
    shop.change(lambda uow: transitions.perform(uow, "duties", made, "stop", {"reason": "改为每月"}))
    assert dates(shop) == []
    shop.change(lambda uow: transitions.perform(uow, "duties", made, "resume"))
    assert len(dates(shop)) == 2


def test_verify_finds_counts_that_the_ledger_does_not_explain(shop: Shop, keep: Callable[..., int]) -> None:
    keep("daily")
    on(shop, MONDAY + timedelta(days=3))
    roll(shop)
    with shop.read() as reader:
        assert check_balances(reader) == []
    with shop.writer_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE duty SET missed = 1")
    with shop.read() as reader:
        assert [str(t) for t in check_balances(reader)] == ["供应商复查: missed is 1, the ledger says 3."]


def test_a_corrected_day_meets_the_date_that_it_would_have_met(
    shop: Shop, keep: Callable[..., int], fulfil: Callable[..., int | None]
) -> None:
    keep(grace_days=2)
    source, weeks = another(shop), [MONDAY + timedelta(days=7 * i) for i in range(3)]
    fulfil(MONDAY, source)
    on(shop, weeks[1])
    roll(shop)

    def correct(day: date) -> None:
        shop.change(lambda uow: duties.redate(uow, "suppliers", source, day))

    correct(MONDAY + timedelta(days=2))
    assert states(shop)[MONDAY] == "late"
    correct(weeks[1])
    assert (states(shop)[MONDAY], states(shop)[weeks[1]]) == ("missed", "done")
    correct(MONDAY)
    assert (states(shop)[MONDAY], states(shop)[weeks[1]]) == ("missed", "open"), "what was missed stays missed"
    with shop.read() as reader:
        assert check_balances(reader) == []
