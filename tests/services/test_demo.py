"""The demonstration shop: believable, balanced, the same for the same seed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.core.clock import fixed
from app.models.registry import Registry
from app.services import balances
from app.services.demo import make_demo
from app.store.audit import Actor
from app.store.datakey import DataKey
from app.store.reader import Reader
from app.store.shop import Shop
from app.store.view import View

TODAY = date(2026, 11, 23)


def make(folder: Path, registry: Registry, seed: int) -> Shop:
    folder.mkdir(exist_ok=True)
    key = DataKey(b"k" * 32, b"s" * 16, 1)
    shop = Shop.create(folder / "shop.db", key, Actor("u", "林晓", "owner"), registry, name="禾木小铺")
    make_demo(shop, 300, seed, TODAY)
    return shop


def essence(reader: Reader) -> list[dict]:
    return reader.rows(
        text("SELECT number, platform_order_id, total, payment, fulfilment, items, waybills FROM orders ORDER BY id")
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    shop = make(tmp_path_factory.mktemp("demo"), Registry.load(), 1)
    yield shop
    shop.close()


def test_it_balances(demo) -> None:
    with demo.read() as reader:
        assert [str(t) for t in balances.check_balances(reader)] == []


def test_every_state_is_there(demo) -> None:
    with demo.read() as reader:
        assert reader.count(View("orders")) == 300
        states = {r["fulfilment"] for r in reader.rows(text("SELECT DISTINCT fulfilment FROM orders"))}
        payments = {r["payment"] for r in reader.rows(text("SELECT DISTINCT payment FROM orders"))}
        platforms = {r["platform"] for r in reader.rows(text("SELECT DISTINCT platform FROM orders"))}
        several = "SELECT count(*) AS n FROM (SELECT 1 FROM shipment GROUP BY order_id HAVING count(*) > 1)"
        assert reader.rows(text(several))[0]["n"] > 0
    assert states == {"new", "to_ship", "part_shipped", "shipped", "completed", "cancelled"}
    assert payments == {"unpaid", "paid", "part_refunded", "refunded"}
    assert len(platforms) == 5


def test_today_has_something_to_say(demo) -> None:
    demo.clock, clock = fixed(datetime(2026, 11, 23, 3, tzinfo=UTC)), demo.clock
    try:
        with demo.read() as reader:
            orders, products = reader.chip_counts("orders"), reader.chip_counts("products")
            (soon,) = reader.rows(text("SELECT on_hand FROM batch WHERE expiry_date = '2026-12-05'"))
            assert (orders["late"], products["wording"]) == (2, 2)
            assert orders["no_waybill"] > 0 and products["low"] >= 3 and orders["refund_due"] == 1
            assert reader.chip_counts("receipts") == {"draft": 1, "held": 1}
            assert reader.chip_counts("batches")["expired"] == 1
            assert soon["on_hand"] == 46
            (count,) = reader.page(View("stock_counts", columns=("matched", "differing")), 0, 5)
            assert count[1] > 0 and count[2] == 1
    finally:
        demo.clock = clock


ALIVE: dict[str, dict[str, int]] = {
    "acknowledgements": {"open": 5, "late": 2},
    "assignments": {"late": 4, "open": 1},
    "certificates": {"expired": 2, "soon": 1},
    "check_templates": {"scheduled": 5},
    "checks": {"in_progress": 1, "critical": 1},
    "complaints": {"open": 8, "late": 1, "soon": 2, "waiting": 1},
    "drills": {"late": 1, "planned": 1, "open": 1},
    "duties": {"missed": 1, "nobody": 1},
    "duty_dates": {"late": 1, "today": 1, "missed": 4},
    "incidents": {"open": 1, "unreported": 1, "calls": 1},
    "plan_supplies": {"expired": 1, "expiring": 1, "check": 1, "short": 1},
    "plans": {"in_force": 3, "unread": 2, "drafts": 1},
    "quiz_results": {"failed": 1, "passed": 3},
    "rectifications": {"overdue": 2, "open": 1, "done": 1, "sent_back": 1, "repeats": 1},
    "remedies": {"waiting": 1, "late": 1, "coming": 1, "held": 1},
    "risk_measures": {"late": 1, "planned": 1},
    "risks": {"late": 1, "lapsed": 1, "open": 1, "considerable": 1, "treating": 1},
    "staff": {"contract": 1},
    "training_evaluations": {"late": 1, "planned": 1},
    "training_plans": {"late": 1, "approved": 1, "draft": 1},
    "training_sessions": {"coming": 1, "not_recorded": 1, "waiting": 1},
}
"""Per register the chips that must find something, and how much at least."""


@pytest.fixture(scope="module")
def at_night(tmp_path_factory):
    """Made at six past two at night, by the clock."""
    key = DataKey(b"k" * 32, b"s" * 16, 1)
    path = tmp_path_factory.mktemp("night") / "shop.db"
    shop = Shop.create(path, key, Actor("u", "林晓", "owner"), Registry.load(), name="禾木小铺")
    shop.clock = fixed(datetime(2026, 11, 22, 18, 6, tzinfo=UTC))
    make_demo(shop, 300, 1)
    yield shop
    shop.close()


@pytest.mark.parametrize("register", ALIVE)
def test_each_area_is_alive_at_whatever_hour_it_was_made(demo, at_night, register: str) -> None:
    demo.clock, clock = fixed(datetime(2026, 11, 23, 3, tzinfo=UTC)), demo.clock
    try:
        for shop in (demo, at_night):
            with shop.read() as reader:
                counts = reader.chip_counts(register)
            assert {n: c for n, c in ALIVE[register].items() if counts[n] < c} == {}, counts
    finally:
        demo.clock = clock


def test_somebody_complains_for_the_third_time(demo, at_night) -> None:
    for shop in (demo, at_night):
        with shop.read() as reader:
            said = "SELECT earlier FROM complaint WHERE description LIKE '第三次%'"
            assert [r["earlier"] >= 2 for r in reader.rows(text(said))] == [True]


def test_a_promise_was_broken_and_stays_so_and_a_failed_check_is_half_mended(at_night) -> None:
    with at_night.read() as reader:
        (broken,) = reader.rows(text("SELECT count(*) AS n FROM complaint WHERE breached_at IS NOT NULL"))
        halves = (
            "SELECT check_id FROM rectification GROUP BY check_id HAVING sum(status = 'open') AND sum(status != 'open')"
        )
        late = reader.rows(text("SELECT DISTINCT state FROM duty_date WHERE voided_at IS NULL"))
        versions = reader.rows(text("SELECT DISTINCT status FROM plan"))
        assert broken["n"] >= 2
        assert reader.rows(text(halves))
    assert {r["state"] for r in late} == {"open", "done", "late", "missed"}
    assert {r["status"] for r in versions} >= {"draft", "in_force", "replaced"}


def test_people_work_in_the_day_even_if_the_shop_was_made_at_night(at_night) -> None:
    with at_night.read() as reader:
        rows = reader.connection.execute(text("SELECT at, register, action FROM audit")).all()
        sent = [r[0] for r in reader.connection.execute(text("SELECT shipped_at FROM shipment")).all()]
        trained = [r[0] for r in reader.connection.execute(text("SELECT starts_at FROM training_session")).all()]
    made = at_night.locale().now
    told = [(*_local(at, at_night), register, action) for at, register, action in rows if register != "settings"]
    told += [(*_local(at, at_night), "shipments", "shipped_at") for at in sent]
    told += [(*_local(at, at_night), "training_sessions", "starts_at") for at in trained]
    today = made.astimezone(at_night.tz).date()
    assert {x for x in told if x[0] != today and not 8 <= x[1] <= 21} == set()


def _local(milliseconds: int, shop: Shop) -> tuple[date, int]:
    at = datetime.fromtimestamp(milliseconds / 1000, shop.tz)
    return at.date(), at.hour


def test_the_same_seed_makes_the_same_shop(demo, tmp_path, registry) -> None:
    again = make(tmp_path / "a", registry, 1)
    other = make(tmp_path / "b", registry, 2)
    try:
        with demo.read() as one, again.read() as two, other.read() as three:
            assert essence(one) == essence(two)
            assert essence(one) != essence(three)
    finally:
        again.close()
        other.close()


def test_telephones_are_of_the_invented_pattern(demo) -> None:
    with demo.read() as reader:
        phones = [r["phone"] for r in reader.rows(text("SELECT phone FROM orders"))]
    assert all(p.startswith("13800") or p.startswith("138****") for p in phones)


def test_every_product_says_what_it_is_regulated_as(demo) -> None:
    with demo.read() as reader:
        kinds = {r["category"]: r["regime"] for r in reader.rows(text("SELECT category, regime FROM product"))}
        kept = reader.rows(text("SELECT DISTINCT keep_until FROM receipt WHERE keep_until IS NOT NULL"))
    assert (kinds["食品"], kinds["茶饮"], kinds["器皿"]) == ("food", "food", "other")
    assert None not in kinds.values() and kept


def test_sheets_were_signed_and_are_there_but_for_one_that_waits(demo) -> None:
    query = "SELECT id, held_on, sheet_attached FROM training_session WHERE status = 'closed'"
    with demo.read() as reader:
        sessions = reader.rows(text(query))
        papers = [f for s in sessions for f in reader.attachments("training_sessions", s["id"])]
        scans = [reader.attachment_data(f.id) for f in papers]
        copies = reader.rows(text("SELECT kind, scan_attached FROM certificate WHERE kind != 'course'"))
    assert len(papers) >= 5 and [s["sheet_attached"] for s in sessions].count(0) == 1
    assert all(f.kind == "sheet" and data.startswith(b"\x89PNG") for f, data in zip(papers, scans, strict=True))
    assert {c["scan_attached"] for c in copies} == {0, 1}
