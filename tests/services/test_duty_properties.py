"""Whatever is done on whichever days, the ledger adds up: nothing is lost, counted twice, or talked away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.clock import fixed
from app.models.registers.duty_dates import DutyDate
from app.models.rhythms import next_dates
from app.services import duties, records
from app.services.duties import DutySpec
from app.services.tables import table
from app.store.shop import Shop

START = date(2026, 11, 23)
DAYS = 40
SCRIPT = st.lists(st.tuples(st.integers(0, DAYS), st.sampled_from(["roll", "do", "do", "void"])), max_size=14).map(
    lambda steps: sorted(steps, key=lambda s: s[0])
)
NUMBERS = count(1)


def at(shop: Shop, day: date) -> None:
    shop.clock = fixed(datetime(day.year, day.month, day.day, 4, tzinfo=UTC))


def supplier(shop: Shop) -> int:
    values = {"name": f"测试厂 {next(NUMBERS)}", "phone": "13800000000", "address": "浙江省杭州市"}
    return shop.change(lambda uow: records.save(uow, "suppliers", None, values))


def ledger(shop: Shop, source: int) -> list[dict[str, Any]]:
    t = table(DutyDate)
    own = (t.c.source_id == source, t.c.source_register == "suppliers", t.c.voided_at.is_(None))
    with shop.read() as reader:
        return reader.rows(select(t).where(*own).order_by(t.c.expected_on))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["daily", "workdays", "weekly", "monthly"]), st.integers(0, 4), SCRIPT, st.booleans())
def test_the_ledger_adds_up(
    shop: Shop, rhythm: str, grace: int, script: list[tuple[int, str]], on_workdays: bool
) -> None:
    at(shop, START)
    source = supplier(shop)
    spec = DutySpec("suppliers", source, "check", "查", rhythm, START, grace_days=grace, on_workdays=on_workdays)
    shop.change(lambda uow: duties.keep(uow, spec))
    proofs: list[int] = []
    missed: set[date] = set()
    for day, act in script:
        today = START + timedelta(days=day)
        at(shop, today)
        if act == "roll":
            shop.change(duties.roll)
        elif act == "do":
            proof = supplier(shop)
            met = shop.change(
                lambda uow, p=proof, d=today: duties.fulfil(uow, "suppliers", source, "check", d, "suppliers", p)
            )
            proofs += [proof] if met is not None else []
        elif proofs:
            gone = proofs.pop()
            shop.change(lambda uow, p=gone: records.void(uow, "suppliers", p, "重复"))
        now_missed = {r["expected_on"] for r in ledger(shop, source) if r["state"] == "missed"}
        assert missed <= now_missed  # what was missed stays missed
        missed = now_missed
    last = START + timedelta(days=DAYS)
    at(shop, last)
    shop.change(duties.roll)
    rows = ledger(shop, source)
    head = shop.head()
    shop.change(duties.roll)
    assert shop.head() == head
    over = [r for r in rows if r["expected_on"] <= last]
    assert [r["expected_on"] for r in over] == next_dates(
        rhythm, START, START - timedelta(days=1), last, on_workdays=on_workdays
    )
    with shop.read() as reader:
        tally = duties.tally(reader, START, last, "suppliers", source, "check")
        (duty,) = [d for d in reader.records("duties", [r["duty_id"] for r in rows]).values()]
    assert tally.expected == len(over) == tally.done + tally.late + tally.missed + tally.open
    assert {"done": duty["done"], "late": duty["late"], "missed": duty["missed"]} == {
        s: sum(r["state"] == s for r in rows) for s in ("done", "late", "missed")
    }
    assert sorted(r["record_id"] for r in rows if r["record_id"]) == sorted(proofs)
    for r in rows:
        assert (r["state"] == "open") == (r["closes_on"] >= last and r["done_on"] is None and r["state"] != "missed")
        if r["state"] == "done":
            assert r["done_on"] <= r["expected_on"]
        elif r["state"] == "late":
            assert r["expected_on"] < r["done_on"] <= r["closes_on"]
    shop.change(lambda uow: duties.stop(uow, "suppliers", source, "check"))
